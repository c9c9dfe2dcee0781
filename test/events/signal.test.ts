import assert from 'node:assert/strict';
import { type PartitionSignal, partitionSignal } from '../../src/events/inbox-store.js';
import type { Store } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases, describePostgres } from '../support/databases.js';
import { deferred } from '../support/until.js';

const LONG_MS = 600_000;
const never = (): void => assert.fail('woken after all');

const opened: PartitionSignal[] = [];

function signalOn(store: Store): PartitionSignal {
  const one = partitionSignal(store, readableLog().log);
  opened.push(one);
  return one;
}

describeDatabases('a wake-up', ({ open }) => {
  afterEach(() => Promise.all(opened.splice(0).map((one) => one.stop())));

  it('for later comes when its time has come', async () => {
    const woken = deferred<string>();
    const wakeUps = signalOn(await open());
    await wakeUps.start({ onWake: woken.resolve });
    wakeUps.wakeIn('a partition', 50);
    assert.equal(await woken.promise, 'a partition');
  });

  it('for later keeps no process from stopping', async () => {
    const wakeUps = signalOn(await open());
    await wakeUps.start({ onWake: never });
    wakeUps.wakeIn('a partition', LONG_MS);
    await wakeUps.stop();
    wakeUps.wakeIn('a partition', 0);
  });

  it('for others is not for the process that gives it', async () => {
    const wakeUps = signalOn(await open());
    await wakeUps.start({ onWake: never });
    await wakeUps.notifyOthers('a partition');
  });
});

describePostgres('a wake-up of another process', ({ fresh, open }) => {
  afterEach(() => Promise.all(opened.splice(0).map((one) => one.stop())));

  it('comes at once, to all of them', async () => {
    const wish = await fresh();
    const woken = [deferred<string>(), deferred<string>()];
    for (const { resolve } of woken) await signalOn(await open(wish)).start({ onWake: resolve });
    await signalOn(await open(wish)).notifyOthers('a space and a person');
    const both = await Promise.all(woken.map(({ promise }) => promise));
    assert.deepEqual(both, ['a space and a person', 'a space and a person']);
  });

  it('comes by a new connection after the old one is lost, which is told', async () => {
    const wish = await fresh();
    const [store, other] = [await open(wish), await open(wish)];
    const regained = deferred();
    const woken = deferred<string>();
    await signalOn(store).start({ onWake: woken.resolve, onRegained: regained.resolve });
    const pid = { name: 'pid', text: 'select pg_backend_pid() as pid' };
    const [session] = await store.session.ask(pid, []);
    await other.executeSql('select pg_terminate_backend($1::int)', [session?.pid]);
    await regained.promise;
    await signalOn(other).notifyOthers('a partition');
    assert.equal(await woken.promise, 'a partition');
  });
});
