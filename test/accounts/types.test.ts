import assert from 'node:assert/strict';
import { AccessRefused, accountKey, accountRoleOf, refusesApp } from '../../src/accounts/types.js';
import { WebexRefused, readErrorBody } from '../../src/webex/errors.js';

describe('the role that an actor needs', () => {
  const host = { personId: 'h', email: 'h@example.com', displayName: 'H' };

  it('is their own for their own recordings', () => {
    assert.equal(accountRoleOf({ personId: 'a' }), 'own');
  });

  it('is an administrator’s for another host, or a site', () => {
    assert.equal(accountRoleOf({ personId: 'a', onBehalfOf: host }), 'administrator');
    assert.equal(accountRoleOf({ personId: 'a', scope: 'site' }), 'administrator');
  });

  it('is a compliance officer’s for the organisation, whatever the host', () => {
    assert.equal(accountRoleOf({ personId: 'a', scope: 'organization' }), 'officer');
    assert.equal(
      accountRoleOf({ personId: 'a', scope: 'organization', onBehalfOf: host }),
      'officer',
    );
  });

  it('has an account of its own', () => {
    const keys = (['own', 'administrator', 'officer'] as const).map((role) =>
      accountKey('u', role),
    );
    assert.deepEqual(keys, ['u', 'administrator:u', 'officer:u']);
  });
});

describe('a refused access', () => {
  const refusal = (code: string): WebexRefused =>
    new WebexRefused({ method: 'POST', path: '/access_token' }, 401, {
      trackingId: 'ROUTER_1',
      retryAfterSeconds: 7,
      reason: 'no',
      code,
    });

  it('is the app’s when the client id or secret was refused, and not when the grant was', () => {
    assert.equal(refusesApp(refusal('invalid_client')), true);
    assert.equal(refusesApp(refusal('unauthorized_client')), true);
    assert.equal(refusesApp(refusal('invalid_grant')), false);
  });

  for (const [status, words, isApp] of [
    [401, 'Client authentication failed.', true],
    [400, 'The client_secret is invalid.', true],
    [401, 'Unauthorized', false],
    [400, 'The refresh token is invalid or was revoked.', false],
    [401, 'The requested refresh_token of this client has expired.', false],
    [400, 'Bad request', false],
    [401, '', false],
    [503, 'client', false],
  ] as const) {
    it(`is read from Webex’s own shape: ${status} ${words}`, () => {
      const at = { method: 'POST', path: '/access_token' };
      const said = readErrorBody({ errors: [{ description: words }] });
      const refused = new WebexRefused(at, status, said);
      assert.equal(refusesApp(refused), isApp);
    });
  }

  it('keeps what Webex said', () => {
    const { access, status, trackingId, retryAfterSeconds, code } = new AccessRefused(
      refusal('invalid_client'),
      'app',
    );
    assert.deepEqual(
      { access, status, trackingId, retryAfterSeconds, code },
      {
        access: 'app',
        status: 401,
        trackingId: 'ROUTER_1',
        retryAfterSeconds: 7,
        code: 'invalid_client',
      },
    );
  });
});
