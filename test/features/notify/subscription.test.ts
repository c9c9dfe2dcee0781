import assert from 'node:assert/strict';
import { NotConnected, NotServed } from '../../../src/accounts/types.js';
import type { Deps } from '../../../src/features/deps.js';
import { subscriptionStore } from '../../../src/features/notify/store.js';
import { reconcileSubscription, subscribe } from '../../../src/features/notify/subscription.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { WEBHOOK_NAME, createWebhook, listWebhooks } from '../../../src/webex/webhooks.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describeDatabases } from '../../support/databases.js';
import { notifierOn } from './support/deps.js';

const PERMIT = Permit.ofEvent('messages:created:m1');

describeDatabases('the check of subscriptions', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
  });
  afterEach(() => on.stop());

  const begin = async (changes: Partial<Deps> = {}): Promise<void> => {
    const chosen = await on.deps.settings.change(PERMIT, on.alice.personId, {
      tellWhenReady: true,
    });
    await subscribe(notifierOn(on.deps, changes), PERMIT, on.alice, chosen);
  };
  const look = (changes: Partial<Deps> = {}): Promise<void> =>
    reconcileSubscription(notifierOn(on.deps, changes), { address: on.alice.personId });
  const refuse = (error: Error): Partial<Deps> => ({
    tokens: { get: () => Promise.reject(error), refresh: () => Promise.reject(error) },
  });
  const said = (): string[] => on.sandbox.cards().map(({ card }) => JSON.stringify(card));
  const webhook = async () => (await subscriptionStore(store.db).of(on.alice.personId))?.webhookId;

  it('says once that the connection has ended', async () => {
    await begin();
    assert.notEqual(await webhook(), undefined);
    await look(refuse(new NotConnected('never')));
    assert.equal(said().length, 1);
    assert.equal(await webhook(), undefined);
    await look(refuse(new NotConnected('over')));
    assert.equal(said().length, 1);
  });

  it('leaves no webhook of an earlier version, by the clock that all processes share', async () => {
    const { webex, webhook: target, now } = on.deps;
    assert.ok(target);
    const old = { name: WEBHOOK_NAME, resource: 'recordings', event: 'created' };
    await createWebhook(webex, 'sandbox-alice', { ...old, ...target });
    await begin();
    assert.equal((await listWebhooks(webex, 'sandbox-alice')).length, 2);
    await begin({ now: () => now() + 11 * 60_000 });
    assert.equal((await listWebhooks(webex, 'sandbox-alice')).length, 1);
  });

  it('says it the next time, when it could not be said', async () => {
    await begin();
    on.sandbox.faults.set([{ method: 'POST', path: '/messages', status: 503 }]);
    await assert.rejects(look(refuse(new NotConnected('over'))), { name: 'WebexRefused' });
    on.sandbox.faults.set([]);
    await look(refuse(new NotConnected('over')));
    assert.equal(said().length, 1);
  });

  it('says nothing to who never connected, is not served, or has all that they want', async () => {
    await begin(refuse(new NotConnected('never')));
    await look(refuse(new NotConnected('never')));
    await begin();
    await look();
    await look(refuse(new NotServed('not-admitted')));
    assert.deepEqual(said(), []);
    assert.equal(await webhook(), undefined);
  });

  it('says that new recordings cannot be told of any more, and switches that off', async () => {
    await begin();
    await look({ authorityName: 'service-app' });
    await look({ authorityName: 'service-app' });
    assert.equal(said().length, 1);
    assert.match(said()[0] ?? '', /Notifications about new recordings don’t work\shere/);
    assert.equal((await on.deps.settings.of(on.alice.personId)).tellWhenReady, false);
  });
});
