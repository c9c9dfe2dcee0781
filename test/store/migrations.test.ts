import assert from 'node:assert/strict';
import { describeDatabases } from '../support/databases.js';

describeDatabases('the migrations', ({ fresh, open }) => {
  it('refuse a database that a newer version has changed', async () => {
    const wish = await fresh();
    const { executeSql, close } = await open(wish);
    await executeSql(
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', ${Date.now() * 2})`,
    );
    await close();
    await assert.rejects(open(wish), { name: 'StoreError', message: /newer version of this bot/ });
  });
});
