import assert from 'node:assert/strict';
import { startQueue } from '../../src/events/queue.js';
import type { Store } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';

describeDatabases('the queue', ({ fresh, open }) => {
  /** A store that refuses the first statements of a kind, as PostgreSQL does with this code. */
  function refusing(store: Store, kind: string, code: string, times: number): Store {
    let left = times;
    return {
      ...store,
      executeSql: (text, values) => {
        if (text.includes(kind) && left-- > 0) {
          return Promise.reject(Object.assign(new Error('refused'), { code }));
        }
        return store.executeSql(text, values);
      },
    };
  }

  const started = async (store: Store): Promise<number> => {
    const boss = await startQueue(store, readableLog().log, 'q');
    await boss.send('q', {});
    const jobs = await boss.fetch('q');
    await boss.stop({ graceful: false, wait: false });
    return jobs.length;
  };

  for (const [what, kind, code] of [
    ['its tables', 'CREATE SCHEMA', '42P06'],
    ['the queue', 'create_queue($1', '40P01'],
  ] as const) {
    it(`looks again when somebody else is making ${what} at the same time`, async () => {
      assert.equal(await started(refusing(await open(await fresh()), kind, code, 2)), 1);
    });
  }

  it('tells what else the database says, and what it says again and again', async () => {
    const store = await open(await fresh());
    for (const [code, times] of [
      ['42501', 1],
      ['40P01', 5],
    ] as const) {
      await assert.rejects(started(refusing(store, 'create_queue($1', code, times)), { code });
    }
    assert.equal(await started(refusing(store, 'create_queue($1', '40P01', 4)), 1);
  });
});
