import assert from 'node:assert/strict';
import { catchUp } from '../../src/bot/catch-up.js';
import type { WebexEvent } from '../../src/events/event.js';
import { instant } from '../../src/recordings/types.js';
import type { Message } from '../../src/webex/messages.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { until } from '../support/until.js';
import { readableLog } from './support/log.js';
import { messageOf, scriptedMessaging } from './support/messaging.js';

const REQUEST = { method: 'GET', path: '/messages' };
const NOW = Date.parse('2026-11-22T10:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NO_GAPS = { noteGap: () => Promise.resolve(), closeGap: () => Promise.resolve() };

describe('what no webhook told', () => {
  const last = (agoMs: number, given: Partial<Message> = {}): Message =>
    messageOf({ created: instant(NOW - agoMs), ...given });

  async function heard(
    spaces: Readonly<Record<string, () => Message | undefined>>,
    since = NOW - MINUTE,
    meanwhile = () => true,
    directSpaces = () => Promise.resolve(Object.keys(spaces)),
  ) {
    const accepted: (readonly [WebexEvent, boolean])[] = [];
    const { log, lines } = readableLog();
    const messaging = scriptedMessaging({
      directSpaces,
      lastMessage: async (roomId) => {
        await Promise.resolve();
        return spaces[roomId]?.();
      },
    });
    const missed = catchUp({
      ...{ messaging, log, now: () => NOW, botId: 'bot', againMs: 5, ...NO_GAPS },
      accept: (event, late) => Promise.resolve(void accepted.push([event, late])),
    });
    await missed.hear(since);
    await until(meanwhile);
    await missed.stop();
    return { accepted, lines, calls: messaging.calls };
  }

  it('is the message that stands last, as a webhook would have told', async () => {
    const { accepted } = await heard({ s1: () => last(5 * MINUTE, { id: 'm7' }) });
    const created = instant(NOW - 5 * MINUTE);
    const data = { id: 'm7', roomId: 's1', roomType: 'direct', personId: 'alice', created };
    const event = { resource: 'messages', event: 'created', actorId: 'alice', data };
    assert.deepEqual(accepted, [[event, true]]);
  });

  it('is no apology for what was just written', async () => {
    const { accepted } = await heard({ s1: () => last(1_000) });
    assert.deepEqual(
      accepted.map(([, late]) => late),
      [false],
    );
  });

  it('is nothing where the bot spoke last, nobody did, or that was a day ago', async () => {
    const { accepted } = await heard({
      answered: () => last(MINUTE, { personId: 'bot' }),
      silent: () => undefined,
      old: () => last(DAY),
      undated: () => messageOf({ id: 'm9' }),
    });
    assert.deepEqual(accepted, []);
  });

  it('goes on when one space cannot be read, and says so', async () => {
    const { accepted, lines } = await heard({
      broken: () => assert.fail('no'),
      fine: () => last(MINUTE),
    });
    assert.equal(accepted.length, 1);
    assert.equal(lines().at(-1)?.msg, 'catching up failed');
  });

  it('is heard later where Webex is too busy to tell', async () => {
    const busy = new WebexRefused(REQUEST, 429, undefined, 1, '');
    let [lists, looks] = [2, 3];
    const { accepted, calls } = await heard(
      {
        s1: () => {
          if (looks-- > 0) throw busy;
          return last(MINUTE);
        },
      },
      NOW - MINUTE,
      () => looks < 0,
      () => (lists-- > 0 ? Promise.reject(busy) : Promise.resolve(['s1'])),
    );
    assert.equal(accepted.length, 1);
    assert.deepEqual(
      calls.map(([name]) => name),
      [...Array<string>(3).fill('directSpaces'), ...Array<string>(4).fill('lastMessage')],
    );
  });

  it('is asked for again when there was a second gap while Webex still told of the first', async () => {
    const told: ((spaces: string[]) => void)[] = [];
    const messaging = scriptedMessaging({
      directSpaces: () => new Promise<string[]>((resolve) => told.push(resolve)),
      lastMessage: (roomId) => Promise.resolve(last(MINUTE, { id: roomId })),
    });
    const accepted: string[] = [];
    const missed = catchUp({
      ...{ messaging, log: readableLog().log, now: () => NOW, botId: 'bot', ...NO_GAPS },
      accept: ({ data }) => Promise.resolve(void accepted.push(data.id)),
    });
    const first = missed.hear(NOW - MINUTE);
    await until(() => told.length === 1);
    const second = missed.hear(NOW);
    told[0]?.(['s1']);
    await until(() => told.length === 2);
    told[1]?.(['s2']);
    await Promise.all([first, second]);
    await missed.stop();
    assert.deepEqual(accepted, ['s1', 's2']);
    const asked = messaging.calls.filter(([name]) => name === 'directSpaces');
    assert.deepEqual(asked[1], ['directSpaces', NOW - 5 * MINUTE]);
  });

  it('is noted before it is looked for, and until all of it was heard or the bot stops', async () => {
    const gaps: string[] = [];
    const spaces = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`s${at}`, () => last(MINUTE, { id: `m${at}` })]),
    );
    const noted = (spaceRead: () => Promise<void>) => {
      const messaging = scriptedMessaging({
        directSpaces: () => Promise.resolve((gaps.push('looked'), Object.keys(spaces))),
        lastMessage: async (roomId) => {
          await spaceRead();
          return spaces[roomId]?.();
        },
      });
      return catchUp({
        ...{ messaging, log: readableLog().log, now: () => NOW, botId: 'bot', againMs: 5 },
        noteGap: (since) => Promise.resolve(void gaps.push(`noted ${since - NOW}`)),
        closeGap: (since) => Promise.resolve(void gaps.push(`closed ${since - NOW}`)),
        accept: () => Promise.resolve(),
      });
    };
    const whole = noted(() => Promise.resolve());
    await whole.hear(NOW - MINUTE);
    await whole.stop();
    assert.deepEqual(gaps.splice(0), ['noted -60000', 'looked', 'closed -60000']);
    let reads = 0;
    const stopped: ReturnType<typeof catchUp> = noted(async () => {
      reads += 1;
      if (reads === 1) await stopped.stop();
    });
    await stopped.hear(NOW - MINUTE);
    assert.deepEqual(gaps, ['noted -60000', 'looked']);
    assert.ok(reads < 20, 'a stop waits for no more spaces');
  });

  it('is nothing in a space that the bot may not read any more', async () => {
    const looks = { gone: 0, busy: 0 };
    const refuses = (space: keyof typeof looks, status: number) => () => {
      looks[space] += 1;
      throw new WebexRefused(REQUEST, status, undefined, undefined, '');
    };
    const spaces = { gone: refuses('gone', 404), busy: refuses('busy', 503) };
    await heard(spaces, NOW, () => looks.busy > 2);
    assert.equal(looks.gone, 1);
  });

  it('looks a little further back than it must, and never more than a day', async () => {
    assert.deepEqual((await heard({}, NOW - MINUTE)).calls, [['directSpaces', NOW - 6 * MINUTE]]);
    assert.deepEqual((await heard({}, 0)).calls, [['directSpaces', NOW - DAY]]);
  });
});
