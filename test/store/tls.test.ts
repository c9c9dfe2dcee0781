import assert from 'node:assert/strict';
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
        assert.equal(error.name, 'StoreError');
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
