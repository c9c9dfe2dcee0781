import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readConfig, readStoreConfig } from '../../src/config/config.js';
import { type Limits, limitAdvice, limitFields, limitsOf } from '../../src/config/limits.js';

const ORG = '11111111-2222-4333-8444-555555555555';
const fields = z.object(limitFields);

function read(env: Record<string, string> = {}, loopback = false): Limits {
  return limitsOf(fields.parse(env), loopback);
}

/** The variables that are refused. */
function wrong(env: Record<string, string>): string[] {
  const { error } = fields.safeParse(env);
  return error?.issues.map(({ path }) => String(path[0])) ?? [];
}

describe('the limits in the environment', () => {
  it('serve everybody, at thirty a minute, behind one proxy, when nothing is said', () => {
    assert.deepEqual(read(), {
      admission: { orgs: [], domains: [], people: [] },
      ratePerMinute: 600,
      proxyHops: 1,
      allowPurge: false,
    });
  });

  it('take organisations and people as ids or UUIDs, everything in any case', () => {
    const id = (type: string): string =>
      Buffer.from(`ciscospark://us/${type}/${ORG}`).toString('base64');
    const { admission } = read({
      ALLOWED_ORGS: ` ${id('ORGANIZATION')} , ${ORG.toUpperCase()}`,
      ALLOWED_DOMAINS: 'Example.COM,xn--mnchen-3ya.example',
      ALLOWED_PEOPLE: `Alice@Example.com,${id('PEOPLE')}`,
    });
    assert.deepEqual(admission, {
      orgs: [ORG, ORG],
      domains: ['example.com', 'xn--mnchen-3ya.example'],
      people: ['alice@example.com', ORG],
    });
  });

  it('refuse what can never fit anybody', () => {
    for (const domain of [
      '*.example.com',
      '@example.com',
      'example',
      'a.com,',
      ',',
      'münchen.example',
    ]) {
      assert.deepEqual(wrong({ ALLOWED_DOMAINS: domain }), ['ALLOWED_DOMAINS'], domain);
    }
    for (const org of ['Example', 'example.com', `${ORG},`]) {
      assert.deepEqual(wrong({ ALLOWED_ORGS: org }), ['ALLOWED_ORGS'], org);
    }
    for (const person of ['alice', '@example.com', 'alice@', 'a b@example.com']) {
      assert.deepEqual(wrong({ ALLOWED_PEOPLE: person }), ['ALLOWED_PEOPLE'], person);
    }
  });

  it('take whole numbers alone', () => {
    assert.deepEqual(read({ RATE_LIMIT_PER_MINUTE: '5', PROXY_HOPS: '2' }).proxyHops, 2);
    assert.equal(read({ RATE_LIMIT_PER_MINUTE: '5' }).ratePerMinute, 5);
    for (const name of ['RATE_LIMIT_PER_MINUTE', 'PROXY_HOPS']) {
      for (const value of ['-1', '1.5', 'many', '100000']) {
        assert.deepEqual(wrong({ [name]: value }), [name], value);
      }
    }
    assert.deepEqual(wrong({ RATE_LIMIT_PER_MINUTE: '0' }), ['RATE_LIMIT_PER_MINUTE']);
  });

  it('take no proxy for granted on this machine', () => {
    assert.equal(read({}, true).proxyHops, 0);
    assert.equal(read({ PROXY_HOPS: '1' }, true).proxyHops, 1);
    assert.equal(read({ PROXY_HOPS: '0' }).proxyHops, 0);
  });

  it('have advice for each', () => {
    assert.deepEqual(Object.keys(limitAdvice), Object.keys(limitFields));
  });
});

describe('readStoreConfig', () => {
  it('takes the embedded database in ./data unless told otherwise', () => {
    assert.deepEqual(readStoreConfig({}), { kind: 'pglite', folder: resolve('data') });
    assert.deepEqual(readStoreConfig({ DATA_DIR: ' /srv/bot ', DATABASE_URL: ' ' }), {
      kind: 'pglite',
      folder: '/srv/bot',
    });
    assert.deepEqual(readStoreConfig({ DATA_DIR: 'here' }), {
      kind: 'pglite',
      folder: resolve('here'),
    });
  });

  for (const url of ['postgres://u:p@db.example.com/bot', 'postgresql://localhost:5433/bot']) {
    it(`takes ${url}, whatever the folder`, () => {
      const wish = { kind: 'postgres', url };
      assert.deepEqual(readStoreConfig({ DATABASE_URL: ` ${url}\n`, DATA_DIR: '/srv' }), wish);
    });
  }

  for (const url of ['mysql://u:secret@h/b', 'http://secret', 'secret', 'postgresx://secret']) {
    it(`refuses ${url} without repeating it`, () => {
      assert.throws(
        () => readStoreConfig({ DATABASE_URL: url }),
        (error: Error) => {
          assert.equal(error.name, 'ConfigError');
          assert.match(error.message, /DATABASE_URL is not valid: .*postgres:\/\//);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    });
  }

  it('is part of the whole configuration', () => {
    const { store } = readConfig({
      WEBEX_BOT_TOKEN: 'token',
      WEBEX_WEBHOOK_SECRET: 'sixteen-letters!',
      PUBLIC_URL: 'https://recordings.example.com',
      WEBEX_ACCESS_TOKEN: 'mine',
      DATA_DIR: '/srv/bot',
    });
    assert.deepEqual(store, { kind: 'pglite', folder: '/srv/bot' });
  });
});
