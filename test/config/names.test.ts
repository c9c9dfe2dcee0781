import assert from 'node:assert/strict';
import { misspelt } from '../../src/config/names.js';
import { good, problemsOf, read } from './reading.js';

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
