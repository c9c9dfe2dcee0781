import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { text } from './caller.js';
import { stepsOf, type Walked } from './walked.js';

const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce';
const CLIENT = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
const REDIRECT = 'http://127.0.0.1:3000/oauth/callback';

/** The way from a person's consent to tokens, and what the tokens open. */
export function walkOauth(walked: () => Walked): void {
  const step = stepsOf(walked);
  step('OAuth: consent, code, tokens, refresh, and who one is with them', async () => {
    const { as } = walked();
    const request = {
      response_type: 'code',
      client_id: CLIENT.client_id,
      redirect_uri: REDIRECT,
      scope: 'meeting:recordings_read meeting:recordings_write spark:people_read',
      state: 'a-state',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    };
    assert.equal((await as()('GET /authorize', { query: request })).status, 200);
    const back = await as('sandbox-alice')('GET /authorize', { query: request });
    assert.equal(back.status, 302);
    const location = new URL(back.headers.get('location') ?? '');
    assert.equal(location.searchParams.get('state'), 'a-state');
    const form = {
      ...CLIENT,
      grant_type: 'authorization_code',
      code: location.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    };
    const granted = await as()('POST /access_token', { form });
    assert.equal(granted.status, 200);
    const person = as(text(granted.body, 'access_token'));
    assert.equal((await person('GET /people/me')).status, 200);
    assert.equal((await person('GET /recordings')).status, 200);
    assert.equal((await person('GET /meetingPreferences/sites')).status, 403);
    const refresh_token = text(granted.body, 'refresh_token');
    const again = { ...CLIENT, grant_type: 'refresh_token', refresh_token };
    assert.equal((await as()('POST /access_token', { form: again })).status, 200);
    assert.ok((await as()('POST /access_token', { form })).status >= 400);
  });

  step('OAuth: a code for a device, consent elsewhere, tokens', async () => {
    const { as } = walked();
    const { client_id } = CLIENT;
    const form = { client_id, scope: 'meeting:recordings_read spark:people_read' };
    assert.equal((await as()('POST /device/authorize', { form: { client_id } })).status, 400);
    const begun = await as()('POST /device/authorize', { form });
    assert.equal(begun.status, 200);
    const basic = (secret: string) => {
      const authorization = `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`;
      return { authorization };
    };
    const ask = (secret: string, device_code = text(begun.body, 'device_code')) =>
      as()('POST /device/token', {
        headers: basic(secret),
        form: {
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code,
          client_id,
        },
      });
    assert.equal((await ask('wrong')).status, 401);
    assert.equal((await ask(CLIENT.client_secret, 'nobody-s')).status, 400);
    assert.equal((await ask(CLIENT.client_secret)).status, 428);
    const tooSoon = await ask(CLIENT.client_secret);
    assert.deepEqual([tooSoon.status, text(tooSoon.body, 'error')], [400, 'slow_down']);
  });

  step('a Service App: its token, its refresh, and what it does for hosts', async () => {
    const { as, sandbox } = walked();
    const { id, clientId, clientSecret, orgId } = sandbox.serviceApp;
    const body = { clientId, clientSecret, targetOrgId: orgId };
    const issued = await as('sandbox-admin')(`POST /applications/${id}/token`, { body });
    assert.equal(issued.status, 200);
    const form = {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: text(issued.body, 'refresh_token'),
    };
    const refreshed = await as()('POST /access_token', { form });
    assert.equal(refreshed.status, 200);
    const app = as(text(refreshed.body, 'access_token'));
    assert.equal((await app('GET /people/me')).status, 200);
    const hostEmail = 'alice@example.com';
    const query = { hostEmail };
    const listed = await app('GET /recordings', { query });
    assert.equal(listed.status, 200);
    assert.equal((await app('GET /recordings')).status, 400);
    const person = await app('GET /people', { query: { email: hostEmail } });
    const personId = text(person.items[0], 'id');
    const group = await app('GET /group/recordings', { query: { personId } });
    assert.equal(group.status, 200);
    const one = `GET /group/recordings/${text(group.items[0], 'id')}`;
    assert.equal((await app(one, { headers: { hostEmail } })).status, 200);
    assert.equal((await app('GET /group/recordings')).status, 400);
    assert.equal((await app('GET /meetingPreferences/sites')).status, 200);
    const wrong = { ...body, clientSecret: 'guessed' };
    const refused = await as('sandbox-admin')(`POST /applications/${id}/token`, { body: wrong });
    assert.equal(refused.status, 400);
  });
}
