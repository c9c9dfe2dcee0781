import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSigned } from '../../../src/http/webhook.js';
import { sparkSignature, webexSignature } from '../../http/sign.js';

const body = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const secret = fc.string({ minLength: 16, maxLength: 40 });

function flipped(bytes: Buffer, at: number): Buffer {
  const bit = at % (bytes.length * 8);
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}

/** Hex in small or in capital letters is the same hex. */
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

describe('isSigned, whatever was signed', () => {
  it('takes what was signed, with both headers or the first alone', () => {
    fc.assert(
      fc.property(body, secret, secret, (bytes, ours, other) => {
        const spark = sparkSignature(bytes, ours);
        const webex = webexSignature(bytes, ours);
        assert.ok(isSigned(bytes, { spark, webex }, [other, ours]));
        assert.ok(isSigned(bytes, { spark, webex: undefined }, [ours]));
      }),
    );
  });

  it('refuses it with any bit of the body flipped', () => {
    fc.assert(
      fc.property(body, secret, fc.nat(), (bytes, ours, at) => {
        const signatures = {
          spark: sparkSignature(bytes, ours),
          webex: webexSignature(bytes, ours),
        };
        assert.ok(!isSigned(flipped(bytes, at), signatures, [ours]));
        assert.ok(!isSigned(flipped(bytes, at), { ...signatures, webex: undefined }, [ours]));
      }),
    );
  });

  it('refuses it with any bit of a signature flipped', () => {
    fc.assert(
      fc.property(body, secret, fc.nat(), fc.constantFrom(0, 1, 2), (bytes, ours, at, which) => {
        const spark = sparkSignature(bytes, ours);
        const hexes = [
          spark,
          ...webexSignature(bytes, ours)
            .split(', ')
            .map((part) => part.slice(8)),
        ];
        const wrong = hexes.map((hex, index) =>
          index === which ? flipped(Buffer.from(hex), at).toString('latin1') : hex,
        );
        fc.pre(!wrong.every((hex, index) => same(hex, hexes[index] ?? '')));
        const [first = '', second = '', third = ''] = wrong;
        const signatures = { spark: first, webex: `SHA-256=${second}, SHA-512=${third}` };
        assert.ok(!isSigned(bytes, signatures, [ours]));
      }),
    );
  });

  it('refuses another’s secret', () => {
    fc.assert(
      fc.property(body, secret, secret, (bytes, ours, other) => {
        fc.pre(ours !== other);
        assert.ok(
          !isSigned(bytes, { spark: sparkSignature(bytes, other), webex: undefined }, [ours]),
        );
      }),
    );
  });
});
