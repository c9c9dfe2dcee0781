import assert from 'node:assert/strict';
import { LARGEST_PAGE, listRecordings } from '../../src/recordings/list.js';
import { type ScanQuery, planRemainder, scanRecordings } from '../../src/recordings/scan.js';
import { type Recording, instant, lastDays, recordingSchema } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { type ShelfHabits, evenly, shelfClient } from '../support/shelf-client.js';

const S = 1_000;
const TO = Date.parse('2026-11-20T12:00:00Z');
const window = { from: TO - 1_000 * S, to: TO };
/** A page of recordings made so many seconds before the end. */
const page = (...before: number[]): Recording[] =>
  before.map((seconds, nth) =>
    recordingSchema.parse({
      id: `r${nth}`,
      topic: '',
      createTime: new Date(TO - seconds * S).toISOString(),
    }),
  );

describe('recordings/cut', () => {
  it('cuts what is left by the density of the page, without gap or overlap', () => {
    const rest = planRemainder(window, page(1, 50, 100));
    assert.ok(rest.how === 'split');
    let end = TO - 99 * S;
    for (const { from, to } of rest.windows) {
      assert.equal(to, end);
      assert.ok(from < to && from % S === 0);
      end = from;
    }
    assert.equal(end, window.from);
    // 901 seconds, of which 200 are expected to fill two pages: five, of which a scan makes three.
    assert.equal(rest.windows.length, 3);
  });

  it('makes no more pieces than it may after a burst', () => {
    const rest = planRemainder(window, page(1, 1, 2), 3);
    assert.equal(rest.how === 'split' && rest.windows.length, 3);
    assert.equal(planRemainder(window, page(1, 1, 2), 1).how, 'paginate');
  });

  it('makes none shorter than a second', () => {
    const short = { from: TO - 9 * S, to: TO };
    const rest = planRemainder(short, page(0.5, 1.2));
    assert.equal(rest.how === 'split' && rest.windows.length, 2);
  });

  it('follows the Link where about a page is left, or nothing is known', () => {
    const end = TO - 700 * S + S;
    assert.deepEqual(planRemainder(window, page(1, 700)), {
      how: 'paginate',
      window: { from: window.from, to: end },
    });
    assert.deepEqual(planRemainder(window, []), { how: 'paginate', window });
  });

  it('follows the Link where the page is all of one second', () => {
    assert.deepEqual(planRemainder(window, page(0.1, 0.5, 0.9)), { how: 'paginate', window });
  });

  it('trusts no times that are not in order, or not of the window', () => {
    assert.deepEqual(planRemainder(window, page(100, 1, 50)), { how: 'links only' });
    assert.deepEqual(planRemainder(window, page(0, 100)), { how: 'links only' });
    assert.deepEqual(planRemainder(window, page(100, 1_001)), { how: 'links only' });
  });
});

const NOW = Date.parse('2026-11-20T12:00:00Z');
const year = lastDays(365, NOW);
const month = lastDays(30, NOW);

async function count(webex: WebexClient, query: ScanQuery): Promise<number> {
  let found = 0;
  for await (const batch of scanRecordings(webex, { token: 't' }, query)) found += batch.length;
  return found;
}

/** The newest hundred. */
async function listOf(webex: WebexClient): Promise<readonly Recording[]> {
  const query = { window: month, limit: 100 };
  return (await listRecordings(webex, { token: 't' }, query)).recordings;
}

/** The same client, with something happening at a call. */
function disturbed(webex: WebexClient, at: (nth: number, max: string) => void): WebexClient {
  let calls = 0;
  return {
    ...webex,
    call: (request) => {
      calls += 1;
      at(calls, request.query?.max ?? '');
      return webex.call(request);
    },
  };
}

const refused = (status: number): WebexRefused =>
  new WebexRefused({ method: 'GET', path: '/recordings' }, status, { trackingId: 't' });

describe('recordings/walk', () => {
  for (const [size, days] of [
    [100, 30],
    [1_000, 30],
    [10_000, 30],
    [1_000, 365],
    [10_000, 365],
    [10_000, 3_650],
  ] as const) {
    it(`needs few calls, and few one after the other, for ${size} recordings in ${days} days`, async () => {
      const window = lastDays(days, NOW);
      const shelf = shelfClient(evenly(size, window));
      assert.equal(await count(shelf.webex, { window }), size);
      const pages = Math.ceil(size / LARGEST_PAGE);
      assert.ok(shelf.calls() <= pages + 3, `${shelf.calls()} calls for ${pages} pages`);
      assert.ok(shelf.rounds() <= pages / 3 + 2, `${shelf.rounds()} rounds`);
      assert.equal(shelf.mostAtOnce() <= 8, true);
    });
  }

  it('takes few rounds where somebody waits', async () => {
    for (const [size, rounds] of [
      [1_000, 3],
      [10_000, 14],
    ] as const) {
      const shelf = shelfClient(evenly(size, month));
      assert.equal(await count(shelf.webex, { window: month, pieces: 8 }), size);
      assert.ok(shelf.rounds() <= rounds, `${shelf.rounds()} rounds`);
      assert.ok(shelf.calls() <= size / LARGEST_PAGE + 8, `${shelf.calls()} calls`);
      assert.ok(shelf.mostAtOnce() <= 8);
    }
  });

  it('asks for one page where there is one', async () => {
    const shelf = shelfClient(evenly(100, month));
    assert.equal(await count(shelf.webex, { window: month }), 100);
    assert.equal(shelf.calls(), 1);
  });

  it('asks only for the rest where the newest are known', async () => {
    for (const size of [150, 1_000, 10_000]) {
      const shelf = shelfClient(evenly(size, month));
      const query = { window: month, limit: LARGEST_PAGE };
      const { recordings: known } = await listRecordings(shelf.webex, { token: 't' }, query);
      const asked: unknown[] = [];
      const webex: WebexClient = {
        ...shelf.webex,
        call: (request) => {
          asked.push(request.query?.to ?? request.path);
          return shelf.webex.call(request);
        },
      };
      assert.equal(await count(webex, { window: month, known }), size);
      assert.ok(!asked.includes(instant(month.to)), 'the first page again');
      assert.equal(new Set(asked).size, asked.length);
    }
  });

  it('asks for all where what is known proves nothing', async () => {
    const burst = shelfClient(Array<number>(250).fill(month.to - 1));
    for (const [shelf, window] of [
      [burst, month],
      [shelfClient(evenly(730, month), { unsorted: true }), month],
      [shelfClient(evenly(730, year)), year],
    ] as const) {
      const query = { window, limit: LARGEST_PAGE };
      const { recordings: known } = await listRecordings(shelf.webex, { token: 't' }, query);
      assert.equal(known.length, LARGEST_PAGE);
      assert.equal(await count(shelf.webex, { window, known }), shelf.within(window).length);
    }
  });

  it('takes few calls when all recordings lie in a burst', async () => {
    const burst = evenly(300, { from: NOW - 3_600_000, to: NOW });
    const shelf = shelfClient(burst);
    assert.equal(await count(shelf.webex, { window: month }), 300);
    assert.ok(shelf.calls() <= 50, String(shelf.calls()));
  });

  it('follows Links where all have one timestamp', async () => {
    const shelf = shelfClient(Array<number>(450).fill(NOW - 5_000));
    assert.equal(await count(shelf.webex, { window: month }), 450);
    assert.ok(shelf.calls() <= 25, String(shelf.calls()));
  });

  for (const habits of [
    { unsorted: true },
    { inclusiveTo: true },
    { twice: true },
  ] satisfies ShelfHabits[]) {
    it(`finds each once, too, where Webex is ${Object.keys(habits).join()}`, async () => {
      const shelf = shelfClient(evenly(730, month), habits);
      assert.equal(await count(shelf.webex, { window: month }), 730);
      const known = await listOf(shelf.webex);
      assert.equal(await count(shelf.webex, { window: month, known }), 730);
    });
  }

  for (const links of ['loop', 'stuck', 'expired', 'lossy'] as const) {
    it(`finds each once, and ends, where Links are ${links}`, async () => {
      for (const window of [month, lastDays(3_650, NOW)]) {
        const shelf = shelfClient(evenly(1_730, window), { links });
        let isBroken = false;
        const onBrokeOff = (): void => void (isBroken = true);
        assert.equal(await count(shelf.webex, { window, onBrokeOff }), 1_730);
        assert.ok(shelf.calls() <= 45, String(shelf.calls()));
        assert.equal(isBroken, false);
      }
    });
  }

  it('says that a list broke off where neither Link nor time leads on', async () => {
    for (const links of ['stuck', 'expired', 'lossy'] as const) {
      const shelf = shelfClient(Array<number>(250).fill(NOW - 5_000), { links });
      const told: string[] = [];
      const onBrokeOff = (): void => void told.push(links);
      assert.equal(await count(shelf.webex, { window: month, onBrokeOff }), 100, links);
      assert.ok(told.length > 0 && shelf.calls() <= 8, `${links} ${shelf.calls()}`);
    }
  });

  it('ends after few empty pages, however new their Links are', async () => {
    let calls = 0;
    const webex: WebexClient = {
      call: ({ answer }) => {
        calls += 1;
        const data = answer.parse({ items: [] });
        const next = `https://webex.example/recordings?cursor=${calls}`;
        return Promise.resolve({ data, status: 200, trackingId: undefined, next });
      },
      close: () => Promise.resolve(),
    };
    assert.equal(await count(webex, { window: month }), 0);
    assert.ok(calls <= 5, String(calls));
  });

  it('ends after so many calls, whatever comes, and says that it broke off', async () => {
    const shelf = shelfClient(evenly(2_000, year));
    let brokeOff = 0;
    const onBrokeOff = (): void => void (brokeOff += 1);
    const found = await count(shelf.webex, { window: year, mostCalls: 7, onBrokeOff });
    assert.equal(shelf.calls(), 7);
    assert.ok(found > 0 && found <= 700 && brokeOff > 0);
  });

  it('takes spans as long as Webex does, and remembers that', async () => {
    const window = lastDays(3_650, NOW);
    const shelf = shelfClient(evenly(500, window), { longestDays: 400 });
    assert.equal(await count(shelf.webex, { window }), 500);
    const first = shelf.calls();
    assert.equal(await count(shelf.webex, { window }), 500);
    assert.equal(shelf.calls() - first, first - 4);
  });

  it('counts each that could not be read once', async () => {
    const shelf = shelfClient(evenly(450, month), { odd: 2 });
    let unread: readonly string[] = [];
    const onUnread = (keys: readonly string[]): void => void (unread = keys);
    assert.equal(await count(shelf.webex, { window: month, onUnread, knownUnread: ['x'] }), 450);
    assert.equal(unread.length, 1 + 2 * shelf.calls());
  });

  it('says how far back all is in, and at the end that it is', async () => {
    const { webex } = shelfClient(evenly(2_000, year));
    const reached: number[] = [];
    let newestMissing = true;
    for await (const batch of scanRecordings(
      webex,
      { token: 't' },
      { window: year, onReached: (since) => reached.push(since) },
    )) {
      // Nothing that comes later may be newer than what was said to be complete.
      const newest = Math.max(...batch.map(({ createTime }) => Date.parse(createTime)));
      newestMissing &&= newest < (reached.at(-1) ?? Infinity);
    }
    assert.ok(newestMissing);
    assert.deepEqual(
      [...reached].sort((a, b) => b - a),
      reached,
    );
    assert.equal(reached.at(-1), year.from);
  });

  it('asks for smaller pages once Webex has taken too long, and goes on with those', async () => {
    const shelf = shelfClient(evenly(200, month));
    const asked: string[] = [];
    const webex = disturbed(shelf.webex, (_nth, max) => {
      asked.push(max);
      if (max === '100') throw refused(504);
    });
    assert.equal(await count(webex, { window: month }), 200);
    assert.deepEqual(asked.filter((max) => max === '100').length, 1);
  });

  it('tells a failure, and calls off what is under way', async () => {
    const shelf = shelfClient(evenly(3_000, year));
    const webex = disturbed(shelf.webex, (nth) => {
      if (nth === 12) throw refused(403);
    });
    await assert.rejects(count(webex, { window: year }), { status: 403 });
    const then = shelf.calls();
    await new Promise((done) => setImmediate(done));
    assert.equal(shelf.calls(), then);
  });

  it('ends within one call when it is called off', async () => {
    const shelf = shelfClient(evenly(10_000, year));
    const stop = new AbortController();
    const webex = disturbed(shelf.webex, (nth) => {
      if (nth === 30) stop.abort();
    });
    await assert.rejects(count(webex, { window: year, signal: stop.signal }), {
      code: 'ERR_CANCELED',
    });
    assert.ok(shelf.calls() < 40);
  });

  it('calls off what is under way when nobody reads on', async () => {
    const shelf = shelfClient(evenly(10_000, year));
    const signals = new Set<AbortSignal | undefined>();
    const webex: WebexClient = {
      ...shelf.webex,
      call: (request) => {
        signals.add(request.signal);
        return shelf.webex.call(request);
      },
    };
    for await (const batch of scanRecordings(webex, { token: 't' }, { window: year })) {
      assert.ok(batch.length > 0);
      break;
    }
    assert.deepEqual(
      [...signals].map((signal) => signal?.aborted),
      [true],
    );
  });
});
