import assert from 'node:assert/strict';
import { readConfig } from '../../src/config/config.js';
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
