import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type Config, readConfig, readStoreConfig } from '../../src/config/config.js';
import { type Environment, good, problemsOf, read, verdicts } from './reading.js';

describe('the TLS of DATABASE_URL', () => {
  const url = 'postgres://user:p%40ss@db.example.com:5432/bot';

  it('can be set beside it, where a host sets the address itself', () => {
    const beside = { PGSSLMODE: ' verify-full ', PGSSLROOTCERT: '/etc/ca.pem' };
    assert.deepEqual(readStoreConfig({ DATABASE_URL: url, ...beside }), {
      kind: 'postgres',
      url: `${url}?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem`,
    });
    const within = `${url}?sslmode=disable`;
    const { PGSSLMODE } = beside;
    const store = readStoreConfig({ DATABASE_URL: within, PGSSLMODE });
    assert.deepEqual(store, { kind: 'postgres', url: within });
  });
});

describe('readConfig', () => {
  it('reads what it needs and fills in the rest', () => {
    assert.deepEqual(read(), {
      port: 3000,
      host: '0.0.0.0',
      publicUrl: 'https://recordings.example.com',
      botToken: 'the-bot-token',
      transport: 'webhook',
      webhookSecrets: ['sixteen-letters!'],
      webhook: {
        targetUrl: 'https://recordings.example.com/webhook',
        secret: 'sixteen-letters!',
      },
      apiBaseUrl: 'https://webexapis.com/v1',
      u2cUrl: 'https://u2c.wbx2.com/u2c/api/v1',
      authority: {
        kind: 'integration',
        clientId: 'the-client',
        clientSecret: 'the-client-secret',
      },
      scopes: undefined,
      roles: { administrators: [], adminSpace: undefined, officers: [] },
      store: { kind: 'pglite', folder: resolve('data') },
      tokenKeys: undefined,
      limits: {
        admission: { orgs: [], domains: [], people: [] },
        ratePerMinute: 600,
        proxyHops: 1,
        allowPurge: false,
      },
      logLevel: 'info',
      logFormat: 'json',
      metrics: { token: undefined, port: undefined },
      proxy: undefined,
    });
  });

  it('takes how it is run', () => {
    const { host, metrics, proxy, logFormat } = read({
      HOST: '::1',
      METRICS_TOKEN: 'sixteen-letters!',
      METRICS_PORT: '9464',
      https_proxy: 'http://proxy.example.com:3128',
      NO_PROXY: 'example.com,10.0.0.1',
      LOG_FORMAT: 'pretty',
    });
    assert.deepEqual(
      { host, metrics, proxy, logFormat },
      {
        host: '::1',
        metrics: { token: 'sixteen-letters!', port: 9464 },
        proxy: { url: 'http://proxy.example.com:3128', except: 'example.com,10.0.0.1' },
        logFormat: 'pretty',
      },
    );
  });

  const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
  const DATABASE_URL = 'postgres://user:secret@127.0.0.1:5432/bot';

  it('takes the embedded database in any folder, with a key of its own or a given one', () => {
    const { store, tokenKeys } = read({ DATA_DIR: '/var/bot', TOKEN_KEYS: KEYS });
    assert.deepEqual(store, { kind: 'pglite', folder: '/var/bot' });
    assert.equal(tokenKeys, KEYS);
    assert.equal(read({ DATA_DIR: '/var/bot' }).tokenKeys, undefined);
  });

  it('takes a PostgreSQL, whose keys must come from outside it', () => {
    const { store, tokenKeys } = read({ DATABASE_URL, DATA_DIR: '/var/bot', TOKEN_KEYS: KEYS });
    assert.deepEqual(store, { kind: 'postgres', url: DATABASE_URL });
    assert.equal(tokenKeys, KEYS);
    const small = { DATABASE_URL, TOKEN_KEYS: KEYS, DATABASE_POOL: '4' };
    assert.deepEqual(read(small).store, { kind: 'postgres', url: DATABASE_URL, connections: 4 });
    assert.deepEqual(verdicts({ ...good, DATABASE_URL }), ['TOKEN_KEYS is missing']);
  });

  it('needs no keys on a personal token, which is never kept', () => {
    const { tokenKeys } = read({ DATABASE_URL, WEBEX_ACCESS_TOKEN: 'mine' });
    assert.equal(tokenKeys, undefined);
  });

  it('refuses keys that are none without repeating them', () => {
    const problems = problemsOf({ ...good, TOKEN_KEYS: 'k1:c2hvcnQ=' });
    assert.equal(problems.length, 1);
    assert.match(problems.join(), /^TOKEN_KEYS cannot be used: /);
    assert.doesNotMatch(problems.join(), /c2hvcnQ/);
  });

  it('takes the limits, and no proxy on this machine', () => {
    const { limits } = read({
      PUBLIC_URL: 'http://127.0.0.1:3000',
      ALLOWED_DOMAINS: 'Example.com',
      RATE_LIMIT_PER_MINUTE: '5',
    });
    assert.deepEqual(limits.admission.domains, ['example.com']);
    assert.deepEqual([limits.ratePerMinute, limits.proxyHops], [5, 0]);
  });

  it('takes a port and a log level', () => {
    const { port, logLevel } = read({ PORT: '0', LOG_LEVEL: 'silent' });
    assert.deepEqual({ port, logLevel }, { port: 0, logLevel: 'silent' });
    assert.equal(read({ PORT: '65535' }).port, 65_535);
  });

  it('reads several secrets, the first first', () => {
    const { webhookSecrets } = read({
      WEBEX_WEBHOOK_SECRET: ' the-new-secret-of-mine , the-old-secret-of-mine ',
    });
    assert.deepEqual(webhookSecrets, ['the-new-secret-of-mine', 'the-old-secret-of-mine']);
  });

  it('drops blanks around values and slashes at the end of addresses', () => {
    const config = read({
      WEBEX_BOT_TOKEN: ' token\n',
      WEBEX_CLIENT_ID: ' id ',
      WEBEX_CLIENT_SECRET: ' secret ',
      PUBLIC_URL: ' https://bot.example.com/ ',
      WEBEX_API_BASE_URL: 'https://webexapis.com/v1//',
    });
    assert.equal(config.botToken, 'token');
    assert.deepEqual(config.authority, {
      kind: 'integration',
      clientId: 'id',
      clientSecret: 'secret',
    });
    assert.equal(config.publicUrl, 'https://bot.example.com');
    assert.equal(config.apiBaseUrl, 'https://webexapis.com/v1');
  });

  it('lets the personal token win over the Integration', () => {
    const { authority } = read({ WEBEX_ACCESS_TOKEN: ' mine ' });
    assert.deepEqual(authority, { kind: 'personal', token: 'mine' });
  });

  it('takes an empty line for one that is not there', () => {
    assert.equal(read({ PORT: '', LOG_LEVEL: ' ', WEBEX_ACCESS_TOKEN: '' }).port, 3000);
    assert.deepEqual(verdicts({ ...good, WEBEX_BOT_TOKEN: ' ' }), ['WEBEX_BOT_TOKEN is missing']);
  });

  for (const url of [
    'http://127.0.0.1:3000',
    'http://localhost:3000',
    'http://[::1]:3000',
    'https://127.0.0.1',
  ]) {
    it(`listens on this machine alone for ${url}`, () => {
      assert.equal(read({ PUBLIC_URL: url }).host, '127.0.0.1');
    });
  }

  it('refuses a token that no header can carry, and an address that nothing can be added to', () => {
    for (const name of ['WEBEX_BOT_TOKEN', 'WEBEX_ACCESS_TOKEN', 'WEBEX_ADMIN_TOKEN']) {
      for (const token of ['Bearer abc', '“abc”', 'abc\ndef', 'ab\u200bc'])
        assert.deepEqual(verdicts({ ...good, [name]: token }), [`${name} is not valid`]);
    }
    for (const address of [
      'https://x.example/?a=b',
      'https://x.example/#a',
      'https://u:p@x.example',
    ]) {
      assert.deepEqual(verdicts({ ...good, PUBLIC_URL: address }), ['PUBLIC_URL is not valid']);
    }
  });

  it('misses one half of the Integration', () => {
    assert.deepEqual(verdicts({ ...good, WEBEX_CLIENT_ID: undefined }), [
      'WEBEX_CLIENT_ID is missing',
    ]);
    assert.deepEqual(verdicts({ ...good, WEBEX_CLIENT_SECRET: undefined }), [
      'WEBEX_CLIENT_SECRET is missing',
    ]);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['WEBEX_WEBHOOK_SECRET', 'fifteen-letters'],
    ['WEBEX_WEBHOOK_SECRET', 'sixteen-letters!,'],
    ['WEBEX_WEBHOOK_SECRET', 'sixteen-letters!,short'],
    ['PUBLIC_URL', 'bot.example.org'],
    ['PUBLIC_URL', 'http://recordings.example.com'],
    ['PUBLIC_URL', 'http://localhost.example.com'],
    ['PUBLIC_URL', 'http://127.0.0.1.example.com'],
    ['PUBLIC_URL', 'ftp://127.0.0.1'],
    ['PUBLIC_URL', 'https://recordings.example.com/oauth/callback'],
    ['PUBLIC_URL', 'https://recordings.example.com/bot/webhook/'],
    ['WEBEX_API_BASE_URL', 'http://webexapis.com/v1'],
    ['WEBEX_U2C_URL', 'http://u2c.wbx2.com/u2c/api/v1'],
    ['WEBEX_TRANSPORT', 'sockets'],
    ['PORT', 'many'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
    ['HOST', 'http://here'],
    ['METRICS_TOKEN', 'fifteen-letters'],
    ['METRICS_PORT', 'many'],
    ['HTTPS_PROXY', 'the-proxy:3128'],
    ['DATABASE_POOL', '501'],
    ['ALLOWED_ORGS', 'some-org'],
    ['RATE_LIMIT_PER_MINUTE', 'unlimited'],
    ['PROXY_HOPS', '-7'],
  ];
  for (const [name, value] of wrong) {
    it(`refuses ${name}=${value} without repeating it`, () => {
      const problems = problemsOf({ ...good, [name]: value });
      assert.deepEqual(
        problems.map((problem) => problem.replace(/:.*/, '')),
        [`${name} is not valid`],
      );
      assert.ok(!problems.join().includes(value));
    });
  }

  it('says of what is in quotes that they are part of it, and reads on without them', () => {
    const quoted = {
      WEBEX_BOT_TOKEN: '"a token"',
      PORT: "'many'",
      DATABASE_URL: '"postgres://x/y"',
    };
    assert.deepEqual(
      problemsOf({ ...good, ...quoted }).map((one) => one.replace(/:.*/, '')),
      [
        'WEBEX_BOT_TOKEN is not valid',
        'PORT is not valid',
        'WEBEX_BOT_TOKEN is in quotes',
        'PORT is in quotes',
        'DATABASE_URL is in quotes',
        'TOKEN_KEYS is missing',
      ],
    );
    assert.deepEqual(problemsOf({ ...good, WEBEX_CLIENT_SECRET: ' "a" ' }), [
      'WEBEX_CLIENT_SECRET is in quotes: take them off, where it is set they are part of it',
    ]);
  });

  it('refuses one port for two servers, and a folder by a name of a shell’s', () => {
    assert.deepEqual(
      problemsOf({ ...good, PORT: '3000', METRICS_PORT: '3000', DATA_DIR: '~/bot' }).map((one) =>
        one.replace(/:.*/, ''),
      ),
      ['METRICS_PORT is the same as PORT', 'DATA_DIR begins with ~'],
    );
    assert.equal(readConfig({ ...good, PORT: '0', METRICS_PORT: '0' }).metrics.port, 0);
  });

  it('tells everything at once, each with what to do', () => {
    const wrongs = { PORT: 'x', LOG_LEVEL: 'x', WEBEX_API_BASE_URL: 'x', PUBLIC_URL: 'x' };
    const problems = problemsOf({ ...wrongs, WEBEX_TRANSPORT: 'webhook' });
    assert.deepEqual(problems.map((problem) => problem.replace(/:.*/, '')).sort(), [
      'LOG_LEVEL is not valid',
      'PORT is not valid',
      'PUBLIC_URL is not valid',
      'WEBEX_ACCESS_TOKEN is missing',
      'WEBEX_API_BASE_URL is not valid',
      'WEBEX_BOT_TOKEN is missing',
      'WEBEX_CLIENT_ID is missing',
      'WEBEX_CLIENT_SECRET is missing',
      'WEBEX_WEBHOOK_SECRET is missing',
    ]);
    for (const problem of problems) assert.match(problem, /: .{20}/);
  });
});

const ORG = '11111111-2222-4333-8444-555555555555';
function limitsFor(env: Environment = {}, loopback = false): Config['limits'] {
  return read(loopback ? { ...env, PUBLIC_URL: 'http://127.0.0.1:3000' } : env).limits;
}

/** The variables that are refused. */
function wrong(env: Environment): string[] {
  return problemsOf({ ...good, ...env }).map((one) => one.replace(/ is not valid: \S.*/, ''));
}

describe('the limits in the environment', () => {
  it('serve everybody, at thirty a minute, behind one proxy, when nothing is said', () => {
    assert.deepEqual(limitsFor(), {
      admission: { orgs: [], domains: [], people: [] },
      ratePerMinute: 600,
      proxyHops: 1,
      allowPurge: false,
    });
  });

  it('take organisations and people as ids or UUIDs, everything in any case', () => {
    const id = (type: string): string =>
      Buffer.from(`ciscospark://us/${type}/${ORG}`).toString('base64');
    const { admission } = limitsFor({
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
    assert.deepEqual(limitsFor({ RATE_LIMIT_PER_MINUTE: '5', PROXY_HOPS: '2' }).proxyHops, 2);
    assert.equal(limitsFor({ RATE_LIMIT_PER_MINUTE: '5' }).ratePerMinute, 5);
    for (const name of ['RATE_LIMIT_PER_MINUTE', 'PROXY_HOPS']) {
      for (const value of ['-1', '1.5', 'many', '100000']) {
        assert.deepEqual(wrong({ [name]: value }), [name], value);
      }
    }
    assert.deepEqual(wrong({ RATE_LIMIT_PER_MINUTE: '0' }), ['RATE_LIMIT_PER_MINUTE']);
  });

  it('take no proxy for granted on this machine', () => {
    assert.equal(limitsFor({}, true).proxyHops, 0);
    assert.equal(limitsFor({ PROXY_HOPS: '1' }, true).proxyHops, 1);
    assert.equal(limitsFor({ PROXY_HOPS: '0' }).proxyHops, 0);
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
