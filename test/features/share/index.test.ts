import assert from 'node:assert/strict';
import { reconcileOpenEntries } from '../../../src/changes/reconcile.js';
import { auditIdentity } from '../../../src/bot/access/impersonation.js';
import { type ShareOutcome, performShare } from '../../../src/changes/change-recording.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { Permit } from '../../../src/util/permit.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { seen } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describeDatabases, describePglite } from '../../support/databases.js';
import { auditedBy } from '../../support/audited.js';
import type { SeenCard } from '../../support/people.js';

describeDatabases('a confirmed sharing', ({ open }) => {
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

  const share = (click = 'c1'): Promise<ShareOutcome> =>
    performShare(
      on.deps,
      {
        as: auditIdentity(on.deps, on.alice),
        actor: on.alice,
        target: { id, siteUrl: 'acme.webex.com' },
      },
      { add: ['bob@example.com'], remove: [], sendEmail: true },
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
    const refusal = new WebexRefused(
      { method: 'POST', path: '/recordings/r/accessList' },
      ...([404, 'T', undefined, '', undefined, true] as const),
    );
    on.webex.call = () => Promise.reject(refusal);
    assert.equal((await share()).kind, 'unsure');
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

describePglite('sharing a recording', ({ open }) => {
  let on: SandboxDeps;
  let data: Record<string, string>;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    const { id } = on.sandbox.addRecording({ host: 'alice@example.com', topic: 'Zebras' });
    const list = writeState(latest(Date.now()));
    data = { recording: id, site: 'acme.webex.com', topic: '', list };
  });
  afterEach(() => on.stop());

  const wanted = { add: 'bob@example.com', remove: '', tell: 'true' };
  /** All on the same card. */
  const pressed = async (action: string, inputs: object): Promise<SeenCard> => {
    const click = { ...scriptedClick(on.alice), at: { id: 'm1', roomId: 's1' } };
    await press(on.features.all, click, { ...data, ...inputs, action });
    return seen(click.only('update'));
  };
  const wrote = async (line: string, name = 'share'): Promise<SeenCard> => {
    const click = scriptedClick(on.alice);
    const commands = on.features.all.flatMap((feature) => feature.commands ?? []);
    await commands.find((command) => command.name === name)?.run(click, line);
    return seen(click.only('reply'));
  };
  const fields = (form: SeenCard) =>
    ['add', 'remove'].map((field) => form.parts().find(({ id }) => id === field)?.value);
  const mails = (): number => on.sandbox.world.mails.length;

  it('asks with the names, and shows the form again where something is wrong', async () => {
    const question = await pressed('confirm-share', wanted);
    assert.match(question.text(), /^Share “Zebras”\?[^]*Gets access:\*\* bob/);
    const form = await pressed('confirm-share', { ...wanted, add: 'Bob' });
    assert.match(form.text(), /Not an email address: “bob”/);
    assert.equal(mails(), 0);
  });

  it('writes to nobody twice where its button is pressed twice, but after a new question', async () => {
    const yes = (await pressed('confirm-share', wanted)).dataOf('Share');
    const done = (await pressed('share', yes)).text();
    assert.match(done, /^Shared “Zebras”/);
    assert.equal((await pressed('share', yes)).text(), done);
    assert.equal(mails(), 1);
    await pressed('share', (await pressed('confirm-share', wanted)).dataOf('Share'));
    assert.equal(mails(), 2);
  });

  it('is the form, filled in, where it is written with whom', async () => {
    const both = await wrote('zebras with bob@example.com and <carol@example.com>');
    assert.match(both.text(), /^Share “Zebras”/);
    assert.deepEqual(fields(both), ['bob@example.com, carol@example.com', '']);
    const unshared = await wrote('zebras with bob@example.com', 'unshare');
    assert.deepEqual(fields(unshared), ['', 'bob@example.com']);
  });

  it('is the form, which asks for addresses, where names are written', async () => {
    const named = await wrote('zebras with Bob');
    assert.match(named.text(), /^Share “Zebras”\nNot an email address: “bob”/);
    assert.deepEqual(fields(named), ['', '']);
    assert.doesNotMatch((await wrote('zebras')).text(), /Not an email address/);
  });
});
