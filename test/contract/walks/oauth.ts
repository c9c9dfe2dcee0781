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
}
