import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { TokenProvider } from '../../src/accounts/token-provider.js';
import { type Actor, NotConnected } from '../../src/accounts/types.js';
import { type Audit, type AuditEntry, auditLog } from '../../src/audit/audit.js';
import { auditIdentity } from '../../src/bot/access/impersonation.js';
import {
  type Confirmed,
  type ShareOutcome,
  changeRecording,
  performShare,
  settleChecked,
} from '../../src/changes/change-recording.js';
import { reconcileOpenEntries } from '../../src/changes/reconcile.js';
import type { Change, ReportedOutcome } from '../../src/recordings/change.js';
import { Permit } from '../../src/util/permit.js';
import { type WebexClient, createWebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { uuidOf } from '../../src/webex/ids.js';
import { type SandboxDeps, sandboxDeps } from '../bot/support/deps.js';
import { describePglite } from '../support/databases.js';
import { quickClient } from '../support/quick-client.js';
import { auditedBy } from '../support/audited.js';
import { refusedWith } from '../support/refused.js';

/** Never tries again, so that a fault shows at once. */
const IMPATIENT = { retries: 0, longestWaitMs: 0, giveUpAfterMs: 0, firstWaitMs: 0 };

describePglite('a confirmed change', ({ open }) => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  let audit: Audit;
  let alice: Actor;
  let id: string;
  let asked: number;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0 });
    webex = createWebexClient({ baseUrl: sandbox.apiUrl, retry: IMPATIENT });
    audit = auditLog((await open()).db);
    const personId = sandbox.world.people.byEmail('alice@example.com')?.id ?? '';
    alice = { personId };
    const own = sandbox.recordings
      .ofPerson(alice.personId)
      .all()
      .find(({ hostId, status }) => hostId === alice.personId && status === 'available');
    assert.ok(own);
    ({ id } = own);
    asked = 0;
    sandbox.calls.clear();
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });

  async function perform(
    what: Change,
    click = 'c1',
    given: Partial<Confirmed> = {},
    tokens: TokenProvider = hers,
  ): Promise<ReportedOutcome> {
    return await changeRecording(
      { webex, audit, tokens, now: Date.now },
      {
        actor: alice,
        onRequested: () => (asked += 1),
        as: { personId: uuidOf(alice.personId), authority: 'own' },
        what,
        target: { id },
        eventKey: Permit.ofEvent(`attachmentActions:created:${click}`).key,
        ...given,
      },
    );
  }
  const hers: TokenProvider = {
    get: () => Promise.resolve({ token: 'sandbox-alice' }),
    refresh: () => Promise.reject(new NotConnected('over')),
  };
  /** Newest first. */
  const entries = (): Promise<AuditEntry[]> => auditedBy(audit, uuidOf(alice.personId));
  const outcomes = async (): Promise<(string | undefined)[]> =>
    (await entries()).map(({ outcome }) => outcome);
  const status = (): string | undefined => sandbox.recordings.get(id)?.status;
  const changes = (): number =>
    sandbox.calls.list().filter(({ method }) => method !== 'GET').length;

  it('is written down with who, what, which, how it ended, and Webex’s trackingId', async () => {
    const outcome = await perform('trash', 'c1', { target: { id, siteUrl: 'acme.webex.com' } });
    assert.equal(outcome.kind, 'done');
    assert.equal(status(), 'deleted');
    assert.equal(asked, 1);
    const [entry] = await entries();
    assert.ok(entry);
    const { trackingId = '', askedAt, settledAt = 0, id: number, ...rest } = entry;
    assert.deepEqual(rest, {
      personId: uuidOf(alice.personId),
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

  for (const [what, call] of [
    ['trash', 'POST /v1/recordings/softDelete'],
    ['delete', 'DELETE /v1/recordings/'],
  ] as const) {
    it(`takes two calls and one token: ${what}, and a look`, async () => {
      let given = 0;
      const get = () => {
        given += 1;
        return Promise.resolve({ token: 'sandbox-alice' });
      };
      await perform(what, 'c1', {}, { ...hers, get });
      const calls = sandbox.calls.list().map(({ method, path }) => `${method} ${path}`);
      assert.deepEqual(calls, [
        what === 'delete' ? `${call}${id}` : call,
        `GET /v1/recordings/${id}`,
      ]);
      assert.equal(given, 1);
    });
  }

  it('is not written down when the person is not connected', async () => {
    const get = () => Promise.reject(new NotConnected('never'));
    await assert.rejects(perform('trash', 'c1', {}, { ...hers, get }), NotConnected);
    assert.deepEqual(await outcomes(), []);
  });

  it('is written down before Webex is asked', async () => {
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
    sandbox.calls.clear();
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
    sandbox.calls.clear();
    const again = await perform('trash', 'c1');
    assert.equal(again.kind, 'not-again');
    assert.equal(again.recording.id, id);
    assert.equal(status(), 'available');
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done', 'done']);
  });

  it('is not asked for again once Webex has refused it, and stays written down so', async () => {
    sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 403 }]);
    await perform('trash', 'c1');
    sandbox.faults.set([]);
    assert.equal((await perform('trash', 'c1')).kind, 'not-again');
    assert.equal(status(), 'available');
    assert.deepEqual(await outcomes(), ['unchanged']);
    await perform('trash', 'c2');
    assert.equal((await perform('trash', 'c1')).kind, 'already');
    assert.deepEqual(await outcomes(), ['done', 'unchanged']);
  });

  it('delivered again, it says gone of what is, and unsure of what cannot be seen', async () => {
    await perform('trash', 'c1');
    sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 503, times: 1 }]);
    assert.equal((await perform('trash', 'c1')).kind, 'unsure');
    const recording = sandbox.recordings.get(id);
    assert.ok(recording);
    sandbox.recordings.purge([recording]);
    sandbox.calls.clear();
    assert.equal((await perform('trash', 'c1')).kind, 'gone');
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open: what is seen to be done was us', async () => {
    const left = { change: 'delete' as const, recordingId: id, siteUrl: undefined };
    const who = { personId: uuidOf(alice.personId), authority: 'own' };
    const eventKey = Permit.ofEvent('attachmentActions:created:c1').key;
    await audit.open({ ...left, ...who, eventKey }, 1_000);
    const recording = sandbox.recordings.get(id);
    assert.ok(recording);
    sandbox.recordings.purge([recording]);
    const outcome = await perform('delete');
    assert.deepEqual(outcome, { kind: 'done' });
    assert.equal(changes(), 0);
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open: what was not done yet is done', async () => {
    const { settleMany } = audit;
    audit.settleMany = () => Promise.reject(new Error('the process died'));
    sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 503, times: 1 }]);
    await assert.rejects(perform('trash'), /died/);
    audit.settleMany = settleMany;
    assert.equal(status(), 'available');
    assert.deepEqual(await outcomes(), [undefined]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.equal(status(), 'deleted');
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('takes up what a crash left open though it cannot be looked at: asks again, and settles', async () => {
    const { settleMany } = audit;
    audit.settleMany = () => Promise.reject(new Error('the process died'));
    await assert.rejects(perform('trash'), /died/);
    audit.settleMany = settleMany;
    sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 503, times: 1 }]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.equal(status(), 'deleted');
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('leaves open what cannot be looked at because the authority is over', async () => {
    const { settleMany } = audit;
    audit.settleMany = () => Promise.reject(new Error('the process died'));
    await assert.rejects(perform('trash'), /died/);
    audit.settleMany = settleMany;
    sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 401, times: 1 }]);
    await assert.rejects(perform('trash'), { name: 'NotConnected' });
    assert.deepEqual(await outcomes(), [undefined]);
  });

  it('says already to a second click, and to a third', async () => {
    await perform('trash', 'c1');
    sandbox.calls.clear();
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
    sandbox.faults.set([{ method: 'POST', path: '/softDelete', status: 403 }]);
    assert.equal((await perform('trash')).kind, 'unchanged');
    const [entry] = await entries();
    assert.equal(entry?.outcome, 'unchanged');
    assert.match(entry.trackingId ?? '', /^ROUTER_/);
  });

  it('stays open when the authority is not valid, so that it can be tried with another', async () => {
    const tokens = { ...hers, get: () => Promise.resolve({ token: 'nobody' }) };
    await assert.rejects(perform('trash', 'c1', {}, tokens), { name: 'NotConnected' });
    assert.deepEqual(await outcomes(), [undefined]);
    assert.equal((await perform('trash')).kind, 'done');
    assert.deepEqual(await outcomes(), ['done']);
  });

  /** With a token that Webex does not honour any more, until it is renewed. */
  async function withRenewal(
    what: Change,
    refusedAt: 'asking' | 'looking',
  ): Promise<ReportedOutcome> {
    const method = refusedAt === 'asking' ? 'POST' : 'GET';
    sandbox.faults.set([{ method, path: '/recordings/', status: 401, times: 1 }]);
    const refresh = () => Promise.resolve({ token: 'sandbox-alice' });
    return await perform(what, 'c1', {}, { ...hers, refresh });
  }

  it('made under a renewed authority, it has not done what was so already', async () => {
    const recording = sandbox.recordings.get(id);
    assert.ok(recording);
    sandbox.recordings.moveToBin([recording]);
    assert.equal((await withRenewal('trash', 'asking')).kind, 'already');
    assert.deepEqual(await outcomes(), ['already']);
  });

  it('made under a renewed authority, it has done what the try before that lost its answer to', async () => {
    const path = { method: 'POST', path: '/softDelete' };
    sandbox.faults.set([
      { ...path, cut: 'after', times: 1 },
      { ...path, status: 401, times: 1 },
      { ...path, status: 404, times: 1 },
    ]);
    const refresh = () => Promise.resolve({ token: 'sandbox-alice' });
    await webex.close();
    webex = quickClient(sandbox.apiUrl);
    assert.equal((await perform('trash', 'c1', {}, { ...hers, refresh })).kind, 'done');
    assert.deepEqual(await outcomes(), ['done']);
    assert.equal(changes(), 3);
  });

  it('looked at under a renewed authority, it has done what it did, and asks once', async () => {
    assert.equal((await withRenewal('trash', 'looking')).kind, 'done');
    assert.deepEqual(await outcomes(), ['done']);
    assert.equal(changes(), 1);
    assert.equal(asked, 1);
  });

  it('checked after a later attempt of the same person, it is not known how it ended', async () => {
    const attempt = { personId: uuidOf(alice.personId), authority: 'own', recordingId: id };
    const [first, second] = ['c1', 'c2'].map((click) => Permit.ofEvent(click).key);
    assert.ok(first !== undefined && second !== undefined);
    for (const eventKey of [first, second]) {
      await audit.open({ ...attempt, siteUrl: undefined, change: 'trash', eventKey }, 1);
    }
    const check = (eventKey: typeof first) =>
      settleChecked({ audit, now: Date.now }, { eventKey, recordingId: id }, { kind: 'done' }, 'T');
    await check(first);
    assert.deepEqual(await outcomes(), [undefined, 'unsure']);
    await check(second);
    assert.deepEqual(await outcomes(), ['done', 'unsure']);
  });

  it('stays open where Webex does not show it yet and the caller looks again, and only there', async () => {
    sandbox.faults.set([{ path: '/softDelete$', status: 204 }]);
    assert.equal((await perform('trash', 'c1', { leavesUnclear: true })).kind, 'not-seen');
    assert.equal((await perform('trash', 'c2')).kind, 'not-seen');
    sandbox.faults.set([]);
    assert.equal((await perform('trash', 'c3', { leavesUnclear: true })).kind, 'done');
    assert.deepEqual(await outcomes(), ['done', 'not-seen', undefined]);
  });

  it('asks Webex for nothing when it cannot be written down', async () => {
    audit.openMany = () => Promise.reject(new Error('the database is away'));
    await assert.rejects(perform('trash'), /away/);
    assert.deepEqual(sandbox.calls.list(), []);
    assert.equal(status(), 'available');
  });
});

describePglite('a confirmed sharing', ({ open }) => {
  let on: SandboxDeps;
  let id: string;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    const own = on.sandbox.recordings
      .ofPerson(on.alice.personId)
      .all()
      .find(({ hostId, status }) => hostId === on.alice.personId && status === 'available');
    assert.ok(own);
    ({ id } = own);
  });
  afterEach(() => on.stop());

  const share = (click = 'c1', deps = on.deps, sendEmail = true): Promise<ShareOutcome> =>
    performShare(
      deps,
      {
        as: auditIdentity(on.deps, on.alice),
        actor: on.alice,
        target: { id, siteUrl: 'acme.webex.com' },
      },
      { add: ['bob@example.com'], remove: [], sendEmail },
      Permit.ofEvent(`attachmentActions:created:${click}`).key,
    );
  const entries = () => auditedBy(on.deps.audit, uuidOf(on.alice.personId));
  const mails = (): number => on.sandbox.world.mails.length;
  /** As a crash leaves it: asked for, and not settled. */
  const leftOpen = () =>
    on.deps.audit.open(
      {
        ...{ personId: uuidOf(on.alice.personId), authority: 'own', recordingId: id },
        ...{ siteUrl: 'acme.webex.com', change: 'share' },
        eventKey: Permit.ofEvent('attachmentActions:created:c1').key,
      },
      0,
    );

  it('is in the audit: who, which, how it ended, and to whom not', async () => {
    assert.deepEqual(await share(), { kind: 'done' });
    const [entry] = await entries();
    assert.equal(entry?.change, 'share');
    assert.deepEqual([entry.recordingId, entry.outcome], [id, 'done']);
    assert.match(entry.trackingId ?? '', /^ROUTER_/);
    assert.doesNotMatch(JSON.stringify(entry), /bob@/);
    assert.equal(mails(), 1);
  });

  it('is not done twice for one click', async () => {
    await share();
    on.sandbox.calls.clear();
    assert.deepEqual(await share(), { kind: 'done' });
    assert.deepEqual(on.sandbox.calls.list(), []);
    await share('c2');
    assert.equal(mails(), 2);
  });

  it('after a crash is asked for again, and writes to nobody a second time', async () => {
    await leftOpen();
    assert.deepEqual(await share(), { kind: 'done-again' });
    assert.equal(mails(), 0);
    assert.equal((await entries())[0]?.outcome, 'done');
  });

  it('after a crash is simply done where nobody was to be written to', async () => {
    await leftOpen();
    assert.deepEqual(await share('c1', on.deps, false), { kind: 'done' });
  });

  it('after a crash is not sure of what Webex then refuses: the first time may have been done', async () => {
    await leftOpen();
    on.sandbox.faults.set([{ path: '/accessList$', status: 403 }]);
    assert.equal((await share()).kind, 'unsure');
    assert.equal((await share('c2')).kind, 'unchanged');
    assert.equal((await share('c2')).kind, 'unchanged', 'nor does a refusal delivered again doubt');
  });

  it('says whether Webex refused it, or whether that is not known', async () => {
    on.sandbox.faults.set([{ path: '/accessList$', status: 404 }]);
    assert.equal((await share()).kind, 'unchanged');
    on.sandbox.faults.set([{ path: '/accessList$', cut: 'before' }]);
    assert.equal((await share('c2')).kind, 'unsure');
    assert.deepEqual(
      (await entries()).map(({ outcome }) => outcome),
      ['unsure', 'unchanged'],
    );
  });

  it('is not sure of what Webex refuses after a try without an answer', async () => {
    const path = '/recordings/r/accessList';
    const refusal = new WebexRefused({ method: 'POST', path }, 404, { earlierMayHaveActed: true });
    on.webex.call = () => Promise.reject(refusal);
    assert.equal((await share()).kind, 'unsure');
  });

  it('is not in the audit when there was no token to ask with', async () => {
    const down = refusedWith(503, '/access_token', { method: 'POST', trackingId: 'T' });
    for (const error of [new NotConnected('never'), down]) {
      const tokens = { ...on.deps.tokens, get: () => Promise.reject(error) };
      await assert.rejects(share('c1', { ...on.deps, tokens }), (thrown) => thrown === error);
    }
    assert.deepEqual(await entries(), []);
    assert.deepEqual(await share(), { kind: 'done' });
    assert.equal(mails(), 1);
  });

  it('rejects when the connection has ended, and hands on a defect of our own', async () => {
    on.sandbox.faults.set([{ path: '/accessList$', status: 401 }]);
    await assert.rejects(share(), { name: 'NotConnected' });
    const defect = new TypeError('x');
    const webex = { ...on.webex, call: () => Promise.reject(defect) };
    const deps = { ...on.deps, webex };
    const target = { id };
    const wanted = { add: [], remove: [], sendEmail: false };
    await assert.rejects(
      performShare(
        deps,
        { as: auditIdentity(deps, on.alice), actor: on.alice, target },
        wanted,
        Permit.ofEvent('k').key,
      ),
      (error) => error === defect,
    );
  });

  it('is no change of the recording itself: what was last done to it stays so', async () => {
    const { audit } = on.deps;
    const personId = uuidOf(on.alice.personId);
    const attempt = { personId, authority: 'own', recordingId: id, siteUrl: undefined };
    const { entry } = await audit.open(
      { ...attempt, change: 'trash', eventKey: Permit.ofEvent('k').key },
      1,
    );
    await audit.settle(entry.id, 'done', undefined, 2);
    await share();
    const last = await audit.lastChanges(personId, [id], 'another');
    assert.equal(last.get(id), 'trash');
  });

  it('left open for good is settled as not known', async () => {
    await leftOpen();
    const isWaiting = () => Promise.resolve(false);
    const actorOf = () => Promise.resolve(on.alice);
    assert.equal(await reconcileOpenEntries({ ...on.deps, isWaiting, actorOf }), 1);
    assert.equal((await entries())[0]?.outcome, 'unsure');
  });
});
