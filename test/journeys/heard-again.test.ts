import assert from 'node:assert/strict';
import pg from 'pg';
import { sparkSignature } from '../http/sign.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';

const say = (alice: Client, text: string): Promise<unknown> =>
  alice.api('POST', '/messages', { toPersonEmail: 'recordings@webex.bot', text });

describe('journey: heard again', () => {
  let j: Journey;
  let alice: Client;
  let later: number;
  const now = (): number => Date.now() + later;
  beforeEach(async () => {
    later = 0;
    j = await journey({ sandbox: { now }, app: { now } });
    alice = j.as('sandbox-alice');
    await alice.says('help');
  });
  afterEach(() => j.end());

  const readiness = async (): Promise<{ status: string; reason?: string }> =>
    (await (await fetch(`${j.app.url}/readyz`)).json()) as { status: string; reason?: string };
  const count = async (): Promise<number> => (await alice.heard()).length;
  const answered = async (before: number): Promise<void> =>
    until(async () => (await count()) > before, 'an answer');

  it('is what was said while the database was read-only, and it is not ready meanwhile', async () => {
    const url = new URL(j.env.DATABASE_URL ?? '');
    const name = url.pathname.slice(1);
    url.pathname = '/postgres';
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    const isReadOnly = async (yes: boolean): Promise<void> => {
      await admin.query(`alter database "${name}" set default_transaction_read_only = ${yes}`);
      await admin.query(
        'select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1',
        [name],
      );
    };
    const before = await count();
    try {
      await isReadOnly(true);
      await until(async () => {
        // The connections have just been ended: to wait for the answers would fail with one of them.
        await say(alice, 'whoami');
        return (await readiness()).reason?.includes('read-only') === true;
      }, 'a reason not to be ready');
      const { reason } = await readiness();
      assert.equal(
        reason,
        'The database is read-only: DATABASE_URL must name the primary, not a replica.',
      );
      await say(alice, 'whoami');
      await j.sandbox.settled();
      // What was refused is counted by Webex, which switches the webhooks off in the end.
      j.sandbox.changeWebhooks({ owner: 'recordings@webex.bot', status: 'inactive' });
      assert.equal(await count(), before);
    } finally {
      await isReadOnly(false);
      await admin.end();
    }
    await answered(before);
    assert.equal((await readiness()).status, 'ok');
    assert.match(j.log(), /"reason":"The database is read-only[^"]*","msg":"not ready"/);
    await until(() => j.log().includes('webhooks repaired'));
    const heard = await count();
    await alice.says('help');
    assert.equal(await count(), heard + 1);
  });

  it('is what stood unanswered when it starts, once', async () => {
    const before = await count();
    await j.app.stop();
    await say(alice, 'whoami');
    await j.sandbox.settled();
    const next = await j.next({ PORT: j.env.PORT });
    await j.rest();
    assert.equal(await count(), before + 1);
    await next.stop();
    await j.next({ PORT: j.env.PORT });
    await j.rest();
    assert.equal(await count(), before + 1, 'what was answered is not answered again');
  });

  it('is what stood unanswered when it starts, though somebody else writes at that moment', async () => {
    const before = await count();
    await j.app.stop();
    await say(alice, 'whoami');
    await j.sandbox.settled();
    later += 10 * 60_000;
    await say(j.as('sandbox-bob'), 'help');
    const last = [...j.sandbox.world.spaces.of(j.sandbox.world.bot)]
      .flatMap(({ messages }) => messages)
      .find(({ author }) => author.email.startsWith('bob'));
    assert.ok(last);
    const { id, created, author, space } = last;
    const data = { id, roomId: space.id, roomType: 'direct', personId: author.id, created };
    const body = JSON.stringify({ resource: 'messages', event: 'created', data });
    const headers = {
      'content-type': 'application/json',
      'x-spark-signature': sparkSignature(body, j.env.WEBEX_WEBHOOK_SECRET ?? ''),
    };
    const starting = j.next({ PORT: j.env.PORT });
    await until(async () => {
      const posted = fetch(`${j.env.PUBLIC_URL}/webhook`, { method: 'POST', headers, body });
      return (await posted.catch(() => undefined))?.status === 200;
    });
    await starting;
    await j.rest();
    assert.equal(await count(), before + 1);
  });

  it('is what was said while Webex was away: the oldest first, and nothing is given up', async () => {
    const bob = j.as('sandbox-bob');
    await bob.says('help');
    const before = await count();
    const away = [{ token: '^sandbox-bot$', status: 503 }];
    j.sandbox.faults.set(away);
    for (const words of ['whoami', 'storage', 'help']) await say(alice, words);
    await say(bob, 'help');
    await until(() => j.log().includes('event waits for Webex'));
    await until(async () => (await readiness()).status !== 'ok', 'not ready');
    later += 60_000;
    j.sandbox.faults.set([]);
    await j.rest();
    const heard = (await alice.heard()).slice(before);
    assert.equal(heard.length, 3);
    const texts = heard.map((message) => alice.see(message).text());
    for (const text of texts) assert.match(text, /^\*\*Sorry, that took 1 min/);
    assert.match(texts[2] ?? '', /I look after your Webex recordings/);
    await until(async () => (await readiness()).status === 'ok', 'ready');
  });

  it('is not ready with a token that Webex refuses, and says what to do', async () => {
    j.sandbox.faults.set([{ token: '^sandbox-bot$', status: 401 }]);
    await say(alice, 'help');
    await until(async () => (await readiness()).reason?.includes('WEBEX_BOT_TOKEN') === true);
    j.sandbox.faults.set([]);
    await j.rest();
    await until(async () => (await readiness()).status === 'ok', 'ready');
  });
});
