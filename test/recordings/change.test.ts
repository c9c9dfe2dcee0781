import assert from 'node:assert/strict';
import { changeRecordings } from '../../src/recordings/change-recordings.js';
import { type Change, type Outcome, stateOf, WANTED } from '../../src/recordings/change.js';
import type { RecordingRef } from '../../src/recordings/requests.js';
import { recordingSchema as shape } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreadable } from '../../src/webex/errors.js';
import { type Bench, startBench } from '../sandbox/recordings-support.js';
import { quick, quickClient } from '../support/quick-client.js';

const alice = { token: 'sandbox-alice' };
const site = 'acme.webex.com';

describe('recordings/change', () => {
  let bench: Bench;
  let webex: WebexClient;
  beforeEach(async () => {
    bench = await startBench();
    webex = quickClient(bench.apiUrl);
  });
  afterEach(async () => {
    await webex.close();
    await bench.stop();
  });

  /** Changes one recording, for somebody who waits. */
  async function changeOne(
    client: WebexClient,
    what: Change,
    target: RecordingRef,
    onRequested?: () => void,
  ): Promise<Outcome> {
    const outcomes: Outcome[] = [];
    await changeRecordings(
      { webex: client, withToken: (call) => call(alice) },
      { what, members: [target], onRequested },
      (ended) => {
        outcomes.push(...ended.map(({ outcome }) => outcome));
        return Promise.resolve();
      },
    );
    const [outcome, ...others] = outcomes;
    assert.ok(outcome !== undefined && others.length === 0);
    return outcome;
  }
  const change = (what: Change, id: string, siteUrl = site): Promise<Outcome> =>
    changeOne(webex, what, { id, siteUrl });
  const stands = (id: string): string => {
    const status = bench.recordings.get(id)?.status ?? 'purged';
    return { available: 'kept', deleted: 'in-bin', purged: 'gone' }[status];
  };
  /** A recording as a change meets it. */
  const kept = (what: Change, more: object = {}) =>
    bench.put('alice@example.com', {
      ...(what === 'restore' ? { binnedAt: bench.clock.now } : {}),
      ...more,
    });
  const path = (what: Change): object =>
    ({
      trash: { method: 'POST', path: '/softDelete$' },
      restore: { method: 'POST', path: '/restore$' },
      delete: { method: 'DELETE', path: '/recordings/' },
    })[what];
  const reading = { method: 'GET', path: '/recordings/' };

  it('is looked at once more while a person waits, and what hung on the first look begins anew', async () => {
    const { id } = kept('trash');
    bench.faults.set([{ ...path('trash'), status: 204 }]);
    const waits: number[] = [];
    let begun = 0;
    const wait = (ms: number) => Promise.resolve(void waits.push(ms));
    const lookAgain = { at: [500, 2_000], wait };
    const kinds: string[] = [];
    await changeRecordings(
      { webex, withToken: (call) => call(alice), lookAgain },
      { what: 'trash', members: [{ id, siteUrl: site }], onRequested: () => (begun += 1) },
      (ended) => Promise.resolve(void kinds.push(...ended.map(({ outcome }) => outcome.kind))),
    );
    const looks = bench.calls.list().filter(({ method }) => method === 'GET').length;
    assert.deepEqual([kinds, waits, looks, begun], [['not-seen'], [500], 2, 2]);
  });

  for (const what of ['trash', 'restore', 'delete'] as const) {
    describe(what, () => {
      const before = what === 'restore' ? 'in-bin' : 'kept';

      it('is done when it is seen', async () => {
        const { id } = kept(what);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'done');
        assert.equal('recording' in outcome, what !== 'delete');
        assert.equal(stands(id), WANTED[what]);
      });

      it('is done at another site', async () => {
        const siteUrl = 'acme-emea.webex.com';
        const { id } = kept(what, { siteUrl });
        assert.equal((await change(what, id, siteUrl)).kind, 'done');
      });

      it('is done though the answer was lost', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...path(what), cut: 'after', times: 1 }]);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'done');
        assert.equal(stands(id), WANTED[what]);
      });

      it('is done though every answer was lost', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...path(what), cut: 'after' }]);
        assert.equal((await change(what, id)).kind, 'done');
      });

      it('is done though the answer was lost, and then refused', async () => {
        const { id } = kept(what);
        bench.faults.set([
          { ...path(what), cut: 'after', times: 1 },
          { ...path(what), status: 429, headers: { 'retry-after': 60 } },
        ]);
        assert.equal((await change(what, id)).kind, 'done');
      });

      for (const status of [400, 402, 403, 405, 415, 423, 428, 451]) {
        it(`leaves it unchanged, and does not look, after ${status}`, async () => {
          const { id } = kept(what);
          bench.faults.set([{ ...path(what), status, headers: { 'retry-after': 60 } }]);
          const outcome = await change(what, id);
          assert.equal(outcome.kind, 'unchanged');
          assert.ok(outcome.error instanceof WebexRefused && outcome.error.status === status);
          assert.equal(stands(id), before);
          assert.equal(bench.calls.list().length, 1);
        });
      }

      it('looks after 302, and sees it unchanged', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...path(what), status: 302 }]);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'unchanged');
        assert.ok(outcome.recording?.id === id && outcome.error instanceof WebexUnreadable);
        assert.equal(stands(id), before);
      });

      for (const status of [404, 409, 410, 500, 503]) {
        it(`looks after ${status}, and sees it unchanged`, async () => {
          const { id } = kept(what);
          bench.faults.set([{ ...path(what), status }]);
          const outcome = await change(what, id);
          assert.equal(outcome.kind, 'unchanged');
          assert.equal(outcome.recording?.id, id);
          assert.ok(outcome.error instanceof WebexRefused && outcome.error.status === status);
          assert.equal(stands(id), before);
        });
      }

      it('is not seen when Webex said yes and did nothing', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...path(what), status: 204 }]);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'not-seen');
        assert.equal(outcome.recording.id, id);
        assert.match(outcome.trackingId ?? '', /^ROUTER_/);
      });

      it('is unsure when it cannot look', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...reading, status: 503 }]);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'unsure');
        assert.ok(outcome.error instanceof WebexRefused && outcome.error.status === 503);
      });

      it('is unsure, for the first reason, when nothing answers', async () => {
        const { id } = kept(what);
        bench.faults.set([
          { ...reading, status: 503 },
          { ...path(what), cut: 'before' },
        ]);
        const outcome = await change(what, id);
        assert.equal(outcome.kind, 'unsure');
        assert.equal(outcome.error.name, 'WebexUnreachable');
      });

      it('asks for nothing more once the token is refused', async () => {
        const { id } = kept(what);
        bench.faults.set([{ ...path(what), status: 401 }]);
        await assert.rejects(change(what, id), { status: 401 });
        assert.equal(stands(id), before);
      });

      it('tells of a refused token when it looks, whatever was answered before', async () => {
        const { id } = kept(what);
        for (const first of [[], [{ ...path(what), status: 500, times: 1 + quick.retries }]]) {
          bench.faults.set(first);
          const looked = changeOne(webex, what, { id, siteUrl: site }, () => {
            bench.faults.set([{ ...reading, status: 401 }]);
          });
          await assert.rejects(looked, { status: 401 });
        }
      });

      it('hides no mistake of our own', async () => {
        const mistaken: WebexClient = {
          ...webex,
          call: () => Promise.reject(new TypeError('ours')),
        };
        await assert.rejects(changeOne(mistaken, what, { id: '1' }), TypeError);
        const { id } = kept(what);
        const blind: WebexClient = {
          ...webex,
          call: (request) =>
            request.method === 'GET' ? mistaken.call(request) : webex.call(request),
        };
        await assert.rejects(changeOne(blind, what, { id, siteUrl: site }), TypeError);
      });
    });
  }

  it('was in the bin already', async () => {
    const { id } = bench.put('alice@example.com', { binnedAt: bench.clock.now });
    const outcome = await change('trash', id);
    assert.equal(outcome.kind, 'already');
    assert.equal(outcome.recording?.id, id);
  });

  it('was kept already', async () => {
    assert.equal((await change('restore', kept('trash').id)).kind, 'already');
  });

  it('was gone already', async () => {
    assert.deepEqual(await change('delete', 'f'.repeat(32)), { kind: 'already' });
  });

  it('cannot be moved or brought back once it is gone', async () => {
    for (const what of ['trash', 'restore'] as const) {
      assert.deepEqual(await change(what, 'f'.repeat(32)), { kind: 'gone' });
    }
  });

  it('leaves a shared recording to its host', async () => {
    const host = bench.world.people.byEmail('alice@example.com')?.id ?? '';
    const { id } = bench.put('bob@example.com', { sharedWith: [host] });
    const outcome = await change('delete', id);
    assert.equal(outcome.kind, 'unchanged');
    assert.equal(stands(id), 'kept');
  });

  it('knows where a recording is by its status', () => {
    const made = shape.parse({ id: '1', topic: 't', createTime: '2026-11-20T12:00:00Z' });
    assert.equal(stateOf(undefined), 'gone');
    assert.equal(stateOf({ ...made, status: 'purged' }), 'gone');
    assert.equal(stateOf({ ...made, status: 'deleted' }), 'in-bin');
    assert.equal(stateOf({ ...made, status: 'available' }), 'kept');
    assert.equal(stateOf(made), 'kept');
  });
});
