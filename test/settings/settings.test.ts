import assert from 'node:assert/strict';
import { settingsStore } from '../../src/settings/settings.js';
import { settingsTable as table } from '../../src/store/schema.js';
import { Permit } from '../../src/util/permit.js';
import { describeDatabases } from '../support/databases.js';

const permit = Permit.ofUpkeep('test');
const UUID = '9f5a3c52-0a0a-4d4e-8f0e-2f1d6c1f7a10';
const inCluster = (cluster: string): string =>
  Buffer.from(`ciscospark://${cluster}/PEOPLE/${UUID}`).toString('base64');

describeDatabases('settings/settings', ({ open }) => {
  it('has nobody told of anything before they ask for it', async () => {
    const store = settingsStore((await open()).db);
    assert.deepEqual(await store.of(UUID), { tellWhenReady: false, weekly: false, remind: false });
  });

  it('changes what is given and leaves the rest, whatever cluster a person is written in', async () => {
    const store = settingsStore((await open()).db);
    await store.change(permit, inCluster('us'), { timeZone: 'Europe/Lisbon' });
    const all = await store.change(permit, inCluster('eu'), { weekly: true });
    const others = { tellWhenReady: false, weekly: true, remind: false };
    assert.deepEqual(all, { timeZone: 'Europe/Lisbon', ...others });
    assert.deepEqual(await store.of(UUID), all);
  });

  it('unsets', async () => {
    const store = settingsStore((await open()).db);
    await store.change(permit, UUID, { quiet: { from: '22:00', to: '07:00' } });
    assert.equal((await store.change(permit, UUID, { quiet: undefined })).quiet, undefined);
  });

  it('takes what is not sound for not chosen', async () => {
    const { db } = await open();
    const values = {
      timeZone: 'Mars/Olympus',
      weekly: 'yes',
      quiet: { from: '25:00', to: '07:00' },
    };
    await db.insert(table).values({ personId: UUID, values });
    const all = await settingsStore(db).of(UUID);
    assert.deepEqual([all.timeZone, all.weekly, all.quiet], [undefined, false, undefined]);
  });

  it('forgets', async () => {
    const store = settingsStore((await open()).db);
    await store.change(permit, UUID, { weekly: true });
    await store.forget(UUID);
    assert.equal((await store.of(UUID)).weekly, false);
  });
});
