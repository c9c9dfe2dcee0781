import assert from 'node:assert/strict';
import { readConfig } from '../../src/config/config.js';
import {
  isOnThisMachine,
  isReachable,
  misspelt,
  missingForTransport,
  transportOf,
} from '../../src/config/transport.js';
import { type Environment, good, problemsOf, read, verdicts } from './reading.js';

describe('the transport in the environment', () => {
  for (const name of ['WEBEX_BOT_TOKEN', 'WEBEX_WEBHOOK_SECRET', 'PUBLIC_URL'] as const) {
    it(`misses ${name}`, () => {
      const env = { ...good, WEBEX_TRANSPORT: 'webhook', [name]: undefined };
      assert.deepEqual(verdicts(env), [`${name} is missing`]);
    });
  }

  it('hears by webhooks where Webex can call it, else over a web socket', () => {
    const token = { WEBEX_BOT_TOKEN: 'the-bot-token' };
    const here = 'http://127.0.0.1:3000';
    const cases: readonly (readonly [Environment, string, string | undefined])[] = [
      [good, 'webhook', 'https://recordings.example.com/webhook'],
      [token, 'websocket', undefined],
      // People connect in a browser on this machine; Webex does not reach that address.
      [{ ...good, PUBLIC_URL: here }, 'websocket', undefined],
      [{ ...good, PUBLIC_URL: here, WEBEX_API_BASE_URL: here }, 'webhook', `${here}/webhook`],
      [{ ...good, WEBEX_TRANSPORT: 'websocket' }, 'websocket', `${good.PUBLIC_URL}/webhook`],
      [{ ...good, PUBLIC_URL: here, WEBEX_TRANSPORT: 'webhook' }, 'webhook', `${here}/webhook`],
    ];
    for (const [env, transport, targetUrl] of cases) {
      const config = readConfig(env);
      assert.deepEqual([config.transport, config.webhook?.targetUrl], [transport, targetUrl]);
    }
    assert.equal(readConfig(token).host, '127.0.0.1');
  });
});

describe('an address of this machine', () => {
  for (const [address, expected] of [
    ['http://127.0.0.1', true],
    ['https://127.8.9.1:3000/x', true],
    ['http://localhost:3000', true],
    ['http://LOCALHOST', true],
    ['http://[::1]:3000', true],
    ['http://localhost.example.com', false],
    ['http://127.0.0.1.example.com', false],
    ['http://user:127.0.0.1@example.com', false],
    ['http://example.com/127.0.0.1', false],
    ['http://my-localhost', false],
    ['http://10.0.0.1', false],
    ['127.0.0.1', false],
    ['', false],
  ] as const) {
    it(`${expected ? 'is' : 'is not'} “${address}”`, () =>
      assert.equal(isOnThisMachine(address), expected));
  }
});

describe('what the transport needs', () => {
  const PUBLIC_URL = 'https://bot.example.com';
  const here = 'http://127.0.0.1:3000';
  const secret = { WEBEX_WEBHOOK_SECRET: 'x' };
  for (const [what, env, transport, missing] of [
    ['nothing is set', {}, 'websocket', []],
    ['there is no secret yet', { PUBLIC_URL }, 'webhook', ['WEBEX_WEBHOOK_SECRET']],
    ['all is there', { PUBLIC_URL, ...secret }, 'webhook', []],
    ['only this machine reaches the address', { PUBLIC_URL: here }, 'websocket', []],
    [
      'webhooks are chosen and nothing else is set',
      { WEBEX_TRANSPORT: 'webhook' },
      'webhook',
      ['PUBLIC_URL', 'WEBEX_WEBHOOK_SECRET'],
    ],
    [
      'the choice is none of the two',
      { WEBEX_TRANSPORT: 'x', PUBLIC_URL, ...secret },
      'webhook',
      [],
    ],
    ['the web socket is chosen', { WEBEX_TRANSPORT: 'websocket', PUBLIC_URL }, 'websocket', []],
  ] as const) {
    it(`is ${missing.join(' and ') || 'there'} where ${what}`, () => {
      assert.deepEqual([transportOf(env), missingForTransport(env)], [transport, missing]);
    });
  }

  it('is no address on this machine, unless Webex is there, too', () => {
    assert.equal(isReachable({}), false);
    assert.equal(isReachable({ PUBLIC_URL }), true);
    assert.equal(isReachable({ PUBLIC_URL: here }), false);
    assert.equal(isReachable({ PUBLIC_URL: here, WEBEX_API_BASE_URL: here }), true);
    assert.equal(isReachable({ WEBEX_API_BASE_URL: here }), false);
  });
});

describe('the names in the environment', () => {
  it('refuses names that look like one of its own, of those that are set', () => {
    for (const [name, meant] of [
      ['ALOWED_DOMAINS', 'ALLOWED_DOMAINS'],
      ['ALLOWED_DOMAIN', 'ALLOWED_DOMAINS'],
      ['allowed_domains', 'ALLOWED_DOMAINS'],
      ['ALLOWED-DOMAINS', 'ALLOWED_DOMAINS'],
      ['ALLOWED_EMAILS', 'ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE'],
      ['DATABASE_URI', 'DATABASE_URL'],
      ['WEBEX_BOT_TOKENS', 'WEBEX_BOT_TOKEN'],
      ['NODE_EXTRA_CA_CERT', 'NODE_EXTRA_CA_CERTS'],
    ] as const) {
      const [problem, ...more] = problemsOf({ ...good, [name]: 'a-secret' });
      assert.equal(problem, `${name} is not known: write ${meant}, or take it out`);
      assert.deepEqual(more, []);
      assert.equal(read({ [name]: ' ' }).port, 3000);
    }
    // Everybody else's.
    const others = ['HTTP_PROXY', 'no_proxy', 'ALLOWED_HOSTS', 'HOSTNAME', 'PATH', 'PORTS', 'DATA'];
    for (const name of [...others, 'SANDBOX_PORT', 'PGPASSWORD', 'WEBEX_OPENAPI_DIR', 'LOGNAME']) {
      assert.equal(read({ [name]: 'http://x' }).port, 3000, name);
    }
  });
});

describe('a name that is not known', () => {
  const known = ['PORT', 'LOG_LEVEL', 'ALLOWED_ORGS', 'DATABASE_URL', 'DATABASE_POOL'];
  for (const [name, meant] of [
    ['DATABASE_URLS', 'DATABASE_URL'],
    ['DTABASE_URLX', 'DATABASE_URL'],
    ['DTABASE_URLXX', undefined],
    ['database-pool', 'DATABASE_POOL'],
    ['DATABASE_POOl', 'DATABASE_POOL'],
    ['DATABASE_URL', undefined],
    ['LOG_LEVE', 'LOG_LEVEL'],
    // Four letters are near to much else.
    ['PORTS', undefined],
    ['SPORT', undefined],
    ['NO_PROXI', 'NO_PROXY'],
    ['no_proxy', undefined],
    ['ALLOWED_HOST', 'ALLOWED_HOSTS'],
    ['ALLOWED_ROOMS', 'ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE'],
    ['ALOWED_ANYBODY', 'ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE'],
    ['DISALLOWED_PEOPLE', undefined],
  ] as const) {
    it(`${name} ${meant === undefined ? 'is somebody else’s' : `is taken for ${meant}`}`, () =>
      assert.deepEqual(misspelt([name], known), meant === undefined ? [] : [[name, meant]]));
  }
});
