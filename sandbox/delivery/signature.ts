import { createHmac } from 'node:crypto';

/** The signature headers that Webex sends with a webhook that has a secret. */
export function signatureHeaders(body: Buffer, secret: string): Record<string, string> {
  const hmac = (algorithm: string): string =>
    createHmac(algorithm, secret).update(body).digest('hex');
  return {
    'X-Spark-Signature': hmac('sha1'),
    'X-Webex-Signature': `SHA-256=${hmac('sha256')}, SHA-512=${hmac('sha512')}`,
  };
}
