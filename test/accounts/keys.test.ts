import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  KEY_FILE,
  KeyRingError,
  joinKeyRings,
  makeKeyFile,
  openTokenKeys,
  parseKeyRing,
  readKeyFile,
} from '../../src/accounts/keys.js';

const env = (id: string, n: number): string => `${id}:${Buffer.alloc(32, n).toString('base64')}`;

describe('the key kept beside the data', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bot-keys-'));
    path = join(folder, KEY_FILE);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('accounts/keys: the file', () => {
    it('is made once, for its owner alone, and found again', () => {
      assert.equal(readKeyFile(folder), undefined);
      const made = makeKeyFile(folder);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(folder), [KEY_FILE]);
      const found = readKeyFile(folder);
      assert.ok(found?.first.secret.equals(made.first.secret));
      assert.equal(made.first.secret.symmetricKeySize, 32);
    });

    it('is another one in another folder', () => {
      const other = mkdtempSync(join(tmpdir(), 'bot-keys-'));
      const same = makeKeyFile(folder).first.secret.equals(makeKeyFile(other).first.secret);
      rmSync(other, { recursive: true });
      assert.equal(same, false);
    });

    it('never takes the place of one that is there', () => {
      const made = makeKeyFile(folder);
      const before = readFileSync(path, 'utf8');
      assert.ok(makeKeyFile(folder).first.secret.equals(made.first.secret));
      assert.equal(readFileSync(path, 'utf8'), before);
      assert.deepEqual(readdirSync(folder), [KEY_FILE]);
    });

    it('gets past what a crash left while it was made', () => {
      writeFileSync(`${path}.${process.pid}`, 'k1:half');
      makeKeyFile(folder);
      assert.deepEqual(readdirSync(folder), [KEY_FILE]);
    });

    for (const mode of [0o640, 0o604, 0o660, 0o606, 0o644, 0o610]) {
      it(`is refused with mode ${mode.toString(8)}`, () => {
        makeKeyFile(folder);
        chmodSync(path, mode);
        const message = `${path} can be read by others: chmod 600 it.`;
        assert.throws(() => readKeyFile(folder), { name: 'KeyRingError', message });
        assert.throws(() => makeKeyFile(folder), { name: 'KeyRingError', message });
      });
    }

    it('is refused when it holds something else, without a word of it', () => {
      for (const text of ['', 'secret-but-no-key']) {
        writeFileSync(path, text, { mode: 0o600 });
        assert.throws(
          () => readKeyFile(folder),
          (error) =>
            error instanceof Error &&
            error.name === 'KeyRingError' &&
            error.message.startsWith(`${path} cannot be used`) &&
            !error.message.includes('secret'),
        );
      }
    });

    it('says so when it cannot be written or read', () => {
      assert.throws(() => makeKeyFile(join(folder, 'nowhere')), {
        name: 'KeyRingError',
        message: /nowhere.*cannot be written/,
      });
      writeFileSync(join(folder, 'file'), '');
      assert.equal(readKeyFile(join(folder, 'file')), undefined);
      assert.throws(() => makeKeyFile(join(folder, 'file')), {
        name: 'KeyRingError',
        message: /cannot be written/,
      });
      mkdirSync(join(folder, KEY_FILE), { mode: 0o700 });
      assert.throws(() => readKeyFile(folder), {
        name: 'KeyRingError',
        message: /cannot be read/,
      });
    });
  });

  describe('accounts/keys: TOKEN_KEYS', () => {
    it('is TOKEN_KEYS where they are set, and then no file is made', () => {
      assert.equal(openTokenKeys({ tokenKeys: env('a', 1) }).first.id, 'a');
      assert.equal(openTokenKeys({ tokenKeys: env('a', 1), folder }).first.id, 'a');
      assert.equal(existsSync(path), false);
    });

    it('makes a file on the embedded database without them', () => {
      const made = openTokenKeys({ folder });
      assert.ok(existsSync(path));
      assert.ok(openTokenKeys({ folder }).first.secret.equals(made.first.secret));
    });

    it('still opens with the file what was sealed before they were set', () => {
      const made = openTokenKeys({ folder });
      const ring = openTokenKeys({ tokenKeys: env('k1', 1), folder });
      assert.equal(ring.first.id, 'k1');
      assert.ok(ring.find(made.first.id)?.secret.equals(made.first.secret));
    });

    it('is refused without either', () => {
      assert.throws(() => openTokenKeys({}), {
        name: 'KeyRingError',
        message: /^TOKEN_KEYS is missing.*openssl rand/,
      });
    });
  });
});

const bytes = (n: number, length = 32): string => Buffer.alloc(length, n).toString('base64');
const secretOf = (ring: ReturnType<typeof parseKeyRing>, id: string): Buffer | undefined =>
  ring.find(id)?.secret.export();

describe('accounts/keys: a ring', () => {
  it('seals with the first, finds all', () => {
    const ring = parseKeyRing(` k-1:${bytes(1)}, K_2:${bytes(2)}\n`);
    assert.equal(ring.first.id, 'k-1');
    assert.deepEqual(secretOf(ring, 'k-1'), Buffer.alloc(32, 1));
    assert.deepEqual(secretOf(ring, 'K_2'), Buffer.alloc(32, 2));
    assert.equal(ring.find('k_2'), undefined);
  });

  it('takes base64 in either alphabet, padded or not', () => {
    const all = Buffer.alloc(32, 0xfb);
    for (const text of [all.toString('base64'), all.toString('base64url')]) {
      assert.deepEqual(secretOf(parseKeyRing(`k:${text}`), 'k'), all);
    }
  });

  const bad: [string, string, RegExp][] = [
    ['nothing', '', /entry 1 is not/],
    ['no id', bytes(1), /entry 1 is not/],
    ['an empty id', `:${bytes(1)}`, /entry 1 is not/],
    ['a dot in the id', `k.1:${bytes(1)}`, /entry 1 is not/],
    ['an id without end', `${'k'.repeat(33)}:${bytes(1)}`, /entry 1 is not/],
    ['a short key', `k:${bytes(1, 31)}`, /32 bytes/],
    ['a long key', `k:${bytes(1, 33)}`, /32 bytes/],
    ['hex', `k:${'ab'.repeat(32)}`, /entry 1 is not/],
    ['a comma at the end', `k:${bytes(1)},`, /entry 2 is not/],
    ['an id twice', `k:${bytes(1)},k:${bytes(2)}`, /entry 2 has the id of an earlier one/],
    ['two mistakes', `x,k:${bytes(1)},y`, /entry 1 is not.*entry 3 is not/],
  ];
  for (const [what, text, said] of bad) {
    it(`refuses ${what}, and says how to make one`, () => {
      assert.throws(() => parseKeyRing(text), { name: 'KeyRingError', message: said });
      assert.throws(() => parseKeyRing(text), /^KeyRingError: TOKEN_KEYS .*openssl rand/);
      assert.throws(() => parseKeyRing(text, 'a file'), /^KeyRingError: a file /);
    });
  }

  it('shows no key: not in an error, not when it is looked at', () => {
    const key = bytes(7);
    assert.throws(
      () => parseKeyRing(`${key},k:${key}x,${key}:k`),
      (error) => error instanceof KeyRingError && !inspect(error).includes(key.slice(0, 8)),
    );
    const ring = parseKeyRing(`k:${key}`);
    const seen = inspect(ring.first, { depth: 9, showHidden: true }) + JSON.stringify(ring);
    assert.ok(!seen.includes(key.slice(0, 8)));
    assert.doesNotMatch(seen, /07 07|07, ?7|7, ?7/);
  });

  it('joins two: the first one’s first seals, and its ids win', () => {
    const ring = joinKeyRings(
      parseKeyRing(`new:${bytes(1)}`),
      parseKeyRing(`old:${bytes(2)},new:${bytes(3)}`),
    );
    assert.equal(ring.first.id, 'new');
    assert.deepEqual(secretOf(ring, 'new'), Buffer.alloc(32, 1));
    assert.deepEqual(secretOf(ring, 'old'), Buffer.alloc(32, 2));
  });
});
