import assert from 'node:assert/strict';
import { authorityOf } from '../../src/config/authority.js';
import { ConfigError, readConfig } from '../../src/config/config.js';

const base = {
  WEBEX_BOT_TOKEN: 'the-bot-token',
  WEBEX_WEBHOOK_SECRET: 'sixteen-letters!',
  PUBLIC_URL: 'https://recordings.example.com',
};
const integration = { WEBEX_CLIENT_ID: 'id', WEBEX_CLIENT_SECRET: 'secret' };
const { PUBLIC_URL } = base;
const app = {
  WEBEX_SERVICE_APP_ID: 'app',
  WEBEX_SERVICE_APP_CLIENT_ID: 'app-id',
  WEBEX_SERVICE_APP_CLIENT_SECRET: 'app-secret',
  WEBEX_ORG_ID: 'org',
};
const manager = { WEBEX_SERVICE_APP_MANAGER_TOKEN: ' manager ' };

describe('in whose name', () => {
  it('is a Service App, with either of its first tokens, and officers beside it', () => {
    const known = {
      applicationId: 'app',
      clientId: 'app-id',
      clientSecret: 'app-secret',
      orgId: 'org',
    };
    assert.deepEqual(authorityOf({ ...app, ...manager }), {
      kind: 'service-app',
      app: { ...known, first: { kind: 'manager', token: 'manager' } },
      integration: undefined,
    });
    const refresh = { WEBEX_SERVICE_APP_REFRESH_TOKEN: 'refresh' };
    assert.deepEqual(authorityOf({ ...app, ...refresh, ...integration, PUBLIC_URL }), {
      kind: 'service-app',
      app: { ...known, first: { kind: 'refresh', token: 'refresh' } },
      integration: { clientId: 'id', clientSecret: 'secret' },
    });
  });

  it('is the narrowest that is set', () => {
    const kind = (env: Record<string, string>): string => {
      const wish = authorityOf(env);
      return Array.isArray(wish) ? wish.join() : wish.kind;
    };
    const admin = { WEBEX_ADMIN_TOKEN: 'admin' };
    const all = { ...integration, ...admin, ...app, ...manager, WEBEX_ACCESS_TOKEN: 'mine' };
    assert.equal(kind(all), 'personal');
    assert.equal(kind({ ...all, WEBEX_ACCESS_TOKEN: '' }), 'personal');
    assert.equal(kind({ ...integration, ...admin, ...app, ...manager }), 'service-app');
    assert.equal(kind({ ...integration, ...admin }), 'admin-token');
    assert.equal(kind({ ...integration, PUBLIC_URL }), 'integration');
    assert.equal(kind({ PUBLIC_URL }), 'WEBEX_CLIENT_ID,WEBEX_CLIENT_SECRET,WEBEX_ACCESS_TOKEN');
  });

  it('is the Integration’s without an address, too, but not for officers of an organisation', () => {
    assert.deepEqual(authorityOf({}), { kind: 'none' });
    const connecting = { kind: 'integration', clientId: 'id', clientSecret: 'secret' };
    assert.deepEqual(authorityOf(integration), connecting);
    const organisation = authorityOf({ ...integration, WEBEX_ADMIN_TOKEN: 'x' });
    assert.deepEqual(organisation, { kind: 'admin-token', token: 'x', integration: undefined });
  });

  it('names what is missing of a Service App, and of the Integration beside it', () => {
    assert.deepEqual(authorityOf({ WEBEX_SERVICE_APP_ID: 'app' }), [
      'WEBEX_SERVICE_APP_CLIENT_ID',
      'WEBEX_SERVICE_APP_CLIENT_SECRET',
      'WEBEX_ORG_ID',
      'WEBEX_SERVICE_APP_MANAGER_TOKEN',
    ]);
    assert.deepEqual(authorityOf({ ...app, ...manager, WEBEX_CLIENT_ID: 'id' }), [
      'WEBEX_CLIENT_SECRET',
    ]);
    assert.deepEqual(authorityOf({ WEBEX_ADMIN_TOKEN: 'x', WEBEX_CLIENT_SECRET: 'x' }), [
      'WEBEX_CLIENT_ID',
    ]);
  });
});

describe('who may act for others, by configuration', () => {
  it('is nobody, or people and a space', () => {
    const nobody = { administrators: [], adminSpace: undefined, officers: [] };
    assert.deepEqual(readConfig({ ...base, ...integration }).roles, nobody);
    const { roles, scopes } = readConfig({
      ...base,
      ...integration,
      ADMINISTRATORS: 'Ann@Example.com, 11111111-1111-4111-8111-111111111111',
      ADMIN_SPACE: ' space ',
      COMPLIANCE_OFFICERS: 'olga@example.com',
      WEBEX_SCOPES: 'meeting:recordings_read  spark:people_read',
    });
    assert.deepEqual(roles, {
      administrators: ['ann@example.com', '11111111-1111-4111-8111-111111111111'],
      adminSpace: 'space',
      officers: ['olga@example.com'],
    });
    assert.deepEqual(scopes, ['meeting:recordings_read', 'spark:people_read']);
  });

  it('refuses what can name nobody, and what is no scope, with advice', () => {
    for (const [name, value] of [
      ['ADMINISTRATORS', 'ann'],
      ['COMPLIANCE_OFFICERS', 'olga@example.com,'],
      ['WEBEX_SCOPES', 'meeting:recordings_read,spark:people_read'],
    ] as const) {
      assert.throws(
        () => readConfig({ ...base, ...integration, [name]: value }),
        (error) => error instanceof ConfigError && error.message.includes(`${name} is not valid: `),
      );
    }
  });
});
