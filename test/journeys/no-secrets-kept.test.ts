import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { auditCommand } from '../../src/cli/audit.js';
import { dumpOf } from '../support/database-dump.js';
import { journey, WEBHOOK_SECRET, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { postgresServer } from '../support/postgres-server.js';

/** What is secret or private wherever it stands in what Webex and the bot say to each other. */
const PRIVATE = new Set(
  ['access_token', 'refresh_token', 'code', 'code_verifier', 'client_secret', 'secret']
    .concat(['topic', 'password', 'playbackUrl', 'downloadUrl'])
    .concat(['recordingDownloadLink', 'audioDownloadLink', 'transcriptDownloadLink']),
);

/** Statuses that the Recordings documents name, and what comes in between. */
const STATUSES = [200, 400, 401, 403, 404, 409, 410, 415, 423, 428, 429, 500, 502, 503, 504];

for (const store of ['postgres', 'pglite'] as const) {
  describe(`journey: what a thief finds (${store})`, () => {
    let j: Journey;
    let alice: Client;
    let dueToThrow = false;
    const secrets = new Map<string, string>();
    const pages: string[] = [];

    const secret = (name: string, value: string): void => {
      if (value !== '' && /[^*]/.test(value)) secrets.set(value, name);
    };
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (PRIVATE.has(key) && typeof inner === 'string') secret(key, inner);
        else collect(inner);
      }
    };

    before(async () => {
      secret('the bot’s token', 'sandbox-bot');
      secret('the client secret', 'sandbox-secret');
      secret('the webhook secret', WEBHOOK_SECRET);
      j = await journey({
        store,
        forgiveRefused: true,
        app: {
          eventWaits: [1],
          timeoutMs: 1_500,
          now: () => {
            if (!dueToThrow) return Date.now();
            dueToThrow = false;
            throw new Error('marked-exception');
          },
        },
      });
      secret('an exception’s message', 'marked-exception');
      secret('a token key', (j.env.TOKEN_KEYS ?? '').replace('test:', ''));
      j.sandbox.observe(({ request, response }) => {
        collect(request.body);
        collect(response.body);
      });
      alice = j.as('sandbox-alice');
    });
    after(() => j.end());

    const link = async (): Promise<string> => {
      const url = (await alice.lists('connect again')).buttons('Connect')[0]?.url;
      const fresh = url ?? (await connectByClick());
      secret('a state', new URL(fresh).searchParams.get('state') ?? '');
      return fresh;
    };
    const connectByClick = async (): Promise<string> => {
      await (await alice.card()).click('Connect again');
      return (await alice.card()).link('Connect');
    };
    const visit = async (path: string, init?: RequestInit): Promise<void> => {
      pages.push(await (await fetch(`${j.app.url}${path}`, init)).text());
    };
    const connect = async (): Promise<void> => {
      pages.push((await alice.follows(await link())).text);
    };
    /** Alice asks and clicks; the fault can strike what she does herself, and then she asks in vain. */
    const poke = async (inputs: Record<string, string>, messageId: string): Promise<void> => {
      for (const [to, body] of [
        ['/messages', { toPersonEmail: 'recordings@webex.bot', text: 'list' }],
        ['/messages', { toPersonEmail: 'recordings@webex.bot', text: 'history' }],
        ['/attachment/actions', { type: 'submit', messageId, inputs }],
      ] as const) {
        await alice.raw('POST', to, body).then(
          (answer) => answer.text(),
          () => '',
        );
        await j.rest();
      }
    };

    it('goes wrong in every way', async () => {
      for (const path of ['/access_token$', '/people/me$']) {
        for (const fault of [{ status: 400 }, { status: 401 }, { status: 200 }, { cut: true }]) {
          const url = await link();
          j.sandbox.faults.set([{ path, ...fault, times: 10 }]);
          pages.push((await alice.follows(url)).text);
          j.sandbox.faults.set([]);
          pages.push((await alice.follows(url)).text);
        }
      }
      const state = new URL(await link()).searchParams.get('state') ?? '';
      for (const query of [
        `state=${state}&code=marked-code`,
        'state=marked-state&code=marked-code',
      ]) {
        await visit(`/oauth/callback?${query}`);
      }
      await visit('/oauth/callback?state=marked-state&error=marked-error');
      await visit('/oauth/callback?code=marked-code');
      await visit('/nowhere?code=marked-code');
      await visit('/webhook', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-spark-signature': 'marked-signature' },
        body: JSON.stringify({ marked: 'marked-body' }),
      });
      for (const name of ['code', 'state', 'error', 'signature', 'body']) {
        secret(`a stranger’s ${name}`, `marked-${name}`);
      }
      pages.push((await j.as('sandbox-bob').follows(await link())).text);
      await connect();

      const list = await alice.lists();
      const inputs = { ...list.trashData(), topic: 'marked-topic' };
      secret('a forged topic', 'marked-topic');
      for (const status of STATUSES) {
        j.sandbox.faults.set([{ path: '/recordings', status, times: 30 }]);
        await poke(inputs, list.message.id);
      }
      for (const path of ['/recordings', '/messages', '/attachment/actions', '/access_token']) {
        for (const fault of [
          { status: 401 },
          { status: 500 },
          { cut: 'before' },
          { cut: 'after' },
        ]) {
          j.sandbox.faults.set([{ path, ...fault, times: 8 }]);
          await poke(inputs, list.message.id);
        }
      }
      j.sandbox.faults.set([{ path: '/recordings', latencyMs: 2_000, times: 2 }]);
      await poke(inputs, list.message.id);
      j.sandbox.faults.set([]);
      for (let times = 0; times < 3; times += 1) {
        dueToThrow = true;
        await poke(inputs, list.message.id);
      }
      dueToThrow = false;
      await connect();
      await (await alice.lists()).asksToPurge();
    }).timeout(120_000);

    if (store === 'postgres') {
      it('goes wrong in the database, which quotes the rows that it refuses', async () => {
        const server = await postgresServer();
        const url = j.env.DATABASE_URL ?? '';
        const list = await alice.lists();
        for (const table of ['audit', 'accounts', 'pending_links']) {
          await server.sql(
            url,
            `alter table ${table} add constraint marked check (false) not valid`,
          );
          await poke(list.trashData(), list.message.id);
          if (table === 'accounts') await connect();
          await alice.says('connect');
          await server.sql(url, `alter table ${table} drop constraint marked`);
        }
        assert.match(j.log(), /23514/);
        await server.sql(url, 'alter table inbox add constraint marked check (false) not valid');
        await alice.says('list');
        await server.sql(url, 'alter table inbox drop constraint marked');
        assert.match(j.log(), /HTTP request failed/);
      }).timeout(60_000);

      it('has nothing of it in the export of the audit', async () => {
        let text = '';
        const out = new Writable({
          write: (chunk: Buffer, _encoding, done) => {
            text += chunk.toString();
            done();
          },
        });
        const never = (line: string): void => assert.fail(line);
        const terminal = { env: j.env, say: never, complain: never };
        for (const format of ['csv', 'json']) {
          assert.equal(await auditCommand(['--format', format], terminal, out, Date.now()), 0);
        }
        assert.ok(text.split('\r\n').length > 5, text);
        assertNone('the export', text);
      });
    }

    it('has nothing of it in the log, nor on any page', () => {
      const names = new Set(secrets.values());
      for (const name of ['access_token', 'refresh_token', 'code', 'code_verifier', 'topic']) {
        assert.ok(names.has(name), `no ${name} was seen, so that none can be missed`);
      }
      for (const name of ['password', 'playbackUrl', 'downloadUrl', 'a state']) {
        assert.ok(names.has(name), `no ${name} was seen, so that none can be missed`);
      }
      assert.ok(j.log().split('\n').length > 30);
      assertNone('the log', j.log());
      for (const page of pages) assertNone('a page', page);
    });

    it('has nothing of it in the database', async () => {
      const { tables, text, files } = await dumpOf(j.env);
      for (const table of ['accounts', 'audit', 'inbox', 'pending_links', 'spaces']) {
        assert.ok(tables.includes(`public.${table}`), table);
      }
      assert.match(text, /alice@example\.com/, 'the account is there');
      if (store === 'pglite') assert.match(files, /alice@example\.com/, 'and in the files');
      assertNone('the database', text);
      assertNone('the files', files);
    }).timeout(60_000);

    function assertNone(where: string, text: string): void {
      for (const [value, name] of secrets) {
        const written = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
        const forms = new Set(written);
        for (const form of forms) assert.equal(text.includes(form), false, `${name} in ${where}`);
      }
    }
  });
}
