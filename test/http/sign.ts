import { createHmac } from 'node:crypto';

function hmac(algorithm: string, body: string | Buffer, secret: string): string {
  return createHmac(algorithm, secret).update(body).digest('hex');
}

/** `X-Spark-Signature`, by Webex's documents and not by our code. */
export function sparkSignature(body: string | Buffer, secret: string): string {
  return hmac('sha1', body, secret);
}

/** `X-Webex-Signature`. */
export function webexSignature(body: string | Buffer, secret: string): string {
  return `SHA-256=${hmac('sha256', body, secret)}, SHA-512=${hmac('sha512', body, secret)}`;
}
