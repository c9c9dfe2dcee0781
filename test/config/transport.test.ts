import assert from 'node:assert/strict';
import { readConfig } from '../../src/config/config.js';
import {
  isOnThisMachine,
  isReachable,
  missingForTransport,
  transportOf,
} from '../../src/config/transport.js';
import { type Environment, good, verdicts } from './reading.js';

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
