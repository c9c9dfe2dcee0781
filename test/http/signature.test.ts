import assert from 'node:assert/strict';
import { isSigned } from '../../src/http/webhook.js';
import { sparkSignature, webexSignature } from './sign.js';

const body = Buffer.from('{"resource":"messages"}');
const secret = 'the-secret-that-signs';
const spark = sparkSignature(body, secret);
const webex = webexSignature(body, secret);
const wrong = (hex: string): string => hex.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const [sha256 = '', sha512 = ''] = webex.split(', ');

describe('isSigned', () => {
  const cases: readonly (readonly [string, boolean, string | undefined, string | undefined])[] = [
    ['the first header alone', true, spark, undefined],
    ['the first header in capitals', true, spark.toUpperCase(), undefined],
    ['both headers', true, spark, webex],
    [
      'both headers, the second in the other order and case',
      true,
      spark,
      `sha-512=${sha512.slice(8)},sha-256=${sha256.slice(8)}`,
    ],
    ['the second header with one hash', true, spark, sha512],
    ['a hash that we do not know besides one that we do', true, spark, `SHA-1024=aa, ${sha256}`],
    ['no header', false, undefined, undefined],
    ['the second header alone', false, undefined, webex],
    ['a wrong first header', false, wrong(spark), undefined],
    ['a wrong first and a right second header', false, wrong(spark), webex],
    ['a short first header', false, spark.slice(0, -1), undefined],
    ['an empty first header', false, '', undefined],
    ['a wrong SHA-256', false, spark, `${wrong(sha256)}, ${sha512}`],
    ['a wrong SHA-512', false, spark, `${sha256}, ${wrong(sha512)}`],
    ['an empty second header', false, spark, ''],
    ['a second header of unknown hashes', false, spark, 'MD5=aa'],
    ['a hash without a value', false, spark, 'SHA-256'],
  ];
  for (const [what, expected, first, second] of cases) {
    it(`${expected ? 'takes' : 'refuses'} ${what}`, () => {
      assert.equal(isSigned(body, { spark: first, webex: second }, [secret]), expected);
    });
  }

  it('takes any of several secrets, whichever stands where', () => {
    const other = 'another-secret-of-ours';
    for (const secrets of [
      [secret, other],
      [other, secret],
    ]) {
      assert.ok(isSigned(body, { spark, webex }, secrets));
    }
    assert.ok(!isSigned(body, { spark, webex }, [other]));
    assert.ok(!isSigned(body, { spark, webex }, []));
  });

  it('wants both headers from the same secret', () => {
    const other = 'another-secret-of-ours';
    const mixed = { spark, webex: webexSignature(body, other) };
    assert.ok(!isSigned(body, mixed, [secret, other]));
  });

  it('is about the very bytes', () => {
    assert.ok(!isSigned(Buffer.from('{"resource": "messages"}'), { spark, webex }, [secret]));
  });
});
