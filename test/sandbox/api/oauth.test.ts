import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { startBench, type Bench, type Json } from '../recordings-support.js';

const redirectUri = 'http://127.0.0.1:3456/oauth/callback';
const verifier = 'verifier-'.repeat(6);
const request = {
  response_type: 'code',
  client_id: 'sandbox-client',
  redirect_uri: redirectUri,
  scope: 'meeting:recordings_read spark:people_read',
  state: 'a state&more',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};
type Changes = Record<string, string | undefined>;

function form(base: Record<string, string>, changes: Changes = {}): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...base, ...changes })) {
    if (value !== undefined) parameters.set(name, value);
  }
  return parameters;
}

describe('OAuth', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());

  const authorize = (changes: Changes = {}, token?: string): Promise<Response> =>
    fetch(`${bench.apiUrl}/authorize?${form(request, changes).toString()}`, {
      redirect: 'manual',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  const back = (response: Response): URL => {
    assert.equal(response.status, 302);
    return new URL(response.headers.get('location') ?? '');
  };
  const code = async (token = 'sandbox-alice', changes: Changes = {}): Promise<string> =>
    back(await authorize(changes, token)).searchParams.get('code') ?? '';
  const token = async (
    base: Record<string, string>,
    changes: Changes = {},
  ): Promise<{ status: number; body: Json }> => {
    const client = { client_id: 'sandbox-client', client_secret: 'sandbox-secret' };
    const body = form({ ...client, ...base }, changes);
    const response = await fetch(`${bench.apiUrl}/access_token`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const redemption = { grant_type: 'authorization_code', redirect_uri: redirectUri };
  const redeem = async (changes: Changes = {}): Promise<{ status: number; body: Json }> =>
    token({ ...redemption, code: await code(), code_verifier: verifier }, changes);
  const read = async (access: unknown): Promise<number> =>
    (await bench.call(String(access), 'GET', '/recordings')).status;

  describe('GET /authorize', () => {
    it('sends back at once who carries a token of their own', async () => {
      const location = back(await authorize({}, 'sandbox-alice'));
      assert.equal(location.origin + location.pathname, redirectUri);
      assert.equal(location.searchParams.get('state'), 'a state&more');
      assert.ok(location.searchParams.get('code'));
    });

    it('offers first who is in front of the chat page, else the first person', async () => {
      const chosen = async (cookie?: string): Promise<string | undefined> => {
        const page = await fetch(`${bench.apiUrl}/authorize?${form(request).toString()}`, {
          headers: cookie === undefined ? {} : { cookie },
        });
        return /value="([^"]+)" checked/.exec(await page.text())?.[1];
      };
      assert.equal(await chosen(), 'alice@example.com');
      assert.equal(await chosen('a=b; sandbox-person=bob%40example.com'), 'bob@example.com');
      for (const odd of ['sandbox-person=nobody', 'sandbox-person=%E0%A4%A'])
        assert.equal(await chosen(odd), 'alice@example.com');
    });

    it('never redirects an unknown client or address', async () => {
      const wrong: Changes[] = [
        { client_id: 'other' },
        { client_id: undefined },
        { redirect_uri: undefined },
        { redirect_uri: 'https://evil.example/callback' },
        { redirect_uri: 'http://127.0.0.1.evil.example/' },
        { redirect_uri: 'http://user@127.0.0.1/' },
        { redirect_uri: `${redirectUri}#fragment` },
        { redirect_uri: `${redirectUri}/` },
        { redirect_uri: `${redirectUri}?to=me` },
        { redirect_uri: 'http://127.0.0.1:3456/elsewhere' },
        { redirect_uri: 'javascript:alert(1)' },
      ];
      for (const changes of wrong) {
        const response = await authorize(changes, 'sandbox-alice');
        assert.equal(response.status, 400, JSON.stringify(changes));
        assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
        assert.ok(!(await response.text()).includes('evil.example'));
      }
    });

    it('tells the client of every other mistake', async () => {
      const wrong: [Changes, string][] = [
        [{ response_type: 'token' }, 'unsupported_response_type'],
        [{ scope: undefined }, 'invalid_scope'],
        [{ scope: 'meeting:recordings_read spark:all' }, 'invalid_scope'],
        [{ scope: 'meeting:admin_recordings_read' }, 'invalid_scope'],
        [{ scope: 'spark-compliance:meetings_read' }, 'invalid_scope'],
        [{ code_challenge_method: 'plain' }, 'invalid_request'],
        [{ code_challenge_method: undefined }, 'invalid_request'],
        [{ code_challenge: undefined }, 'invalid_request'],
        [{ code_challenge: 'short' }, 'invalid_request'],
      ];
      for (const [changes, error] of wrong) {
        const { searchParams } = back(await authorize(changes, 'sandbox-alice'));
        assert.equal(searchParams.get('error'), error, JSON.stringify(changes));
        assert.equal(searchParams.get('state'), 'a state&more');
        assert.equal(searchParams.get('code'), null);
      }
    });

    it('gives the scopes of a role to who has it', async () => {
      const admin = { scope: 'meeting:admin_recordings_read' };
      assert.ok(await code('sandbox-admin', admin));
      assert.ok(await code('sandbox-officer', { scope: 'spark-compliance:meetings_read' }));
    });

    it('takes neither a bot nor an Integration for a person, nor a token that is none', async () => {
      const { body } = await redeem();
      assert.equal((await authorize({}, 'sandbox-bot')).status, 400);
      assert.equal((await authorize({}, String(body.access_token))).status, 400);
      assert.equal((await authorize({}, 'nobody')).status, 401);
    });

    it('shows a page to choose on, which nothing foreign can run in', async () => {
      bench.addPerson({ name: '<i>Dora</i>', email: 'dora@example.com' });
      const response = await authorize({ state: '"><script>alert(1)</script>' });
      assert.equal(response.status, 200);
      const html = await response.text();
      for (const who of ['alice', 'bob', 'carol', 'admin', 'officer', 'dora']) {
        assert.ok(html.includes(`value="${who}@example.com"`), who);
      }
      assert.ok(
        !html.includes('<script') && !html.includes('<i>Dora') && !html.includes('webex.bot'),
      );
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      assert.ok(html.includes(`<style nonce="${nonce}">`));
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /form-action 'self' http:\/\/127\.0\.0\.1:3456;/);
    });
  });

  describe('POST /authorize', () => {
    const decide = (changes: Changes): Promise<Response> =>
      fetch(`${bench.apiUrl}/authorize`, {
        ...{ method: 'POST', redirect: 'manual', body: form(request, changes) },
      });

    it('approves as the person chosen', async () => {
      const response = await decide({ decision: 'approve', person: 'bob@example.com' });
      const given = back(response).searchParams.get('code') ?? '';
      const { body } = await token({ ...redemption, code: given, code_verifier: verifier });
      const me = await bench.call(String(body.access_token), 'GET', '/people/me');
      assert.deepEqual(me.body.emails, ['bob@example.com']);
    });

    it('declines, whoever was chosen', async () => {
      const { searchParams } = back(await decide({ decision: 'decline' }));
      assert.equal(searchParams.get('error'), 'access_denied');
      assert.equal(searchParams.get('state'), 'a state&more');
    });

    it('refuses a choice that is none, and checks the request again', async () => {
      for (const changes of [
        { decision: 'approve' },
        { decision: 'approve', person: 'nobody@example.com' },
        { decision: 'approve', person: 'recordings@webex.bot' },
        { decision: 'perhaps', person: 'bob@example.com' },
        { decision: 'approve', person: 'bob@example.com', redirect_uri: 'https://evil.example' },
      ]) {
        assert.equal((await decide(changes)).status, 400, JSON.stringify(changes));
      }
      const beyond = { scope: 'meeting:admin_recordings_read', person: 'bob@example.com' };
      const { searchParams } = back(await decide({ ...beyond, decision: 'approve' }));
      assert.equal(searchParams.get('error'), 'invalid_scope');
    });
  });

  describe('POST /access_token', () => {
    it('gives a token that is good for the scopes agreed to, and no others', async () => {
      const { status, body } = await redeem();
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body).sort(), [
        ...[
          'access_token',
          'expires_in',
          'refresh_token',
          'refresh_token_expires_in',
          'token_type',
        ],
      ]);
      assert.equal(await read(body.access_token), 200);
      const { id } = bench.put('alice@example.com');
      const change = await bench.call(String(body.access_token), 'DELETE', `/recordings/${id}`);
      assert.equal(change.status, 403);
      assert.ok(bench.calls.list().some((call) => call.token === 'oauth:alice'));
    });

    it('refuses in OAuth’s shape and Webex’s', async () => {
      const wrong: [Changes, number, string][] = [
        [{ client_secret: 'wrong' }, 401, 'invalid_client'],
        [{ client_secret: undefined }, 401, 'invalid_client'],
        [{ client_id: 'other' }, 401, 'invalid_client'],
        [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
        [{ grant_type: undefined }, 400, 'invalid_request'],
        [{ code: undefined }, 400, 'invalid_request'],
        [{ code: 'unknown' }, 400, 'invalid_grant'],
        [{ redirect_uri: 'http://localhost:3456/oauth/callback' }, 400, 'invalid_grant'],
        [{ code_verifier: 'wrong' }, 400, 'invalid_grant'],
        [{ code_verifier: undefined }, 400, 'invalid_grant'],
        [{ grant_type: 'refresh_token', refresh_token: 'unknown' }, 400, 'invalid_grant'],
      ];
      for (const [changes, status, error] of wrong) {
        const answer = await redeem(changes);
        assert.equal(answer.status, status, JSON.stringify(changes));
        assert.equal(answer.body.error, error, JSON.stringify(changes));
        assert.ok(answer.body.error_description);
        assert.match(answer.body.trackingId ?? '', /^ROUTER_/);
      }
    });

    it('takes forms only', async () => {
      const { status } = await bench.call('', 'POST', '/access_token', {
        grant_type: 'refresh_token',
      });
      assert.equal(status, 415);
    });

    it('refreshes with the same refresh token, or a new one when told to rotate', async () => {
      const { body: first } = await redeem();
      const again = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) };
      const { body: second } = await token(again);
      assert.equal(second.refresh_token, first.refresh_token);
      assert.equal(await read(second.access_token), 200);
      bench.world.settings.rotateRefreshTokens = true;
      assert.notEqual((await token(again)).body.refresh_token, first.refresh_token);
      assert.equal((await token(again)).body.error, 'invalid_grant');
    });
  });

  it('tokens end: by the clock, by a shorter life, and by the person', async () => {
    const control = (method: string, path: string, body?: unknown): Promise<{ status: number }> =>
      bench.call('', method, `${bench.url}/sandbox${path}`, body);
    assert.equal((await control('PUT', '/token-life', { seconds: 60 })).status, 200);
    assert.equal((await control('PUT', '/token-life', { seconds: 0 })).status, 400);
    const { body } = await redeem();
    assert.equal(body.expires_in, 60);
    bench.clock.now += 60_000;
    assert.equal(await read(body.access_token), 401);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
    const { body: fresh } = await token(refresh);
    assert.equal(await read(fresh.access_token), 200);
    assert.equal((await control('DELETE', '/grants/nobody@example.com')).status, 404);
    assert.equal((await control('DELETE', '/grants/alice@example.com')).status, 200);
    assert.equal(await read(fresh.access_token), 401);
    assert.equal((await token(refresh)).body.error, 'invalid_grant');
  });
});
