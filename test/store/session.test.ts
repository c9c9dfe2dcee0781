import assert from 'node:assert/strict';
import pg from 'pg';
import sinon from 'sinon';
import { openPostgres, sessionLocks } from '../../src/store/postgres.js';
import { noticeLoss, openSession } from '../../src/store/session.js';
import { describePostgres } from '../support/databases.js';

const WANTED = {
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '30000',
};

describePostgres('what a lost connection is noticed by', ({ fresh }) => {
  let url: string;
  beforeEach(async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    ({ url } = wish);
  });
  afterEach(() => sinon.restore());

  async function settingsOf(client: pg.Client): Promise<unknown> {
    const names = Object.keys(WANTED);
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any($1)',
      [names],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  }

  it('is asked for by the session that holds the locks', async () => {
    const connects = sinon.spy(pg.Client.prototype, 'connect');
    const session = openSession({ connectionString: url, ssl: false }, 5_000, 5_000);
    assert.equal(await sessionLocks(session).tryTake('a line'), true);
    const [client] = connects.thisValues as pg.Client[];
    assert.ok(client);
    assert.deepEqual(await settingsOf(client), WANTED);
    await session.close();
  });

  it('is asked for before the lock of the migrations', async () => {
    const queries = sinon.spy(pg.Client.prototype, 'query');
    const store = await openPostgres(url);
    const texts = queries.args.map(([text]: unknown[]) => String(text));
    const lock = texts.findIndex((text) => text.includes('pg_advisory_lock'));
    const set = texts.findIndex((text) => text.includes('set tcp_keepalives_idle'));
    assert.ok(set >= 0 && set < lock, texts.slice(0, 5).join('\n'));
    assert.equal(queries.thisValues[set], queries.thisValues[lock]);
    await store.close();
  });

  it('is done without where the server refuses it', async () => {
    const failing = (error: Error) => ({ query: () => Promise.reject(error) });
    await noticeLoss(failing(new pg.DatabaseError('no', 2, 'error')));
    const broken = new Error('Connection terminated');
    await assert.rejects(noticeLoss(failing(broken)), (error) => error === broken);
  });
});
