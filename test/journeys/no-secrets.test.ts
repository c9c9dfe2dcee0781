import assert from 'node:assert/strict';
import { journey, WEBHOOK_SECRET } from '../support/journey.js';
import { recordingsOf } from '../support/shelf.js';

/** What the bot calls; not what Alice does to talk to it. */
const CALLS = [
  { path: '/recordings' },
  { path: '/people/me$' },
  { path: '/access_token$' },
  { method: 'GET', path: '/messages/[^/]{20,}$' },
  { method: 'GET', path: '/attachment/actions/' },
  { method: 'PUT', path: '/messages/' },
];

describe('journey: secrets', () => {
  it('stand in no line of the log and on no page, whatever goes wrong', async () => {
    const j = await journey();
    const secrets = new Set(['sandbox-bot', 'sandbox-secret', WEBHOOK_SECRET, 'ROUTER_secret']);
    const stop = j.sandbox.observe(({ request, response }) => {
      const tokens = response.body as Record<string, unknown> | undefined;
      const form = request.body as Record<string, unknown> | undefined;
      if (!request.path.endsWith('/access_token')) return;
      for (const from of [tokens, form]) {
        for (const key of ['access_token', 'refresh_token', 'code', 'code_verifier']) {
          const value = from?.[key];
          if (typeof value === 'string') secrets.add(value);
        }
      }
    });
    const pages: string[] = [];
    const alice = j.as('sandbox-alice');
    const link = async (): Promise<string> => {
      const url = (await alice.lists('connect')).link('Connect');
      secrets.add(new URL(url).searchParams.get('state') ?? '');
      return url;
    };

    for (const path of ['/access_token$', '/people/me$']) {
      const url = await link();
      j.sandbox.faults.set([{ path, status: 500 }]);
      pages.push((await alice.follows(url)).text);
      j.sandbox.faults.set([]);
      pages.push((await alice.follows(url)).text);
    }
    pages.push((await j.as('sandbox-bob').follows(await link())).text);
    pages.push((await alice.follows(await link())).text);
    const list = await alice.lists();

    for (const call of CALLS) {
      for (const fault of [
        { status: 400 },
        { status: 401 },
        { status: 500 },
        { status: 200 },
        { cut: 'before' },
      ]) {
        j.sandbox.faults.set([{ ...call, ...fault, times: 20 }]);
        // The fault can strike what Alice does herself: only what the bot makes of it counts.
        for (const [to, body] of [
          ['/messages', { toPersonEmail: 'recordings@webex.bot', text: 'list' }],
          [
            '/attachment/actions',
            {
              type: 'submit',
              messageId: list.message.id,
              inputs: list.dataOf('Delete…'),
            },
          ],
        ] as const) {
          await alice.raw('POST', to, body).then(
            (answer) => answer.text(),
            () => '',
          );
          await j.rest();
        }
      }
    }
    j.sandbox.faults.set([]);
    stop();
    for (const path of ['/nowhere?secret=ROUTER_secret', '/oauth/callback?state=ROUTER_secret']) {
      pages.push(await (await fetch(`${j.app.url}${path}`)).text());
    }
    const bad = await fetch(`${j.app.url}/webhook`, { method: 'POST', body: 'ROUTER_secret' });
    pages.push(await bad.text());

    for (const { id, topic, password = '' } of recordingsOf(j, 'alice@example.com')) {
      secrets.add(topic);
      secrets.add(`RCID=${id}`);
      if (/[^*]/.test(password)) secrets.add(password);
    }
    const log = j.log();
    assert.ok(log.split('\n').length > 10, log);
    assert.ok(secrets.size > 60);
    for (const secret of secrets) {
      assert.notEqual(secret, '');
      assert.equal(log.includes(JSON.stringify(secret).slice(1, -1)), false, `log: ${secret}`);
      for (const page of pages) assert.equal(page.includes(secret), false, `page: ${secret}`);
    }
    await j.end();
  }).timeout(60_000);
});
