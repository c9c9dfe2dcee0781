import { type StoreConfig, openStore } from '../../src/store/store.js';

// Opens a database, takes what it is told to take, says so, and lives until it is killed.
const [wish = '', lock] = process.argv.slice(2);
const store = await openStore(JSON.parse(wish) as StoreConfig);
if (lock !== undefined) await store.locks.tryTake(lock);
await store.db.execute(
  `insert into settings (person_id, values) values ('a person', '{"kept": true}')`,
);
process.on('SIGUSR2', () => {
  void store.db
    .execute(`insert into settings (person_id, values) values ('later', '{}')`)
    .then(() => console.log('written'));
});
console.log('ready');
setInterval(() => undefined, 60_000);
