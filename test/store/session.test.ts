import assert from 'node:assert/strict';
import pg from 'pg';
import sinon from 'sinon';
import { StoreError } from '../../src/store/errors.js';
import { openPostgres, sessionLocks } from '../../src/store/postgres.js';
import {
  type OpenSession,
  type Session,
  noticeLoss,
  openSession,
} from '../../src/store/session.js';
import { describePostgres } from '../support/databases.js';
import { deferred, until } from '../support/until.js';

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

describePostgres('a session', ({ fresh, open }) => {
  const PID = { name: 'pid', text: 'select pg_backend_pid() as pid' };
  let session: OpenSession;
  let url: string;
  let ask: Session['ask'];
  beforeEach(async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    ({ url } = wish);
    session = openSession({ connectionString: url, ssl: false }, 5_000, 5_000);
    ({ ask } = session);
  });
  afterEach(() => session.close());

  const pid = async (): Promise<unknown> => (await ask(PID, []))[0]?.pid;
  /** Another one ends the connection. */
  async function lose(): Promise<void> {
    const { executeSql } = await open({ kind: 'postgres', url });
    await executeSql('select pg_terminate_backend($1::int, 10000)', [await pid()]);
  }

  it('answers one after the other, and a refused question harms no other', async () => {
    const before = await pid();
    const slow = { name: 'slow', text: 'select pg_sleep(0.02), 1 as nth' };
    const wrong = { name: 'wrong', text: 'select 1 / $1::int as nth' };
    const done: string[] = [];
    const [first, second] = await Promise.allSettled([
      ask(slow, []).finally(() => done.push('slow')),
      ask(wrong, [0]).finally(() => done.push('wrong')),
      pid().finally(() => done.push('pid')),
    ]);
    assert.deepEqual(done, ['slow', 'wrong', 'pid']);
    assert.deepEqual([first.status, second.status], ['fulfilled', 'rejected']);
    assert.equal(await pid(), before, 'the connection stays');
  });

  it('says that the database cannot be reached where a new connection is cut while it is opened', async () => {
    const answers: Promise<unknown>[] = [];
    const cut = deferred();
    let times = 0;
    await session.watch('a_channel', {
      heard: () => undefined,
      first: () => {
        times += 1;
        if (times !== 2) return Promise.resolve();
        const answer = pid();
        answer.catch(() => undefined);
        answers.push(answer);
        // As pg says it, without a code.
        return Promise.reject(new Error('Connection terminated unexpectedly'));
      },
      onRegained: cut.resolve,
    });
    await lose();
    await until(() => answers.length > 0);
    await assert.rejects(answers[0] ?? Promise.resolve(), StoreError);
    await cut.promise;
  });

  it('comes back by itself for who listens: first what must come first, then the news', async () => {
    const said: string[] = [];
    const regained = deferred();
    const heard = deferred<string>();
    session.onNew(async (asks) => {
      await asks(PID, []);
      said.push('new');
    });
    await session.watch('a_channel', {
      heard: heard.resolve,
      first: async (asks) => {
        await asks(PID, []);
        said.push('first');
      },
      onRegained: () => {
        said.push('regained');
        regained.resolve();
      },
    });
    assert.deepEqual(said, ['new', 'first']);
    await lose();
    await regained.promise;
    assert.deepEqual(said, ['new', 'first', 'new', 'first', 'regained']);
    await session.notify('another_channel', 'not for me');
    await session.notify('a_channel', 'for me');
    assert.equal(await heard.promise, 'for me');
  });

  it('is opened again by the next question where nobody listens', async () => {
    const before = await pid();
    await lose();
    await until(() => !session.isOpen());
    assert.notEqual(await pid(), before);
    assert.equal(session.isOpen(), true);
  });

  it('hears nothing more of a channel that it has left', async () => {
    const heard: string[] = [];
    const listen = (channel: string) =>
      session.watch(channel, {
        heard: (payload) => heard.push(payload),
        onRegained: () => undefined,
      });
    const leave = await listen('given_up');
    await listen('kept');
    await leave();
    await session.notify('given_up', '1');
    await session.notify('kept', '2');
    await until(() => heard.length > 0);
    assert.deepEqual(heard, ['2']);
    await lose();
    const channels = { name: 'channels', text: 'select pg_listening_channels() as channel' };
    const listening = async () =>
      (await ask(channels, []).catch(() => [])).map(({ channel }) => channel);
    await until(async () => (await listening()).join() === 'kept');
  });

  it('answers nothing once it is closed', async () => {
    await pid();
    await session.close();
    assert.equal(session.isOpen(), false);
    await assert.rejects(pid(), /closed/);
  });
});
