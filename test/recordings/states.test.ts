import assert from 'node:assert/strict';
import {
  type Seen,
  fetchEach,
  fetchStates,
  prefetchStates,
  tried,
} from '../../src/recordings/states.js';
import type { WebexClient } from '../../src/webex/client.js';
import { type Kept, memoryWebex } from '../support/memory-webex.js';
import { refusedWith } from '../support/refused.js';

const createdAt = Date.parse('2026-11-22T10:00:00Z');
const shelf = (): Kept[] =>
  (['available', 'deleted', 'purged'] as const).map((status) => ({
    ...{ id: status, siteUrl: 'acme.webex.com', createdAt, status },
  }));
const depsOf = (webex: WebexClient) => ({
  webex,
  withToken: <T>(call: (authority: { token: string }) => Promise<T>) => call({ token: 't' }),
});
const refused = (status: number) => refusedWith(status, '/');
/** Refuses lists, and single recordings of these ids. */
const failing = (webex: WebexClient, ...ids: string[]): WebexClient => ({
  ...webex,
  call: (request) =>
    request.path === '/recordings' || ids.some((id) => request.path.endsWith(id))
      ? Promise.reject(refused(503))
      : webex.call(request),
});
const shown = (seen: readonly Seen[]) =>
  seen
    .map(({ ref, sight }) => {
      const state = 'error' in sight ? 'error' : (sight.recording?.status ?? 'gone');
      return `${ref.id}: ${state}`;
    })
    .sort();

describe('recordings/states', () => {
  const all = ['available: available', 'deleted: deleted', 'purged: gone'];

  it('reads a list of the likely state first, and the others one by one', async () => {
    for (const likely of ['kept', 'in-bin'] as const) {
      const { webex, looks } = memoryWebex(shelf());
      assert.deepEqual(shown(await fetchStates(depsOf(webex), shelf(), likely)), all);
      assert.equal(looks.length, 3);
      assert.equal(looks[0], '/recordings');
    }
  });

  it('answers in the order in which it was asked, whatever Webex answers first', async () => {
    const { webex } = memoryWebex(shelf());
    let turns = shelf().length;
    const slowFirst: WebexClient = {
      ...webex,
      call: async (request) => {
        for (let left = (turns -= 1); left >= 0; left -= 1) await new Promise(setImmediate);
        return await webex.call(request);
      },
    };
    const seen = await fetchEach(depsOf(slowFirst), shelf());
    assert.deepEqual(
      seen.map(({ ref }) => ref.id),
      shelf().map(({ id }) => id),
    );
  });

  it('reads each by itself where most are likely gone, or no time is known', async () => {
    for (const [refs, likely] of [
      [shelf(), 'gone'],
      [shelf().map(({ id }) => ({ id })), 'kept'],
    ] as const) {
      const { webex, looks } = memoryWebex(shelf());
      assert.deepEqual(shown(await fetchStates(depsOf(webex), refs, likely)), all);
      assert.ok(looks.length === 3 && !looks.includes('/recordings'));
    }
  });

  it('does without a list after a change, and gives nothing before one', async () => {
    const { webex, looks } = memoryWebex(shelf());
    const deps = depsOf(failing(webex));
    assert.deepEqual(shown(await fetchStates(deps, shelf(), 'kept')), all);
    looks.length = 0;
    assert.deepEqual(await prefetchStates(deps, shelf(), 'kept'), []);
    assert.deepEqual(looks, []);
  });

  it('keeps the error of a recording that cannot be read', async () => {
    const { webex } = memoryWebex(shelf());
    const seen = await fetchEach(depsOf(failing(webex, 'deleted')), shelf());
    assert.deepEqual(shown(seen), ['available: available', 'deleted: error', 'purged: gone']);
  });

  it('gives errors of Webex as values, but for an invalid token and our own faults', async () => {
    assert.deepEqual(await tried(() => Promise.resolve(7)), { value: 7 });
    const error = refused(503);
    assert.deepEqual(await tried(() => Promise.reject(error)), { error });
    await assert.rejects(
      tried(() => Promise.reject(refused(401))),
      { status: 401 },
    );
    await assert.rejects(
      tried(() => Promise.reject(new TypeError('ours'))),
      TypeError,
    );
  });
});
