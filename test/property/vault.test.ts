import fc from 'fast-check';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseKeyRing } from '../../src/accounts/keys.js';
import { SealError, createVault } from '../../src/accounts/vault.js';

const key = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const k1 = key('k1');
const k2 = key('k2');
const vault = createVault(parseKeyRing(`${k1},${k2}`));

const text = fc.string({ unit: 'binary', maxLength: 300 });
const purpose = fc.oneof(
  fc.uuid().map((id) => `account:${id}`),
  fc.string({ unit: 'binary' }),
);
const closed = (sealed: string, what: string): void => {
  assert.throws(() => vault.open(sealed, what), SealError);
};

describe('the vault, whatever it is given', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(text, purpose, (secret, what) => {
        assert.equal(vault.open(vault.seal(secret, what), what), secret);
      }),
    );
  });

  it('never opens for another purpose', () => {
    fc.assert(
      fc.property(text, purpose, purpose, (secret, what, other) => {
        fc.pre(what !== other);
        closed(vault.seal(secret, what), other);
      }),
    );
  });

  it('never opens with a flipped bit, wherever it is', () => {
    fc.assert(
      fc.property(text, purpose, fc.nat(), fc.nat(7), (secret, what, place, bit) => {
        const sealed = vault.seal(secret, what);
        const bytes = Buffer.from(sealed, 'latin1');
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        closed(bytes.toString('latin1'), what);
      }),
      { numRuns: 2000 },
    );
  });

  it('never opens with any one letter changed, though it decode to the same', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .';
    const sealed = vault.seal('four', 'p');
    for (let at = 0; at < sealed.length; at += 1) {
      for (const letter of letters) {
        if (sealed[at] !== letter) closed(sealed.slice(0, at) + letter + sealed.slice(at + 1), 'p');
      }
    }
  });

  it('never opens cut short or made longer', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.string({ minLength: 1 }), (secret, place, more) => {
        const sealed = vault.seal(secret, 'p');
        closed(sealed.slice(0, place % sealed.length), 'p');
        closed(sealed.slice(place % sealed.length || 1), 'p');
        closed(sealed + more, 'p');
        closed(more + sealed, 'p');
      }),
    );
  });

  it('never opens with parts of another, for the same purpose or not', () => {
    fc.assert(
      fc.property(text, text, fc.subarray([0, 1, 2, 3, 4]), (one, other, taken) => {
        const from = vault.seal(other, 'p').split('.');
        const into = vault.seal(one, 'p').split('.');
        const mixed = into.map((part, i) => (taken.includes(i) ? (from[i] ?? '') : part));
        const whole = [2, 3, 4].filter((i) => mixed[i] === into[i]).length;
        fc.pre(whole !== 3 && [2, 3, 4].some((i) => mixed[i] !== from[i]));
        closed(mixed.join('.'), 'p');
      }),
    );
  });

  it('never opens with a wrong key, under the same id or another of the ring', () => {
    fc.assert(
      fc.property(text, purpose, (secret, what) => {
        const sealed = vault.seal(secret, what);
        for (const ring of [key('k1'), key('other'), `${k2},${key('k1')}`]) {
          assert.throws(() => createVault(parseKeyRing(ring)).open(sealed, what), SealError);
        }
        closed(sealed.replace(/^v1\.k1\./, 'v1.k2.'), what);
      }),
    );
  });

  it('never opens text that it did not make', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (made) => {
        closed(made, 'p');
        closed(`v1.k1.${made}`, 'p');
      }),
    );
  });
});
