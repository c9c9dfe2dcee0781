import assert from 'node:assert/strict';
import { Faults } from '../../../sandbox/control/faults.js';
import { startSandbox } from '../../../sandbox/sandbox.js';
import { clientOf } from '../support/client.js';

describe('the list of faults', () => {
  it('lets the first rule that fits act, and rules that only delay let later ones act too', () => {
    const faults = new Faults(() => 0);
    faults.set([
      { latencyMs: 50 },
      { method: 'delete', status: 423 },
      { path: '^/recordings', status: 500 },
      { path: '^/v1/recordings', status: 502 },
    ]);
    assert.deepEqual(faults.forRequest('DELETE', '/v1/recordings/1'), {
      latencyMs: 50,
      headers: {},
      status: 423,
    });
    assert.equal(faults.forRequest('GET', '/v1/recordings')?.status, 500);
    assert.deepEqual(faults.forRequest('GET', '/v1/rooms'), { latencyMs: 50, headers: {} });
  });

  it('does a part of a batch before it refuses', async () => {
    const sandbox = await startSandbox({ port: 0, seed: 'empty' });
    const call = clientOf(sandbox);
    const siteUrl = 'acme.webex.com';
    const host = 'alice@example.com';
    const ids = [1, 2, 3].map(() => sandbox.addRecording({ host, siteUrl }).id);
    const statuses = () => ids.map((id) => sandbox.recordings.get(id)?.status);
    const body = { recordingIds: ids, siteUrl };
    sandbox.faults.set([{ path: 'softDelete', partly: 2, status: 403, times: 1 }]);
    const { status } = await call('sandbox-alice', 'POST', '/recordings/softDelete', body);
    assert.deepEqual([status, statuses()], [403, ['deleted', 'deleted', 'available']]);
    const again = await call('sandbox-alice', 'POST', '/recordings/softDelete', body);
    assert.deepEqual([again.status, statuses()], [404, ['deleted', 'deleted', 'available']]);
    await sandbox.stop();
  });

  it('counts only what it struck', () => {
    const faults = new Faults(() => 0);
    faults.set([{ path: 'rooms', status: 500, times: 2 }]);
    faults.forRequest('GET', '/v1/people/me');
    const struck = [1, 2, 3].map(() => faults.forRequest('GET', '/v1/rooms')?.status);
    assert.deepEqual(struck, [500, 500, undefined]);
  });

  it('strikes by chance', () => {
    const chances = [0.2, 0.7, 0.49, 0.5];
    const faults = new Faults(() => chances.shift() ?? 1);
    faults.set([{ status: 500, probability: 0.5 }]);
    const struck = [1, 2, 3, 4].map(() => faults.forRequest('GET', '/v1/rooms')?.status);
    assert.deepEqual(struck, [500, undefined, 500, undefined]);
  });

  it('keeps requests and deliveries apart', () => {
    const faults = new Faults(() => 0);
    faults.set([{ webhook: 'lose', path: '/hook$' }, { status: 500 }]);
    assert.equal(faults.forRequest('POST', '/hook')?.status, 500);
    assert.deepEqual(faults.forDelivery('http://127.0.0.1:1/hook'), { kind: 'lose' });
    assert.equal(faults.forDelivery('http://127.0.0.1:1/other'), undefined);
  });

  it('has rules that stay whatever is set, behind those that are', () => {
    const faults = new Faults(() => 0, [{ path: 'rooms', status: 500 }]);
    faults.set([{ path: 'rooms$', status: 502 }]);
    const statusOf = (path: string) => faults.forRequest('GET', path)?.status;
    assert.deepEqual([statusOf('/v1/rooms'), statusOf('/v1/rooms/1')], [502, 500]);
    faults.set([]);
    assert.equal(statusOf('/v1/rooms'), 500);
  });

  it('lets rules that twist act beside one that refuses', () => {
    const faults = new Faults(() => 0);
    const [first, second] = [
      { at: 0, drop: ['id'] },
      { at: 1, replace: null },
    ];
    faults.set([
      { items: [first], times: 1 },
      { items: [second], next: 'loop' },
      { headers: { 'X-Odd': 'yes' } },
    ]);
    assert.deepEqual(faults.forRequest('GET', '/v1/rooms'), {
      ...{ latencyMs: 0, headers: { 'X-Odd': 'yes' } },
      ...{ items: [first, second], next: 'loop' },
    });
    assert.deepEqual(faults.forRequest('GET', '/v1/rooms')?.items, [second]);
  });

  it('is replaced as a whole, and kept when the new one is wrong', () => {
    const faults = new Faults(() => 0);
    faults.set([{ status: 500 }]);
    assert.throws(() => faults.set([{ status: 99 }]));
    assert.equal(faults.forRequest('GET', '/v1/rooms')?.status, 500);
    faults.set([{ cut: true }]);
    assert.deepEqual(faults.forRequest('GET', '/v1/rooms'), {
      latencyMs: 0,
      headers: {},
      cut: 'after',
    });
    faults.set([]);
    assert.equal(faults.forRequest('GET', '/v1/rooms'), undefined);
  });
});
