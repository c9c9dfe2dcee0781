import assert from 'node:assert/strict';
import { changeBatch, type BatchParts, type Ended } from '../../src/recordings/change-batch.js';
import type { Change } from '../../src/recordings/change.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { memoryWebex, type Kept, type Mishap } from '../support/memory-webex.js';

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
  parts: Partial<BatchParts> = {},
) {
  const ended: Ended[] = [];
  const waits: number[] = [];
  const work = changeBatch(
    {
      webex,
      under: (call) => call({ token: 't' }),
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      goesOn: () => Promise.resolve(true),
      ...parts,
    },
    { what, members },
    (more) => {
      ended.push(...more);
      return Promise.resolve();
    },
  );
  return { ended, waits, work };
}

const kinds = (ended: readonly Ended[]) => [...new Set(ended.map(({ kind }) => kind))];

describe('a batch of changes', () => {
  it('takes one call and one look', async () => {
    const shelf = kept(100);
    const { webex, batches, looks } = memoryWebex(shelf);
    const { ended, work } = run(webex, shelf);
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(looks, ['/recordings']);
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

  it('tells of what Webex said to have done and does not show, after a second look', async () => {
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
    const { ended, waits, work } = run(forgetful, shelf);
    await work;
    assert.equal(ended.find(({ id }) => id === 'r0')?.kind, 'not-seen');
    assert.equal(waits.length, 1);
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
      goesOn: () => Promise.resolve((calls += 1) < 2),
    });
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(ended, []);
    const none = run(webex, shelf, 'trash', { goesOn: () => Promise.resolve(false) });
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
        throw new WebexRefused(request, 404, undefined, undefined, '', undefined, true);
      },
    };
    const { ended, work } = run(losing, shelf);
    await work;
    assert.equal(batches.length, 1);
    assert.deepEqual(kinds(ended), ['done']);
  });

  it('rejects when the authority is over, or with what is ours', async () => {
    const shelf = kept(2);
    const { webex } = memoryWebex(shelf);
    const over: BatchParts['under'] = () =>
      Promise.reject(
        new WebexRefused({ method: 'POST', path: '/' }, 401, undefined, undefined, ''),
      );
    const first = run(webex, shelf, 'trash', { under: over });
    await assert.rejects(first.work);
    assert.deepEqual(first.waits, []);
    const ours: BatchParts['under'] = () => Promise.reject(new Error('ours'));
    const second = run(webex, shelf, 'trash', { under: ours });
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
