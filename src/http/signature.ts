import { createHmac, timingSafeEqual } from 'node:crypto';

/** The two headers that Webex signs a webhook with. */
export interface Signatures {
  /** `X-Spark-Signature`: hex HMAC-SHA1 of the raw body. Required. */
  readonly spark: string | undefined;
  /** `X-Webex-Signature`: `SHA-256=<hex>, SHA-512=<hex>` of the same. Checked when it is there. */
  readonly webex: string | undefined;
}

/**
 * Whether Webex sent these bytes.
 *
 * @param body the raw bytes: parsing and writing them again gives others
 * @param secrets any of them may have signed, so that one can be rotated in
 */
export function isSigned(
  body: Buffer,
  { spark, webex }: Signatures,
  secrets: readonly string[],
): boolean {
  if (spark === undefined) return false;
  // Every secret is tried, so that the time taken does not tell which one it was.
  return secrets.map((secret) => fits(body, spark, webex, secret)).includes(true);
}

function fits(body: Buffer, spark: string, webex: string | undefined, secret: string): boolean {
  const sha1 = equal(spark, hmac('sha1', body, secret));
  if (webex === undefined) return sha1;
  const stated = new Map(
    webex.split(',').map((part) => {
      const [algorithm = '', hex = ''] = part.trim().split('=');
      return [algorithm.toUpperCase(), hex] as const;
    }),
  );
  const known = (['SHA-256', 'SHA-512'] as const).filter((name) => stated.has(name));
  const strong = known.map((name) =>
    equal(stated.get(name) ?? '', hmac(name.replace('-', '').toLowerCase(), body, secret)),
  );
  return sha1 && strong.length > 0 && !strong.includes(false);
}

function hmac(algorithm: string, body: Buffer, secret: string): string {
  return createHmac(algorithm, secret).update(body).digest('hex');
}

function equal(given: string, wanted: string): boolean {
  const one = Buffer.from(given.toLowerCase());
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
