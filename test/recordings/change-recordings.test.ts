import assert from 'node:assert/strict';
import { type ChangeOrder, changeRecordings } from '../../src/recordings/change-recordings.js';
import type { CheckControl, Change, ChangeDeps } from '../../src/recordings/change.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { type Kept, type Mishap, type Told, memoryWebex, toldOf } from '../support/memory-webex.js';
import { refusedWith } from '../support/refused.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');

function kept(count: number, given: Partial<Kept> = {}): Kept[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    siteUrl: 'acme.webex.com',
    createdAt: NOW - at * 60_000,
    status: 'available',
    ...given,
  }));
}

function run(
  webex: WebexClient,
  members: readonly Kept[],
  what: Change = 'trash',
  {
    withToken = (call) => call({ token: 't' }),
    shouldContinue = () => Promise.resolve(true),
    goesOn = () => true,
    maybeAsked,
    changedBefore,
  }: Partial<ChangeDeps & CheckControl & ChangeOrder> & {
    goesOn?: (waits: number) => boolean;
  } = {},
) {
  const ended: Told[] = [];
  const waits: number[] = [];
  /** How many had ended at each wait. */
  const endedBy: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    endedBy.push(ended.length);
    return Promise.resolve();
  };
  const waitOn = async (ms: number): Promise<boolean> => {
    await wait(ms);
    return goesOn(waits.length);
  };
  const work = changeRecordings(
    { webex, withToken, background: { wait, shouldContinue, waitOn } },
    { what, members, maybeAsked, changedBefore },
    (more) => {
      ended.push(...more.map(toldOf));
      return Promise.resolve();
    },
  );
  return { ended, waits, endedBy, work };
}

const kinds = (ended: readonly Told[]) => [...new Set(ended.map(({ kind }) => kind))];

describe('a batch of changes', () => {
  it('takes one call, one look before it and one after', async () => {
    const shelf = kept(100);
    const { webex, batches, looks } = memoryWebex(shelf);
    const { ended, work } = run(webex, shelf);
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(looks, ['/recordings', '/recordings']);
    assert.equal(ended.length, 100);
    assert.deepEqual(kinds(ended), ['done']);
    assert.equal(ended[0]?.trackingId, 'tracked');
  });

  it('says what was so already, what is gone, and what Webex refuses and why', async () => {
    const shelf = kept(8);
    const [one, other, third] = shelf;
    assert.ok(one && other && third);
    one.status = 'deleted';
    other.status = 'purged';
    shelf[2] = { ...third, refused: 403 };
    const { webex } = memoryWebex(shelf);
    const { ended, work } = run(webex, shelf);
    await work;
    const of = (id: string) => ended.find((found) => found.id === id);
    assert.equal(of('r0')?.kind, 'already');
    assert.equal(of('r1')?.kind, 'gone');
    assert.deepEqual(of('r2'), { id: 'r2', kind: 'unchanged', trackingId: 'tracked', status: 403 });
    assert.equal(ended.filter(({ kind }) => kind === 'done').length, 5);
  });

  for (const maybeAsked of [new Set<string>(), new Set(['r0', 'r1'])]) {
    const when = maybeAsked.size > 0 ? ', after a crash' : '';
    it(`deletes out of the recycle bin alone: what was restored since is not asked for${when}`, async () => {
      const shelf = kept(4, { status: 'deleted' });
      const [restored] = shelf;
      assert.ok(restored);
      restored.status = 'available';
      const { webex, batches } = memoryWebex(shelf);
      const { ended, work } = run(webex, shelf, 'delete', { maybeAsked });
      await work;
      const asked = batches.flatMap(({ ids }) => ids);
      assert.deepEqual(asked.toSorted(), ['r1', 'r2', 'r3']);
      const kindOf = (id: string) => ended.find((one) => one.id === id)?.kind;
      assert.deepEqual(['r0', 'r1', 'r2', 'r3'].map(kindOf), [
        ...['unchanged', 'done', 'done', 'done'],
      ]);
      assert.equal(restored.status, 'available');
    });
  }

  /** Moves what it can of a batch to the recycle bin, whatever else is in it. */
  function lenient(shelf: readonly Kept[], answersTo: 'all' | number): WebexClient {
    const { webex, byId } = memoryWebex(shelf);
    return {
      ...webex,
      call: async (request) => {
        const { method, path, body } = request;
        if (method !== 'POST') return await webex.call(request);
        const { recordingIds } = body as { readonly recordingIds: readonly string[] };
        const moved = recordingIds.filter((id) => {
          const one = byId.get(id);
          if (one?.status !== 'available') return false;
          one.status = 'deleted';
          return true;
        });
        if (answersTo !== 'all' && moved.length < recordingIds.length) {
          throw new WebexRefused({ method, path }, answersTo, { trackingId: 'tracked' });
        }
        const data = request.answer.parse(undefined);
        return { data, status: 204, trackingId: 'tracked', next: undefined };
      },
    };
  }

  it('says already of what was so before, though Webex says yes to it too', async () => {
    const shelf = kept(20);
    for (const one of shelf.slice(0, 5)) one.status = 'deleted';
    const { ended, work } = run(lenient(shelf, 'all'), shelf);
    await work;
    const already = ended.filter(({ kind }) => kind === 'already').map(({ id }) => id);
    assert.deepEqual(already.toSorted(), ['r0', 'r1', 'r2', 'r3', 'r4']);
    assert.equal(ended.filter(({ kind }) => kind === 'done').length, 15);
  });

  for (const status of [404, 400, 403]) {
    it(`says done of what Webex moved of a batch that it refused (${status})`, async () => {
      const shelf = kept(20);
      const webex = lenient(shelf, status);
      const [one] = shelf;
      assert.ok(one);
      // Somebody is quicker, after the look.
      const late: WebexClient = {
        ...webex,
        call: async (request) => {
          if (request.method === 'POST') one.status = 'purged';
          return await webex.call(request);
        },
      };
      const { ended, work } = run(late, shelf);
      await work;
      assert.equal(ended.find(({ id }) => id === 'r0')?.kind, 'gone');
      assert.equal(ended.filter(({ kind }) => kind === 'done').length, 19);
    });
  }

  it('knows nothing from before where Webex gives no list: what it refuses was so already', async () => {
    const shelf = kept(3);
    const [one] = shelf;
    assert.ok(one);
    one.status = 'deleted';
    const { webex, looks } = memoryWebex(shelf);
    let lists = 0;
    let lookedBefore: number | undefined;
    const listless: WebexClient = {
      ...webex,
      call: async (request) => {
        const { method, path } = request;
        if (path === '/recordings' && (lists += 1) === 1) {
          throw new WebexRefused({ method, path }, 503);
        }
        if (method === 'POST') lookedBefore ??= looks.length;
        return await webex.call(request);
      },
    };
    const { ended, work } = run(listless, shelf);
    await work;
    assert.equal(lookedBefore, 0, 'nor is each looked at instead');
    assert.equal(ended.find(({ id }) => id === 'r0')?.kind, 'already');
    assert.equal(ended.filter(({ kind }) => kind === 'done').length, 2);
  });

  it('tells of what Webex said to have done and does not show, after four more looks', async () => {
    const shelf = kept(3);
    const { webex } = memoryWebex(shelf);
    const forgetful: WebexClient = {
      ...webex,
      call: async (request) => {
        const answer = await webex.call(request);
        const [first] = shelf;
        if (request.method === 'POST' && first !== undefined) first.status = 'available';
        return answer;
      },
    };
    const { ended, waits, endedBy, work } = run(forgetful, shelf);
    await work;
    assert.deepEqual(endedBy, [2, 2, 2, 2], 'the others are told at once');
    assert.equal(ended.find(({ id }) => id === 'r0')?.kind, 'not-seen');
    assert.deepEqual(waits, [500, 1_500, 6_000, 22_000]);
  });

  it('is not sure of what Webex does not show at all', async () => {
    const shelf = kept(2);
    const { webex } = memoryWebex(shelf);
    const blind: WebexClient = {
      ...webex,
      call: (request) =>
        request.method === 'GET'
          ? Promise.reject(new WebexUnreachable(request, 'ECONNRESET'))
          : webex.call(request),
    };
    const { ended, work } = run(blind, shelf);
    await work;
    assert.deepEqual(kinds(ended), ['unsure']);
  });

  it('waits as long as Webex asks, then longer and longer, and gives up at last', async () => {
    const script: Mishap[] = ['too much', 'broken', 'broken', 'broken', 'broken', 'broken'];
    const shelf = kept(2);
    const { webex } = memoryWebex(shelf, () => script.shift() ?? 'none');
    const { ended, waits, work } = run(webex, shelf);
    await assert.rejects(work, WebexRefused);
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000]);
    assert.deepEqual(ended, []);
  });

  it('stops between two calls when it is not to go on', async () => {
    const shelf = kept(2);
    const { webex, batches } = memoryWebex(shelf, () => 'too much');
    let calls = 0;
    const { ended, work } = run(webex, shelf, 'trash', {
      shouldContinue: () => Promise.resolve((calls += 1) < 2),
    });
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(ended, []);
    const none = run(webex, shelf, 'trash', { shouldContinue: () => Promise.resolve(false) });
    await none.work;
    assert.equal(batches.length, 1);
  });

  it('looks before it asks again when an answer was lost, even one that the client lost itself', async () => {
    const shelf = kept(5);
    const { webex, batches } = memoryWebex(shelf);
    const losing: WebexClient = {
      ...webex,
      call: async (request) => {
        const answer = await webex.call(request);
        if (request.method === 'GET') return answer;
        throw new WebexRefused(request, 404, { earlierMayHaveActed: true });
      },
    };
    const { ended, work } = run(losing, shelf);
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(kinds(ended), ['done']);
  });

  /** Shows recordings as they are now, as long as it is late. */
  function late(webex: WebexClient, shelf: readonly Kept[], isLate: () => boolean): WebexClient {
    const before = memoryWebex(shelf.map((one) => ({ ...one }))).webex;
    return {
      ...webex,
      call: (request) => (request.method === 'GET' && isLate() ? before : webex).call(request),
    };
  }

  for (const [what, from, to] of [
    ['trash', 'available', 'deleted'],
    ['restore', 'deleted', 'available'],
    ['delete', 'deleted', 'purged'],
  ] as const) {
    describe(`${what}, shown late`, () => {
      const shelf = (count: number): Kept[] => kept(count, { status: from });

      for (const [who, count] of [
        ['maybeAsked', 1],
        ['maybeAsked', 5],
        ['changedBefore', 1],
        ['changedBefore', 5],
      ] as const) {
        it(`is told as done where an earlier request made it, and a second one is refused: ${count} ${who}`, async () => {
          const all = shelf(count);
          const looks: number[] = [];
          const webex = late(memoryWebex(all).webex, all, () => looks.length < 3);
          for (const one of all) one.status = to;
          const asked = { [who]: new Set(all.map(({ id }) => id)) };
          const done = run(webex, all, what, { ...asked, goesOn: () => looks.push(0) > 0 });
          await done.work;
          assert.equal(done.ended.length, count);
          assert.deepEqual(kinds(done.ended), ['done']);
          assert.deepEqual(done.waits, [500, 1_500, 6_000], 'all are waited for together');
        });
      }

      for (const mishap of ['cut after', 'cut after, then too much'] as const) {
        it(`is told as done where the answer was lost, and a second request is refused: ${mishap}`, async () => {
          const all = shelf(1);
          const script: Mishap[] = [mishap];
          const { webex } = memoryWebex(all, () => script.shift() ?? 'none');
          const looks: number[] = [];
          const behind = late(webex, all, () => looks.length < 2);
          const done = run(behind, all, what, { goesOn: () => looks.push(0) > 0 });
          await done.work;
          assert.deepEqual(kinds(done.ended), ['done']);
          assert.deepEqual(done.waits, [1_000, 500, 1_500]);
        });
      }

      for (const goesOn of [true, false]) {
        it(`is ${goesOn ? 'looked for though the job was cancelled' : 'left to the next process by one that stops'}`, async () => {
          const all = shelf(2);
          const looks: number[] = [];
          const webex = late(memoryWebex(all).webex, all, () => looks.length < 2);
          for (const one of all) one.status = to;
          let asked = 0;
          const { ended, work } = run(webex, all, what, {
            maybeAsked: new Set(all.map(({ id }) => id)),
            // Both together, and then the first by itself.
            shouldContinue: () => Promise.resolve((asked += 1) < 3),
            goesOn: () => looks.push(0) > 0 && goesOn,
          });
          await work;
          assert.deepEqual(
            ended.map(({ id, kind }) => [id, kind]),
            goesOn ? [['r0', 'done']] : [],
          );
        });
      }

      it('is told as refused, once four looks have shown nothing else', async () => {
        const all = shelf(5);
        const { webex } = memoryWebex(all.map((one) => ({ ...one, refused: 403 })));
        const asked = { maybeAsked: new Set(all.map(({ id }) => id)) };
        const done = run(webex, all, what, asked);
        await done.work;
        assert.deepEqual(
          done.ended.map(({ kind, status }) => [kind, status]),
          all.map(() => ['unchanged', 403]),
        );
        assert.deepEqual(done.waits, [500, 1_500, 6_000, 22_000]);
      });
    });
  }

  it('is told as done where a refused batch has moved it, and Webex shows it late', async () => {
    const all = kept(4);
    const looks: number[] = [];
    const moved = late(lenient(all, 404), all, () => looks.length < 1);
    const [one] = all;
    assert.ok(one);
    const webex: WebexClient = {
      ...moved,
      call: async (request) => {
        if (request.method === 'POST') one.status = 'purged';
        return await moved.call(request);
      },
    };
    const done = run(webex, all, 'trash', { goesOn: () => looks.push(0) > 0 });
    await done.work;
    assert.deepEqual(kinds(done.ended).toSorted(), ['done', 'gone']);
    assert.deepEqual(done.waits, [500]);
  });

  it('tells at once of what Webex refuses when it is asked for the first time', async () => {
    const all = kept(1, { refused: 404 });
    const { ended, waits, work } = run(memoryWebex(all).webex, all);
    await work;
    assert.deepEqual([kinds(ended), waits], [['unchanged'], []]);
  });

  it('rejects when the authority is over, or with what is ours', async () => {
    const shelf = kept(2);
    const { webex } = memoryWebex(shelf);
    const over: ChangeDeps['withToken'] = () =>
      Promise.reject(refusedWith(401, '/', { method: 'POST' }));
    const first = run(webex, shelf, 'trash', { withToken: over });
    await assert.rejects(first.work);
    assert.deepEqual(first.waits, []);
    const ours: ChangeDeps['withToken'] = () => Promise.reject(new Error('ours'));
    const second = run(webex, shelf, 'trash', { withToken: ours });
    await assert.rejects(second.work, /ours/);
  });

  for (const [what, from, to] of [
    ['restore', 'deleted', 'available'],
    ['delete', 'deleted', 'purged'],
  ] as const) {
    it(`does ${what} too`, async () => {
      const shelf = kept(3, { status: from });
      const { webex } = memoryWebex(shelf);
      const { ended, work } = run(webex, shelf, what);
      await work;
      assert.deepEqual(kinds(ended), ['done']);
      assert.deepEqual([...new Set(shelf.map(({ status }) => status))], [to]);
    });
  }
});
