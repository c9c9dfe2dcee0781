import assert from 'node:assert/strict';
import { withToken } from '../../../src/accounts/token-provider.js';
import type { AuditEntry } from '../../../src/audit/types.js';
import { type Confirmed, performChange } from '../../../src/features/delete/change.js';
import type { Change, ReportedOutcome } from '../../../src/recordings/change.js';
import type { Authority } from '../../../src/recordings/types.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describeDatabases } from '../../support/databases.js';

describeDatabases('a confirmed change', ({ open }) => {
  let on: SandboxDeps;
  let id: string;
  let asked: number;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    const own = on.sandbox.recordings
      .ofPerson(on.alice.personId)
      .all()
      .find(({ hostId, status }) => hostId === on.alice.personId && status === 'available');
    assert.ok(own);
    ({ id } = own);
    asked = 0;
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  async function perform(
    what: Change,
    click = 'c1',
    given: Partial<Confirmed> = {},
    authority: Authority = { token: 'sandbox-alice' },
  ): Promise<ReportedOutcome> {
    const confirmed: Confirmed = {
      as: { personId: uuidOf(on.alice.personId), authority: 'own' },
      what,
      target: { id },
      eventKey: `attachmentActions:created:${click}`,
      ...given,
    };
    return await performChange(on.deps, confirmed)(authority, () => (asked += 1));
  }
  /** Newest first. */
  const entries = (): Promise<AuditEntry[]> => on.deps.audit.history(uuidOf(on.alice.personId), 10);
  const outcomes = async (): Promise<(string | undefined)[]> =>
    (await entries()).map(({ outcome }) => outcome);
  const status = (): string | undefined => on.sandbox.recordings.get(id)?.status;
  const changes = (): number =>
    on.sandbox.calls.list().filter(({ method }) => method !== 'GET').length;

  it('is written down with who, what, which, how it ended, and Webex’s trackingId', async () => {
    const outcome = await perform('trash', 'c1', { target: { id, siteUrl: 'acme.webex.com' } });
    assert.equal(outcome.kind, 'done');
    assert.equal(status(), 'deleted');
    assert.equal(asked, 1);
    const [entry] = await entries();
    assert.ok(entry);
    const { trackingId = '', askedAt, settledAt = 0, id: number, ...rest } = entry;
    assert.deepEqual(rest, {
      personId: uuidOf(on.alice.personId),
      authority: 'own',
      recordingId: id,
      siteUrl: 'acme.webex.com',
      change: 'trash',
      eventKey: 'attachmentActions:created:c1',
      hostId: undefined,
      reason: undefined,
      outcome: 'done',
    });
    assert.match(trackingId, /^ROUTER_/);
    assert.ok(number > 0 && settledAt >= askedAt);
  });

  it('is written down before Webex is asked', async () => {
    const { webex } = on.deps;
    const seen: (string | undefined)[][] = [];
    const { call } = webex;
    webex.call = async (request) => {
      seen.push(await outcomes());
      return await call(request);
    };
    await perform('trash');
    assert.deepEqual(seen[0], [undefined]);
  });

  it('does nothing twice when the click is delivered again, and says the same', async () => {
    await perform('trash');
    on.sandbox.calls.clear();
    const again = await perform('trash');
    assert.equal(again.kind, 'done');
    assert.equal('recording' in again && again.recording.id, id);
    assert.equal(changes(), 0);
    assert.equal(asked, 1);
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('is not made again when it was undone before the click is delivered again', async () => {
    await perform('trash', 'c1');
    await perform('restore', 'c2');
    on.sandbox.calls.clear();
    const again = await perform('trash', 'c1');
    assert.equal(again.kind, 'not-again');
    assert.equal(again.recording.id, id);
    assert.equal(status(), 'available');
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done', 'done']);
  });

  it('is not asked for again once Webex has refused it, and stays written down so', async () => {
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 403 }]);
    await perform('trash', 'c1');
    on.sandbox.faults.set([]);
    assert.equal((await perform('trash', 'c1')).kind, 'not-again');
    assert.equal(status(), 'available');
    assert.deepEqual(await outcomes(), ['unchanged']);
    await perform('trash', 'c2');
    assert.equal((await perform('trash', 'c1')).kind, 'already');
    assert.deepEqual(await outcomes(), ['done', 'unchanged']);
  });

  it('delivered again, it says gone of what is, and unsure of what cannot be seen', async () => {
    await perform('trash', 'c1');
    on.sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 503, times: 1 }]);
    assert.equal((await perform('trash', 'c1')).kind, 'unsure');
    const recording = on.sandbox.recordings.get(id);
    assert.ok(recording);
    on.sandbox.recordings.purge([recording]);
    on.sandbox.calls.clear();
    assert.equal((await perform('trash', 'c1')).kind, 'gone');
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open: what is seen to be done was us', async () => {
    const left = { change: 'delete' as const, recordingId: id, siteUrl: undefined };
    const who = { personId: uuidOf(on.alice.personId), authority: 'own' };
    const eventKey = 'attachmentActions:created:c1';
    await on.deps.audit.open({ ...left, ...who, eventKey }, 1_000);
    const recording = on.sandbox.recordings.get(id);
    assert.ok(recording);
    on.sandbox.recordings.purge([recording]);
    const outcome = await perform('delete');
    assert.deepEqual(outcome, { kind: 'done' });
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open: what was not done yet is done', async () => {
    const { audit } = on.deps;
    const { settle } = audit;
    audit.settle = () => Promise.reject(new Error('the process died'));
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 503, times: 1 }]);
    await assert.rejects(perform('trash'), /died/);
    audit.settle = settle;
    assert.equal(status(), 'available');
    assert.deepEqual(await outcomes(), [undefined]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.equal(status(), 'deleted');
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open though it cannot be looked at: asks again, and settles', async () => {
    const { audit } = on.deps;
    const { settle } = audit;
    audit.settle = () => Promise.reject(new Error('the process died'));
    await assert.rejects(perform('trash'), /died/);
    audit.settle = settle;
    on.sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 503, times: 1 }]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.equal(status(), 'deleted');
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('leaves open what cannot be looked at because the authority is over', async () => {
    const { audit } = on.deps;
    const { settle } = audit;
    audit.settle = () => Promise.reject(new Error('the process died'));
    await assert.rejects(perform('trash'), /died/);
    audit.settle = settle;
    on.sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 401, times: 1 }]);
    await assert.rejects(perform('trash'), { status: 401 });
    assert.deepEqual(await outcomes(), [undefined]);
  });

  it('says already to a second click, and to a third', async () => {
    await perform('trash', 'c1');
    on.sandbox.calls.clear();
    assert.equal((await perform('trash', 'c2')).kind, 'already');
    assert.equal((await perform('trash', 'c2')).kind, 'already');
    assert.equal((await perform('trash', 'c3')).kind, 'already');
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['already', 'already', 'done']);
  });

  it('does it again when it was undone meanwhile', async () => {
    await perform('trash', 'c1');
    await perform('restore', 'c2');
    assert.equal((await perform('trash', 'c3')).kind, 'done');
    assert.equal(status(), 'deleted');
    assert.deepEqual(await outcomes(), ['done', 'done', 'done']);
  });

  it('is written down as unchanged, with the trackingId of the refusal', async () => {
    on.sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 403 }]);
    assert.equal((await perform('trash')).kind, 'unchanged');
    const [entry] = await entries();
    assert.equal(entry?.outcome, 'unchanged');
    assert.match(entry.trackingId ?? '', /^ROUTER_/);
  });

  it('stays open when the authority is not valid, so that it can be tried with another', async () => {
    const authority = { token: 'nobody' };
    await assert.rejects(perform('trash', 'c1', {}, authority), { status: 401 });
    assert.deepEqual(await outcomes(), [undefined]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.deepEqual(await outcomes(), ['done']);
  });

  /** With a token that Webex does not honour any more, until it is renewed. */
  async function withRenewal(
    what: Change,
    refusedAt: 'asking' | 'looking',
  ): Promise<ReportedOutcome> {
    const attempt = performChange(on.deps, {
      as: { personId: uuidOf(on.alice.personId), authority: 'own' },
      ...{ what, target: { id }, eventKey: 'attachmentActions:created:c1' },
    });
    const method = refusedAt === 'asking' ? 'POST' : 'GET';
    on.sandbox.faults.set([{ method, path: '/recordings/', status: 401, times: 1 }]);
    return await withToken(
      {
        get: () => Promise.resolve({ token: 'sandbox-alice' }),
        refresh: () => Promise.resolve({ token: 'sandbox-alice' }),
      },
      on.alice,
      (authority) => attempt(authority, () => (asked += 1)),
    );
  }

  it('made under a renewed authority, it has not done what was so already', async () => {
    const recording = on.sandbox.recordings.get(id);
    assert.ok(recording);
    on.sandbox.recordings.moveToBin([recording]);
    assert.equal((await withRenewal('trash', 'asking')).kind, 'already');
    assert.deepEqual(await outcomes(), ['already']);
  });

  it('looked at under a renewed authority, it has done what it did, and asks once', async () => {
    assert.equal((await withRenewal('trash', 'looking')).kind, 'done');
    assert.deepEqual(await outcomes(), ['done']);
    assert.equal(changes(), 1);
    assert.equal(asked, 1);
  });

  it('asks Webex for nothing when it cannot be written down', async () => {
    on.deps.audit.open = () => Promise.reject(new Error('the database is away'));
    await assert.rejects(perform('trash'), /away/);
    assert.deepEqual(on.sandbox.calls.list(), []);
    assert.equal(status(), 'available');
  });
});
