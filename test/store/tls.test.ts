import assert from 'node:assert/strict';
import { StoreError, whyNotOpened } from '../../src/store/errors.js';
import { type Address, atAddressOf } from '../../src/store/tls.js';
import type { StoreConfig } from '../../src/store/store.js';
import { describePostgres } from '../support/databases.js';
import { CA_FILE, startTlsFront } from './tls-front.js';

describePostgres('PostgreSQL behind TLS, as hosts give it', ({ fresh, open }) => {
  async function freshUrl(): Promise<URL> {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    return new URL(wish.url);
  }
  const at = (url: URL | string): StoreConfig => ({ kind: 'postgres', url: String(url) });

  let front: Awaited<ReturnType<typeof startTlsFront>>;
  let url: URL;
  beforeEach(async () => {
    url = await freshUrl();
    front = await startTlsFront(Number(url.port));
    url.port = String(front.port);
  });
  afterEach(() => front.stop());
  const by = (params: Record<string, string>, host = '127.0.0.1'): StoreConfig => {
    const address = new URL(url);
    address.hostname = host;
    for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
    return at(address);
  };

  for (const [what, params, host] of [
    ['without a word about it', {}, '127.0.0.1'],
    ['with sslmode=prefer', { sslmode: 'prefer' }, '127.0.0.1'],
    ['with sslmode=require', { sslmode: 'require' }, '127.0.0.1'],
    ['with ssl=true', { ssl: 'true' }, '127.0.0.1'],
    ['with sslmode=no-verify', { sslmode: 'no-verify' }, '127.0.0.1'],
    ['with the CA file', { sslmode: 'verify-ca', sslrootcert: CA_FILE }, '127.0.0.1'],
    [
      'with sslmode=require and the CA file',
      { sslmode: 'require', sslrootcert: CA_FILE },
      '127.0.0.1',
    ],
    [
      'with the CA file and its name',
      { sslmode: 'verify-full', sslrootcert: CA_FILE },
      'localhost',
    ],
  ] as const) {
    it(`works ${what}`, async () => {
      const store = await open(by(params, host));
      await store.ping();
      assert.equal(await store.locks.tryTake('a line'), true);
      assert.ok(front.encrypted() >= 3, 'the start, the pool and the locks');
      await store.close();
    });
  }

  for (const [what, params, message] of [
    ['the CA is not known', { sslmode: 'verify-full' }, /not known here: add sslrootcert=/],
    [
      'the name is another',
      { sslmode: 'verify-full', sslrootcert: CA_FILE },
      /for another name than the host/,
    ],
    ['TLS is off', { sslmode: 'disable' }, /without TLS: set sslmode=require/],
    ['the CA file is not there', { sslrootcert: '/nowhere/ca.pem' }, /sslrootcert.+cannot be read/],
    ['the CA file is none', { sslrootcert: import.meta.filename }, /not in PEM format/],
    ['the mode is none', { sslmode: 'always' }, /set one of disable, prefer, require/],
  ] as const) {
    it(`says what to set when ${what}`, async () => {
      await assert.rejects(open(by(params)), (error: Error) => {
        assert.ok(error instanceof StoreError);
        assert.equal(whyNotOpened(error), 'wrong');
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /BEGIN|127\.0\.0\.1|nowhere/);
        return true;
      });
    });
  }

  it('says what to set when there is none', async () => {
    const plain = await freshUrl();
    plain.searchParams.set('sslmode', 'require');
    await assert.rejects(open(at(plain)), { message: /does not speak TLS: take sslmode out/ });
  });
});

describe('an address of PostgreSQL', () => {
  const KEY_FILE = CA_FILE.replace('ca.pem', 'server-key.pem');
  const CERT_FILE = CA_FILE.replace('ca.pem', 'server.pem');
  const PLAIN = 'postgres://bot:p%40ss@db.example.com/bot';
  /** As a server says it that takes no connection without TLS. */
  const asks = Object.assign(new Error('no pg_hba.conf entry, no encryption'), { code: '28000' });
  const hasNone = new Error('The server does not support SSL connections');

  /** In words, how each way is tried until none is left. */
  async function waysOf(query: string, failure: Error = asks): Promise<string[]> {
    const ways: string[] = [];
    const refusing = ({ connectionString, ssl }: Address): Promise<never> => {
      assert.equal(connectionString, PLAIN);
      if (ssl === false) ways.push('plain');
      else {
        const { rejectUnauthorized, checkServerIdentity, ca, cert, key } = ssl;
        const files = Object.entries({ ca, cert, key }).flatMap(([name, text]) =>
          text === undefined ? [] : [name],
        );
        const isChecked = rejectUnauthorized !== false;
        const name = isChecked && checkServerIdentity !== undefined ? ' for any name' : '';
        const how = isChecked ? `checked${name}` : 'unchecked';
        ways.push([how, ...files].join(' + '));
      }
      return Promise.reject(failure);
    };
    await assert.rejects(atAddressOf(`${PLAIN}${query}`, refusing), (error) => error === failure);
    return ways;
  }

  const ca = `sslrootcert=${CA_FILE}`;
  for (const [query, ...ways] of [
    ['', 'plain', 'unchecked'],
    ['?sslmode=prefer', 'plain', 'unchecked'],
    ['?sslmode=allow', 'plain', 'unchecked'],
    ['?sslmode=', 'plain', 'unchecked'],
    ['?sslmode=disable', 'plain'],
    ['?ssl=false', 'plain'],
    ['?ssl=0', 'plain'],
    ['?ssl=true', 'unchecked'],
    ['?ssl=1', 'unchecked'],
    ['?sslmode=require', 'unchecked'],
    ['?sslmode=require&uselibpqcompat=true', 'unchecked'],
    ['?sslmode=no-verify', 'unchecked'],
    [`?sslmode=require&${ca}`, 'checked for any name + ca'],
    [`?sslmode=verify-ca&${ca}`, 'checked for any name + ca'],
    [`?sslmode=verify-full&${ca}`, 'checked + ca'],
    [`?${ca}`, 'checked + ca'],
    ['?sslrootcert=system', 'checked'],
    ['?sslmode=verify-full', 'checked'],
    [`?ssl=false&sslmode=verify-full`, 'checked'],
    [`?sslmode=require&sslcert=${CERT_FILE}&sslkey=${KEY_FILE}`, 'unchecked + cert + key'],
  ] as const) {
    it(`is tried as psql would${query === '' ? '' : ` with ${query.replaceAll(/=\/[^&]+\//g, '=')}`}`, async () =>
      assert.deepEqual(await waysOf(query), ways));
  }

  it('is tried with TLS only where the server asks for it', async () => {
    assert.deepEqual(await waysOf('', new Error('password authentication failed')), ['plain']);
  });

  it('fails as the server said first where it has no TLS either', async () => {
    const failures = [asks, hasNone];
    const connect = (): Promise<never> => Promise.reject(failures.shift() ?? asks);
    await assert.rejects(atAddressOf(PLAIN, connect), (error) => error === asks);
    assert.deepEqual(failures, []);
  });

  it('keeps what has nothing to do with TLS', async () => {
    const url = `${PLAIN}?application_name=bot&sslmode=disable`;
    const used = await atAddressOf(url, ({ connectionString }) =>
      Promise.resolve(connectionString),
    );
    assert.equal(used, `${PLAIN}?application_name=bot`);
  });

  it('is none with a key that does not fit its certificate, or without it', async () => {
    const never = (): Promise<never> => assert.fail('connected after all');
    for (const query of [`?sslcert=${CA_FILE}&sslkey=${KEY_FILE}`, `?sslkey=${CA_FILE}`]) {
      await assert.rejects(atAddressOf(`${PLAIN}${query}`, never), StoreError);
    }
  });
});
