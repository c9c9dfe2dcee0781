import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type OAuthClient, SCOPES, createOAuthClient } from '../../src/accounts/oauth-client.js';
import type { WebexClient } from '../../src/webex/client.js';
import { quickClient } from '../support/quick-client.js';
import { type ScriptedServer, cut, scriptedServer } from '../support/scripted-server.js';

const now = 1_000_000;
const old = { accessToken: 'a0', accessExpiresAt: 0, refreshToken: 'r0', refreshExpiresAt: 0 };
const whole = {
  ...{ access_token: 'a1', expires_in: 60, token_type: 'Bearer' },
  ...{ refresh_token: 'r1', refresh_token_expires_in: 120 },
};

describe('accounts/oauth-client', () => {
  let server: ScriptedServer;
  let webex: WebexClient;
  let integration: OAuthClient;
  beforeEach(async () => {
    server = await scriptedServer();
    const baseUrl = `${server.url}/v1`;
    webex = quickClient(baseUrl);
    const options = {
      ...{ baseUrl, clientId: 'c&1', clientSecret: 's e=c', redirectUri: 'https://bot.example/cb' },
    };
    integration = createOAuthClient(webex, options, () => now);
  });
  afterEach(async () => {
    await webex.close();
    await server.stop();
  });
  const form = (nth = 0): Record<string, string> =>
    Object.fromEntries(new URLSearchParams(server.asked[nth]?.body));

  it('leads to the consent page, spaces as %20', async () => {
    const link = await integration.authorizeUrl('st&te', 'verifier');
    assert.ok(link.startsWith(`${server.url}/v1/authorize?`));
    assert.ok(link.includes('scope=meeting%3Arecordings_read%20meeting%3Arecordings_write%20'));
    assert.ok(!link.includes('+'));
    assert.deepEqual(Object.fromEntries(new URL(link).searchParams), {
      response_type: 'code',
      client_id: 'c&1',
      redirect_uri: 'https://bot.example/cb',
      scope: SCOPES.join(' '),
      state: 'st&te',
      code_challenge: createHash('sha256').update('verifier').digest('base64url'),
      code_challenge_method: 'S256',
    });
  });

  it('redeems a code', async () => {
    server.will({ json: whole });
    assert.deepEqual(await integration.exchange('code 1', 'verifier'), {
      accessToken: 'a1',
      accessExpiresAt: now + 60_000,
      refreshToken: 'r1',
      refreshExpiresAt: now + 120_000,
    });
    const [asked] = server.asked;
    assert.equal(asked?.method, 'POST');
    assert.equal(asked.url.pathname, '/v1/access_token');
    assert.equal(asked.url.search, '', 'no secret in an address');
    assert.equal(asked.headers.authorization, undefined);
    assert.deepEqual(form(), {
      grant_type: 'authorization_code',
      client_id: 'c&1',
      client_secret: 's e=c',
      code: 'code 1',
      code_verifier: 'verifier',
      redirect_uri: 'https://bot.example/cb',
    });
  });

  it('redeems a code once, though the answer is lost', async () => {
    server.will(cut, { json: whole });
    await assert.rejects(integration.exchange('c', 'v'), { name: 'WebexUnreachable' });
    assert.equal(server.asked.length, 1);
  });

  it('refreshes, and again when the answer is lost', async () => {
    server.will(cut, { json: whole });
    assert.equal((await integration.refresh(old)).refreshToken, 'r1');
    assert.deepEqual(form(1), {
      grant_type: 'refresh_token',
      refresh_token: 'r0',
      client_id: 'c&1',
      client_secret: 's e=c',
    });
  });

  it('keeps the refresh token when no new one comes, for the usual 90 days', async () => {
    server.will({ json: { access_token: 'a1', expires_in: 60 } });
    assert.deepEqual(await integration.refresh(old), {
      accessToken: 'a1',
      accessExpiresAt: now + 60_000,
      refreshToken: 'r0',
      refreshExpiresAt: now + 90 * 86_400_000,
    });
  });

  it('tells when a first answer brings no refresh token', async () => {
    server.will({ json: { ...whole, refresh_token: undefined } });
    await assert.rejects(integration.exchange('c', 'v'), {
      name: 'WebexUnreadable',
      where: ['refresh_token'],
    });
  });

  for (const [what, json] of Object.entries({
    'no token': { ...whole, access_token: undefined },
    'an empty token': { ...whole, access_token: '' },
  })) {
    it(`does not take ${what}`, async () => {
      server.will({ json }, { json });
      await assert.rejects(integration.exchange('c', 'v'), { name: 'WebexUnreadable' });
      await assert.rejects(integration.refresh(old), { name: 'WebexUnreadable' });
    });
  }

  for (const [odd, seconds] of [
    [undefined, 3_600],
    [null, 3_600],
    [0, 3_600],
    ['long', 3_600],
    // No date is as late.
    [1e15, 3_600],
    ['60', 60],
  ] as const) {
    it(`loses no tokens to a life of ${String(odd)}`, async () => {
      server.will({
        json: { ...whole, ...{ expires_in: odd, refresh_token: null, token_type: null } },
      });
      const { accessExpiresAt, refreshToken } = await integration.refresh(old);
      assert.deepEqual([accessExpiresAt, refreshToken], [now + seconds * 1_000, 'r0']);
    });
  }

  for (const odd of [undefined, null, 0, -1, 1e15, 'long', {}]) {
    it(`takes ${JSON.stringify(odd)} for the 90 days of a refresh token, as documented`, async () => {
      server.will({ json: { ...whole, refresh_token_expires_in: odd } });
      const { refreshExpiresAt } = await integration.refresh(old);
      assert.equal(refreshExpiresAt, now + 90 * 86_400_000);
    });
  }

  it('takes no token that no request could carry', async () => {
    for (const odd of ['a\nb', 'a b', 'ä', '\u0000']) {
      server.will({ json: { ...whole, access_token: odd } });
      await assert.rejects(integration.refresh(old), { name: 'WebexUnreadable' });
    }
  });

  it("hands on Webex's refusal", async () => {
    server.will({ status: 400, json: { error: 'invalid_grant' } });
    await assert.rejects(integration.refresh(old), {
      name: 'WebexRefused',
      status: 400,
      code: 'invalid_grant',
    });
  });

  const begun = {
    device_code: 'd1',
    user_code: '729703',
    verification_uri: 'https://oauth-helper-r.wbx2.com/verify',
    verification_uri_complete: 'https://oauth-helper-r.wbx2.com/verify?userCode=65',
    expires_in: 300,
    interval: 2,
  };

  it('begins a sign-in with a code, by a form, without the secret', async () => {
    server.will({ json: begun });
    assert.deepEqual(await integration.deviceCode('officer'), {
      deviceCode: 'd1',
      userCode: '729703',
      page: 'https://oauth-helper-r.wbx2.com/verify?userCode=65',
      expiresAt: now + 300_000,
      intervalMs: 2000,
    });
    assert.equal(server.asked[0]?.url.pathname, '/v1/device/authorize');
    assert.equal(server.asked[0].headers.authorization, undefined);
    const scope =
      'spark-compliance:meetings_read spark-compliance:meetings_write spark:people_read';
    assert.deepEqual(form(), { client_id: 'c&1', scope });
  });

  it('begins one whose seconds are texts, and waits as usual where it does not say how long', async () => {
    for (const interval of [undefined, null, 0, 'soon']) {
      server.will({ json: { ...begun, expires_in: '300', interval } });
      const { expiresAt, intervalMs } = await integration.deviceCode();
      assert.deepEqual([expiresAt, intervalMs], [now + 300_000, 5_000]);
    }
    server.will({ json: { ...begun, interval: '7' } });
    assert.equal((await integration.deviceCode()).intervalMs, 7_000);
  });

  for (const [what, odd] of Object.entries({
    'a page without TLS': 'http://oauth-helper-r.wbx2.com/verify?userCode=65',
    'a page of another host': 'https://evil.example/verify?userCode=65',
    'a page that is a script': 'javascript:alert(1)',
  })) {
    it(`takes no code with ${what}`, async () => {
      server.will({ json: { ...begun, verification_uri_complete: odd } });
      await assert.rejects(integration.deviceCode(), { name: 'WebexUnreadable' });
    });
  }

  it('takes no code that would be more than letters in a card', async () => {
    server.will({ json: { ...begun, user_code: '[a](https://evil.example)' } });
    await assert.rejects(integration.deviceCode(), { name: 'WebexUnreadable' });
  });

  it('redeems a device code, the secret by Basic', async () => {
    server.will({ json: whole });
    const tokens = await integration.redeemDeviceCode('d1');
    assert.ok(typeof tokens === 'object' && tokens.accessToken === 'a1');
    const basic = Buffer.from('c&1:s e=c').toString('base64');
    assert.equal(server.asked[0]?.headers.authorization, `Basic ${basic}`);
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    assert.deepEqual(form(), { grant_type, device_code: 'd1', client_id: 'c&1' });
  });

  const webexSays = (description: string) => ({ message: 'No.', errors: [{ description }] });
  for (const [status, json, expected] of [
    [428, {}, 'pending'],
    [428, webexSays('The request is not finished.'), 'pending'],
    [400, { error: 'authorization_pending' }, 'pending'],
    [400, webexSays('authorization_pending'), 'pending'],
    [428, { error: 'slow_down' }, 'slow-down'],
    [400, { message: 'slow_down' }, 'slow-down'],
    [429, {}, 'slow-down'],
    [400, { error: 'access_denied' }, 'declined'],
    [400, { error: 'expired_token' }, 'expired'],
    [400, webexSays('invalid_grant'), 'expired'],
  ] as const) {
    it(`understands ${status} ${JSON.stringify(json)}: ${expected}`, async () => {
      server.will({ status, json });
      assert.equal(await integration.redeemDeviceCode('d1'), expected);
      assert.equal(server.asked.length, 1);
    });
  }

  it('hands on what says nothing of the code', async () => {
    server.will({ status: 401, json: { error: 'invalid_client' } });
    const refused = { name: 'WebexRefused', status: 401, code: 'invalid_client' };
    await assert.rejects(integration.redeemDeviceCode('d1'), refused);
  });
});
