import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { TokenProvider } from '../../src/accounts/token-provider.js';
import { NotConnected } from '../../src/accounts/types.js';
import {
  type Audit,
  type AuditEntry,
  type AuditedChange,
  auditLog,
} from '../../src/audit/audit.js';
import { actorFromAudit, webexHosts } from '../../src/bot/access/impersonation.js';
import { claimStore } from '../../src/events/claims.js';
import { isPending, inboxStore } from '../../src/events/inbox-store.js';
import {
  reconcileEntries,
  reconcileOpenEntries,
  auditReconciler,
} from '../../src/changes/reconcile.js';
import type { Session } from '../../src/store/session.js';
import type { Db } from '../../src/store/store.js';
import { type WebexClient, createWebexClient } from '../../src/webex/client.js';
import { readableLog } from '../bot/support/log.js';
import { Permit } from '../../src/util/permit.js';
import { describePglite } from '../support/databases.js';
import { auditedBy } from '../support/audited.js';

const IMPATIENT = { retries: 0, longestWaitMs: 0, giveUpAfterMs: 0, firstWaitMs: 0 };
const MINUTE = 60_000;

describePglite('settling what was left open', ({ open }) => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  let db: Db;
  let session: Session;
  let audit: Audit;
  let connected: boolean;
  let log: ReturnType<typeof readableLog>;
  const asked = Date.now();

  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0 });
    webex = createWebexClient({ baseUrl: sandbox.apiUrl, retry: IMPATIENT });
    ({ db, session } = await open());
    audit = auditLog(db);
    connected = true;
    log = readableLog();
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });

  const tokens: TokenProvider = {
    get: () =>
      connected
        ? Promise.resolve({ token: 'sandbox-alice' })
        : Promise.reject(new NotConnected('never')),
    refresh: () => Promise.reject(new NotConnected('over')),
  };

  function parts(now: number) {
    return {
      audit,
      tokens,
      actorOf: (entry: AuditEntry) => actorFromAudit(webexHosts(webex, 'sandbox-bot'), entry),
      webex,
      log: log.log,
      now: () => now,
      isWaiting: (key: string) => isPending(db, key),
    };
  }

  async function attempt(
    recordingId: string,
    change: AuditedChange = 'trash',
    click = 'c1',
    authority = 'own',
  ) {
    const eventKey = Permit.ofEvent(`attachmentActions:created:${click}`).key;
    const wanted = { personId: 'alice', authority, siteUrl: undefined, eventKey };
    await audit.open({ ...wanted, recordingId, change }, asked);
  }

  /** Settles, so many minutes after it was asked for; gives the outcomes, newest first. */
  async function settled(minutes = 6): Promise<(string | undefined)[]> {
    await reconcileOpenEntries(parts(asked + minutes * MINUTE));
    return (await auditedBy(audit, 'alice')).map(({ outcome }) => outcome);
  }

  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    return await fetch(`${sandbox.apiUrl}${path}`, {
      method,
      headers: { authorization: 'Bearer sandbox-alice', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function ownRecording(): Promise<{ id: string; siteUrl: string }> {
    const answer = await call('GET', '/recordings?max=100');
    const { items } = (await answer.json()) as {
      items: { id: string; siteUrl: string; shareToMe?: boolean }[];
    };
    const own = items.find(({ shareToMe }) => shareToMe !== true);
    assert.ok(own);
    return own;
  }

  it('says done when the recording is as it was wanted', async () => {
    const { id, siteUrl } = await ownRecording();
    await attempt(id);
    const body = { recordingIds: [id], siteUrl };
    assert.equal((await call('POST', '/recordings/softDelete', body)).status, 204);
    assert.deepEqual(await settled(), ['done']);
    assert.equal((await auditedBy(audit, 'alice'))[0]?.settledAt, asked + 6 * MINUTE);
  });

  it('says unchanged when it is as it was, and gone when it is nowhere', async () => {
    const { id } = await ownRecording();
    await attempt(id);
    await attempt('nowhere', 'restore', 'c2');
    await attempt('nothing', 'delete', 'c3');
    assert.deepEqual(await settled(), ['done', 'gone', 'unchanged']);
  });

  it('gives what Webex shows unchanged two minutes from when the wait began', async () => {
    const { id } = await ownRecording();
    await attempt(id);
    const actorOf = () => Promise.resolve({ personId: 'alice' });
    const entries = await audit.leftOpen(asked + 1);
    const after = (ms: number) =>
      reconcileEntries(parts(asked + 10 * MINUTE + ms), {
        entries,
        actorOf,
        since: asked + 10 * MINUTE,
      });
    assert.equal(await after(2 * MINUTE - 1), 0);
    assert.equal(await after(2 * MINUTE), 1);
    assert.equal((await auditedBy(audit, 'alice'))[0]?.outcome, 'unchanged');
  });

  it('leaves all open where something fails that is not Webex', async () => {
    await attempt('nowhere');
    const actorOf = () => Promise.reject(new Error('no database'));
    const entries = await audit.leftOpen(asked + 1);
    await assert.rejects(
      reconcileEntries(parts(asked + 6 * MINUTE), { entries, actorOf }),
      /no database/,
    );
  });

  it('leaves young ones alone', async () => {
    await attempt('nowhere');
    assert.deepEqual(await settled(4), [undefined]);
  });

  it('leaves those alone whose click is still to be worked off', async () => {
    const events = inboxStore(db);
    const event = {
      resource: 'attachmentActions',
      event: 'created',
      data: { id: 'c1', roomId: 's1', personId: 'alice' },
    };
    const claims = claimStore(session);
    await claims.keep({ event, partition: 's1', holdMs: 0, claims: false });
    await attempt('nowhere');
    assert.deepEqual(await settled(), [undefined]);
    const head = await claims.next('s1');
    assert.ok(typeof head === 'object' && 'seq' in head);
    await events.complete(head.seq);
    await claims.leave();
    assert.deepEqual(await settled(), ['gone']);
  });

  it('leaves how a click has ended that came to its end, and was undone, while it was looked at', async () => {
    const { id, siteUrl } = await ownRecording();
    await attempt('nowhere', 'trash', 'c0');
    await attempt(id);
    const body = { recordingIds: [id], siteUrl };
    const [entry] = await auditedBy(audit, 'alice');
    assert.ok(entry);
    const waiting = parts(asked + 6 * MINUTE);
    const count = await reconcileOpenEntries({
      ...waiting,
      isWaiting: async (key) => {
        if (key.endsWith('c1')) {
          assert.equal((await call('POST', '/recordings/softDelete', body)).status, 204);
          await audit.settle(entry.id, 'done', 'ROUTER_1', asked + 1);
          assert.equal((await call('POST', '/recordings/restore', body)).status, 204);
        }
        return false;
      },
    });
    assert.equal(count, 1);
    const [then] = await auditedBy(audit, 'alice');
    assert.equal(then?.outcome, 'done');
    assert.equal(then.trackingId, 'ROUTER_1');
    assert.equal(then.settledAt, asked + 1);
  });

  it('says unsure when the person is not connected any more', async () => {
    connected = false;
    await attempt('nowhere');
    assert.deepEqual(await settled(), ['unsure']);
  });

  it('says unsure of all attempts on a recording but the last', async () => {
    const { id } = await ownRecording();
    await attempt(id, 'trash', 'c1');
    await attempt(id, 'restore', 'c2');
    assert.deepEqual(await settled(), ['done', 'unsure']);
  });

  it('looks at all of a person with one token', async () => {
    let given = 0;
    for (const [at, id] of ['one', 'two', 'three'].entries()) await attempt(id, 'trash', `c${at}`);
    const now = parts(asked + 6 * MINUTE);
    const get: TokenProvider['get'] = (actor) => {
      given += 1;
      return tokens.get(actor);
    };
    assert.equal(await reconcileOpenEntries({ ...now, tokens: { ...tokens, get } }), 3);
    assert.equal(given, 1);
  });

  it('waits for a Webex that cannot tell, for a day', async () => {
    sandbox.faults.set([{ path: '/recordings/', status: 503 }]);
    await attempt('nowhere');
    assert.deepEqual(await settled(), [undefined]);
    assert.match(log.text(), /audit entry left open/);
    assert.doesNotMatch(log.text(), /reconciled/);
    assert.deepEqual(await settled(24 * 60 + 1), ['unsure']);
    assert.match(log.text(), /audit entries reconciled/);
  });

  it('does not wait for what Webex forbids', async () => {
    sandbox.faults.set([{ path: '/recordings/', status: 403 }]);
    await attempt('nowhere');
    assert.deepEqual(await settled(), ['unsure']);
  });

  it('says unsure of a sharing, about which Webex is not asked', async () => {
    const { id } = await ownRecording();
    await attempt(id, 'share');
    sandbox.calls.clear();
    assert.deepEqual(await settled(), ['unsure']);
    assert.deepEqual(sandbox.calls.list(), []);
  });

  it('says unsure of what nobody hosts, which is found by its time', async () => {
    const { id } = await ownRecording();
    await attempt(id, 'delete', 'c1', 'site-administrator');
    assert.deepEqual(await settled(), ['unsure']);
  });

  it('settles at the start, and a stop waits for it', async () => {
    await attempt('nowhere');
    const { start, stop } = auditReconciler(parts(asked + 6 * MINUTE));
    start();
    await stop();
    assert.deepEqual((await auditedBy(audit, 'alice'))[0]?.outcome, 'gone');
  });

  it('logs a database that does not answer, and goes on', async () => {
    const broken = { ...audit, leftOpen: () => Promise.reject(new Error('a row of secrets')) };
    const { start, stop } = auditReconciler({ ...parts(asked), audit: broken });
    start();
    await stop();
    assert.match(log.text(), /audit reconciliation: round failed/);
    assert.doesNotMatch(log.text(), /a row of secrets/);
  });
});
