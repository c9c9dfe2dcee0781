import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import {
  sendPicture,
  showStorage,
  storage,
  storageSnapshotStore,
} from '../../../src/features/storage/index.js';
import type { Store } from '../../../src/store/store.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { FileToSend, Place } from '../../../src/webex/messages.js';
import type { Messaging } from '../../../src/webex/messaging.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describeDatabases, describePglite } from '../../support/databases.js';
import { write } from '../support/write.js';

const DAY = 86_400_000;
const NOON = Date.parse('2026-08-06T12:00:00Z');

describeDatabases('the counts of storage', ({ open }) => {
  it('give the latest one up to a time, and lose the old ones', async () => {
    const counts = storageSnapshotStore((await open()).db);
    await counts.add('p', { recordings: 1, bytes: 10 }, NOON);
    await counts.add('p', { recordings: 2, bytes: 20 }, NOON + DAY);
    await counts.add('q', { recordings: 9, bytes: 90 }, NOON + DAY);
    const first = { recordings: 1, bytes: 10, countedAt: NOON };
    assert.deepEqual(await counts.latestBefore('p', NOON + DAY - 1), first);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.recordings, 2);
    assert.equal(await counts.latestBefore('p', NOON - 1), undefined);
    await counts.tidy(NOON + 1);
    assert.equal(await counts.latestBefore('p', NOON + 1), undefined);
    assert.equal((await counts.latestBefore('p', NOON + DAY))?.bytes, 20);
  });
});

describePglite('the report on storage', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let now: number;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    now = Date.now();
  });
  afterEach(() => on.stop());

  const show = (actor: Actor = on.alice) => {
    const snapshots = storageSnapshotStore(store.db);
    return showStorage({ ...on.deps, now: () => now, snapshots }, actor);
  };

  it('compares with the day before, and not with an hour ago', async () => {
    const first = await show();
    assert.doesNotMatch(first.content.markdown, /Nothing has changed|than on/);
    assert.equal(first.picture?.type, 'image/png');
    now += DAY / 24;
    assert.doesNotMatch((await show()).content.markdown, /Nothing has changed/);
    now += DAY;
    assert.match((await show()).content.markdown, /Nothing has changed since/);
  });

  it('stores nothing for whoever looks on behalf of somebody else', async () => {
    const { personId } = on.bob;
    const host = { personId, email: 'bob@example.com', displayName: 'Bob' };
    await show({ ...on.alice, onBehalfOf: host });
    now += DAY;
    assert.doesNotMatch((await show()).content.markdown, /Nothing has changed|than on/);
  });

  it('is a card with its picture below', async () => {
    const sent: [Place, FileToSend][] = [];
    const postFile: Messaging['postFile'] = (place, file) => {
      sent.push([place, file]);
      return Promise.resolve({ id: 'm2', roomId: 's1', personId: 'b', personEmail: '', text: '' });
    };
    const messaging = { ...on.deps.messaging, postFile };
    const snapshots = storageSnapshotStore(store.db);
    const click = scriptedClick(on.alice);
    await write([storage({ ...on.deps, messaging, snapshots })], click, 'storage');
    assert.match(seen(click.only('reply')).text(), /^Your recordings use/);
    const [[place, file] = []] = sent;
    assert.deepEqual([place, file?.parentId], [{ roomId: 's1' }, 'm1']);
  });

  it('stays without its picture when Webex fails; a defect is handed on', async () => {
    const place = { toPersonId: on.alice.personId };
    const picture = (await show()).picture;
    const failing = (error: Error) => ({
      log: on.deps.log,
      messaging: { ...on.deps.messaging, postFile: () => Promise.reject(error) },
    });
    const away = new WebexUnreachable({ method: 'POST', path: '/messages' }, 'ECONNRESET');
    await sendPicture(failing(away), place, 'm1', picture);
    assert.match(on.log.text(), /picture not sent/);
    await assert.rejects(sendPicture(failing(new TypeError('x')), place, 'm1', picture), TypeError);
    await sendPicture(failing(new TypeError('x')), place, 'm1', undefined);
  });
});
