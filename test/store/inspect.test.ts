import assert from 'node:assert/strict';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectStore } from '../../src/store/inspect.js';
import { describePglite } from '../support/databases.js';

describePglite('a look at the database', ({ fresh, open }) => {
  it('takes one that a killed process left half made for none: the bot makes it again', async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'pglite');
    const { folder } = wish;
    writeFileSync(join(folder, 'db.unfinished'), '');
    truncateSync(join(folder, 'db', 'global', 'pg_control'));
    assert.equal(await inspectStore(wish), undefined);
    assert.equal(existsSync(join(folder, 'db.unfinished')), true, 'only looked at');
    await (await open(wish)).close();
    const facts = await inspectStore(wish);
    assert.deepEqual([facts?.readOnly, facts?.mayMigrate, facts?.sealed], [false, true, []]);
    assert.equal(facts?.migrations.fits, true);
    assert.equal(facts.migrations.applied, facts.migrations.known);
  });
});
