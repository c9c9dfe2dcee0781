import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { doctorOnSandbox } from './on-sandbox.js';

describe('npm run doctor, at Webex', function () {
  this.timeout(60_000);
  const { doctor, findings, finds, sandbox } = doctorOnSandbox();

  it('tries, without an address, whether people can connect with a code', async () => {
    const env = { PUBLIC_URL: undefined, WEBEX_U2C_URL: sandbox().u2cUrl };
    assert.match((await doctor([], env)).text, /people connect with a code: Webex gives one/);
    sandbox().change({ deviceRedirects: false });
    const { code, text } = await doctor([], env);
    sandbox().change({ deviceRedirects: true });
    assert.equal(code, 1);
    assert.match(text, /Webex gives no code \(400\)/);
    for (const region of 'arkd') assert.match(text, new RegExp(`oauth-helper-${region}\\.wbx2`));
  });

  finds([
    [
      'a token that Webex does not know',
      { WEBEX_BOT_TOKEN: 'nobody' },
      ['wrong bot token: Webex refuses it (401)', 'unknown webhooks: Webex refuses the bot token'],
    ],
    [
      'the token of a person',
      { WEBEX_BOT_TOKEN: 'sandbox-alice' },
      ['wrong bot token: it is the token of a person'],
    ],
    [
      'a wrong secret of the Integration',
      { WEBEX_CLIENT_SECRET: 'nope' },
      ['wrong Integration: Webex refuses its client id or secret'],
    ],
    [
      'a client id that Webex does not know',
      { WEBEX_CLIENT_ID: 'nobody' },
      [
        'wrong Integration: Webex refuses its client id or secret',
        'wrong redirect, scopes: Webex refuses to ask people (400)',
      ],
    ],
    [
      'a redirect URI that the Integration does not have',
      { PUBLIC_URL: 'https://elsewhere.example.com' },
      [
        'wrong redirect, scopes: Webex refuses to ask people (400)',
        'wrong PUBLIC_URL: it leads nowhere',
      ],
    ],
    [
      'a scope that Webex does not know',
      { WEBEX_SCOPES: 'meeting:nonsense' },
      ['wrong redirect, scopes: Webex refuses to ask people (invalid_scope)'],
    ],
    [
      'the token of a bot where that of a person belongs',
      { WEBEX_ACCESS_TOKEN: 'sandbox-bot' },
      ['wrong WEBEX_ACCESS_TOKEN: it is the token of a bot'],
    ],
    [
      'a personal token that is over',
      { WEBEX_ACCESS_TOKEN: 'over' },
      ['wrong WEBEX_ACCESS_TOKEN: Webex refuses it (401)'],
    ],
  ]);

  it('finds a clock that is off, and a Webex that is not there', async () => {
    const found = await findings({}, () => Date.now() + 3_600_000);
    assert.match(
      found.join(),
      /^wrong Webex, its clock: the clock of this machine is 3\d\d\d s off$/,
    );
    const away = await findings({ WEBEX_API_BASE_URL: 'http://127.0.0.1:9/v1' });
    assert.deepEqual(away.slice(0, 2), [
      'wrong Webex, its clock: Webex cannot be reached',
      'wrong bot token: Webex does not answer',
    ]);
  });

  it('says that a proxy refuses to lead on, and what of NO_PROXY is no host', async () => {
    const proxy = createServer((client) =>
      client.once('data', () =>
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
      ),
    );
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    const HTTPS_PROXY = `http://user:hush@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { WEBEX_API_BASE_URL: 'https://localhost:9/v1', HTTPS_PROXY };
    const { text } = await doctor([], { ...env, NO_PROXY: 'https://example.com' });
    proxy.close();
    assert.match(text, /^look +proxy +NO_PROXY has what is no host$/m);
    assert.equal(
      text.match(/→ The proxy refuses to lead there \(407\): check HTTPS_PROXY/g)?.length,
      5,
    );
    assert.doesNotMatch(text, /hush/);
  });

  it('says whether it goes by the proxy', async () => {
    const env = {
      WEBEX_API_BASE_URL: 'https://localhost:9/v1',
      HTTPS_PROXY: 'http://user:hush@127.0.0.1:9',
    };
    const by = await doctor([], env);
    assert.match(by.text, /^ok +proxy +to Webex by 127\.0\.0\.1:9$/m);
    assert.match(by.text, /Webex cannot be reached by the proxy$/m);
    const past = await doctor([], { ...env, NO_PROXY: 'example.com,localhost' });
    assert.match(past.text, /^ok +proxy +to Webex without it \(NO_PROXY\)$/m);
    assert.match(past.text, /Webex cannot be reached$/m);
    assert.doesNotMatch(by.text + past.text, /hush/);
  });
});
