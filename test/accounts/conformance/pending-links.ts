import assert from 'node:assert/strict';
import { type AuthorizationRequests, deviceState } from '../../../src/accounts/account-store.js';
import { link } from './made-up.js';

/** What every PendingLinks promises. None of the links has expired. */
export function conformsAsPendingLinks(open: () => Promise<AuthorizationRequests>): void {
  it('gives a link out once', async () => {
    const pending = await open();
    await pending.put(link('1'));
    await pending.put(link('2'));
    assert.deepEqual(await pending.take('1'), link('1'));
    assert.equal(await pending.take('1'), undefined);
    assert.deepEqual(await pending.take('2'), link('2'));
    assert.equal(await pending.take('3'), undefined);
  });

  it('keeps the question that led there', async () => {
    const pending = await open();
    const asking = { ...link('1'), question: 'for bob@example.com list\nyesterday' };
    await pending.put(asking);
    assert.deepEqual(await pending.take('1'), asking);
  });

  it('gives it to one of many who come at once', async () => {
    const pending = await open();
    await pending.put(link('1'));
    const taken = await Promise.all(Array.from({ length: 8 }, () => pending.take('1')));
    assert.deepEqual(
      taken.filter((one) => one !== undefined),
      [link('1')],
    );
  });

  it('takes the later of two with one state', async () => {
    const pending = await open();
    await pending.put(link('1'));
    await pending.put({ ...link('1'), verifier: 'another', personId: 'bob' });
    assert.deepEqual(await pending.take('1'), {
      ...link('1'),
      verifier: 'another',
      personId: 'bob',
    });
  });

  it('takes one and leaves there what has come in its place, to one of many', async () => {
    const pending = await open();
    await pending.put({ ...link('1'), verifier: 'newer' });
    assert.equal(await pending.drop(link('1')), false);
    const newer = await pending.peek('1');
    assert.equal(newer?.verifier, 'newer');
    const dropped = await Promise.all([1, 2, 3].map(() => pending.drop(newer)));
    assert.deepEqual(dropped.sort(), [false, false, true]);
    assert.equal(await pending.peek('1'), undefined);
  });

  it('forgets those of one person', async () => {
    const pending = await open();
    await pending.put({ ...link('1'), personId: 'alice' });
    await pending.put({ ...link('2'), personId: 'alice' });
    await pending.put({ ...link('3'), personId: 'bob' });
    await pending.forget('alice');
    assert.equal(await pending.take('1'), undefined);
    assert.equal(await pending.take('2'), undefined);
    assert.ok(await pending.take('3'));
  });

  it('finds those of devices', async () => {
    const pending = await open();
    await pending.put(link('1'));
    await pending.put(link(deviceState('alice')));
    assert.deepEqual(await pending.ofDevices(), [link('device:alice')]);
    assert.deepEqual(await pending.take('device:alice'), link('device:alice'));
    assert.deepEqual(await pending.ofDevices(), []);
  });

  it('tells states apart by every letter', async () => {
    const pending = await open();
    await pending.put(link('State'));
    for (const state of ['state', 'State ', 'Stat', '']) {
      assert.equal(await pending.take(state), undefined);
    }
  });
}
