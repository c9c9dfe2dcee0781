import assert from 'node:assert/strict';
import { type Host, NotConnected } from '../../../src/accounts/types.js';
import { bannerActor, topicsInList, topicsOf } from '../../../src/features/bulk/actor.js';
import type { BulkDeps, BulkJob } from '../../../src/features/bulk/model.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { readableLog } from '../../bot/support/log.js';
import { NOW } from '../../bot/support/recordings.js';
import { memoryWebex } from '../../support/memory-webex.js';
import { refusedWith } from '../../support/refused.js';

const whose = { personId: '11111111-1111-4111-8111-111111111111', hostId: undefined };
const kept = ['r0', 'r1', 'r2'].map((id) => ({
  ...{ id, siteUrl: 'acme.webex.com', createdAt: NOW, status: 'available' as const },
}));

/** Webex in memory, where the topic of a recording is its id; but for what is given. */
function depsOf(given: object = {}): BulkDeps {
  return {
    webex: memoryWebex(kept).webex,
    tokens: {
      get: () => Promise.resolve({ token: 't' }),
      refresh: () => Promise.reject(new NotConnected('over')),
    },
    log: readableLog().log,
    ...given,
  } as unknown as BulkDeps;
}

describe('topics that are read again', () => {
  const { webex } = memoryWebex(kept);
  /** Where one recording cannot be read. */
  const failing = (error: Error) => ({
    webex: {
      ...webex,
      call: (request: Parameters<typeof webex.call>[0]) =>
        request.path.endsWith('/r1') ? Promise.reject(error) : webex.call(request),
    },
  });
  const refused = (status: number) => refusedWith(status, '/recordings/r1', { trackingId: 't' });
  const read = async (deps: BulkDeps, ids = ['r0', 'r1', 'r2']) =>
    [...(await topicsOf(deps, whose, ids)).entries()].toSorted();

  it('are those of the recordings that are there', async () => {
    assert.deepEqual(await read(depsOf(), ['r0', 'gone', 'r2']), [
      ['r0', 'r0'],
      ['r2', 'r2'],
    ]);
  });

  it('leave out one that Webex does not show just now', async () => {
    const { log, text } = readableLog();
    assert.deepEqual(await read(depsOf({ ...failing(refused(503)), log })), [
      ['r0', 'r0'],
      ['r2', 'r2'],
    ]);
    assert.doesNotMatch(text(), /topics not read/);
  });

  it('are none where their person has no token, as the log says; the card is shown without', async () => {
    for (const error of [new NotConnected('over'), refused(503)]) {
      const { log, text } = readableLog();
      const tokens = { get: () => Promise.reject(error) };
      assert.deepEqual(await read(depsOf({ tokens, log })), []);
      assert.match(text(), /topics not read/);
    }
  });

  it('reject with a defect of our own', async () => {
    await assert.rejects(read(depsOf(failing(new TypeError('x')))), TypeError);
  });
});

describe('topics of a list', () => {
  it('are read only where the list is not known any more', async () => {
    const { webex, looks } = memoryWebex(kept);
    const known = { listing: { recordings: [{ id: 'r0', topic: 'Zebras' }] } };
    const topicsIn = async (list: string, peek: () => unknown, ...ids: string[]) => {
      const deps = depsOf({ webex, now: () => NOW, searches: { peek } });
      const job = { ...whose, data: { list } } as unknown as BulkJob;
      const actor = { personId: personIdOf(whose.personId) };
      const found = await topicsInList(deps, actor, job, ids);
      return [Object.fromEntries(found), looks.splice(0)];
    };
    const topics = (...of: [() => unknown, ...string[]]) =>
      topicsIn(writeState(latest(NOW)), ...of);
    const read = ['/recordings/r2'];
    assert.deepEqual(await topics(() => known, 'r0', 'r2'), [{ r0: 'Zebras', r2: 'r2' }, read]);
    assert.deepEqual(await topics(() => known, 'r2'), [{ r2: 'r2' }, read]);
    assert.deepEqual(await topics(() => undefined, 'r2'), [{ r2: 'r2' }, read]);
    assert.deepEqual(await topicsIn('no list', () => known, 'r2'), [{ r2: 'r2' }, read]);
  });
});

describe('in whose name a job is shown', () => {
  const me = { personId: personIdOf(whose.personId) };
  const bob: Host = { personId: 'bob', email: 'bob@example.com', displayName: 'Bob' };
  const shown = async (hostId: string | undefined, byId: () => Promise<Host | undefined>) =>
    await bannerActor(depsOf({ hosts: { byId } }), { ...whose, hostId });

  it('is its person’s own, about whom Webex is not asked', async () => {
    const asked = () => Promise.reject(new TypeError('asked'));
    assert.deepEqual(await shown(undefined, asked), me);
  });

  it('is that of its host, who is somebody else where Webex names nobody', async () => {
    assert.deepEqual(await shown('bob', () => Promise.resolve(bob)), { ...me, onBehalfOf: bob });
    const refused = refusedWith(503, '/people', { trackingId: 't' });
    for (const byId of [() => Promise.resolve(undefined), () => Promise.reject(refused)]) {
      const { onBehalfOf } = await shown('bob', byId);
      assert.deepEqual(
        [onBehalfOf?.personId, onBehalfOf?.email, onBehalfOf?.displayName],
        ['bob', '', 'somebody else'],
      );
    }
  });

  it('rejects with a defect of our own', async () => {
    await assert.rejects(
      shown('bob', () => Promise.reject(new TypeError('x'))),
      TypeError,
    );
  });
});
