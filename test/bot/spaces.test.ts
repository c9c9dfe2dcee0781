import assert from 'node:assert/strict';
import { type SpaceStore, spaceStore } from '../../src/bot/spaces.js';
import { spaces } from '../../src/store/schema.js';
import type { Db } from '../../src/store/store.js';
import { describeDatabases } from '../support/databases.js';

describeDatabases('the store of spaces', ({ open }) => {
  let db: Db;
  let asked: string[];
  beforeEach(async () => {
    ({ db } = await open());
    asked = [];
  });
  /** As a process that has just started has it. */
  const store = (direct = true): SpaceStore =>
    spaceStore(db, (roomId) => {
      asked.push(roomId);
      return Promise.resolve(direct);
    });

  it('believes the event that tells what kind of space it is', async () => {
    const { isDirect } = store();
    assert.equal(await isDirect('s1', 'group'), false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.equal(await isDirect('s2', 'direct'), true);
    assert.deepEqual(asked, []);
  });

  it('asks Webex where nothing tells, and once', async () => {
    const { isDirect } = store(false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.equal(await isDirect('s1', undefined), false);
    assert.deepEqual(asked, ['s1']);
  });

  it('does not keep what Webex did not tell', async () => {
    let fails = true;
    const { isDirect } = spaceStore(db, () =>
      fails ? Promise.reject(new Error('503')) : Promise.resolve(true),
    );
    await assert.rejects(isDirect('s1', undefined), /503/);
    fails = false;
    assert.equal(await isDirect('s1', undefined), true);
  });

  it('knows after a restart what kind of space it was', async () => {
    await store().noteSpoken('s1', false, 1_000);
    assert.equal(await store().isDirect('s1', undefined), false);
    assert.deepEqual(asked, []);
  });

  it('knows where somebody has spoken, after a restart too', async () => {
    const before = store();
    assert.equal(await before.wasSpoken('s1'), false);
    await before.noteSpoken('s1', true, 1_000);
    assert.equal(await before.wasSpoken('s1'), true);
    assert.equal(await store().wasSpoken('s1'), true);
    assert.equal(await store().wasSpoken('s2'), false);
  });

  it('does not take a space that is known for one that was spoken in', async () => {
    await db.insert(spaces).values({ roomId: 's1', type: 'direct' });
    assert.equal(await store().wasSpoken('s1'), false);
    await store().noteSpoken('s1', true, 1_000);
    assert.equal(await store().wasSpoken('s1'), true);
  });

  it('keeps when it was first', async () => {
    const first = store();
    await first.noteSpoken('s1', true, 1_000);
    await first.noteSpoken('s1', true, 2_000);
    await store().noteSpoken('s1', true, 3_000);
    assert.deepEqual(await db.select().from(spaces), [
      { roomId: 's1', type: 'direct', spokenAt: new Date(1_000) },
    ]);
  });
});
