import express, { type Request, type Response, Router } from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RecordingEvent, WebexEvent } from '../events/event.js';
import { envelope, recordingEvent, secretsFor, webexEvent } from '../events/event.js';
import { parsedJson } from '../util/present.js';

export interface WebhookDeps {
  /** All verify; the configuration says which one signs. */
  readonly secrets: readonly string[];
  /** Settles once the event is stored. A rejection becomes 503, which Webex counts as a failed delivery. */
  readonly accept: (event: WebexEvent) => Promise<void>;
  /** The same for a recording that became ready. */
  readonly onRecordingReady?: (event: RecordingEvent) => Promise<void>;
}

const LARGEST_BODY = '64kb';

/**
 * POST /webhook: checks size, type, signature and shape, in this order, before anything is acted on. The body's
 * own words only choose which secret must have signed it. Answers 200 as soon as the event is stored.
 * https://developer.webex.com/docs/webhooks
 */
export function webhookRouter({ secrets, accept, onRecordingReady }: WebhookDeps): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: LARGEST_BODY, inflate: false });
  router.post('/webhook', requireJson, raw, async (request: Request, response: Response) => {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const signatures = {
      spark: request.get('x-spark-signature'),
      webex: request.get('x-webex-signature'),
    };
    const json = parsedJson(bytes.toString('utf8'));
    if (!isSigned(bytes, signatures, secretsFor(json, secrets))) {
      response.sendStatus(401);
      return;
    }
    if (!envelope.safeParse(json).success) {
      response.sendStatus(400);
      return;
    }
    // Other resources are valid, but not used.
    const event = webexEvent.safeParse(json);
    if (event.success) await accept(event.data);
    else {
      const ready = recordingEvent.safeParse(json);
      if (ready.success) await onRecordingReady?.(ready.data);
    }
    // No body: nobody reads one, and Express would hash it for an ETag.
    response.status(200).end();
  });
  return router;
}

function requireJson(request: Request, response: Response, next: () => void): void {
  if (request.is('application/json') === false) response.sendStatus(415);
  else next();
}

interface Signatures {
  /** `X-Spark-Signature`: hex HMAC-SHA1 of the raw body. Required. */
  readonly spark: string | undefined;
  /** `X-Webex-Signature`: `SHA-256=<hex>, SHA-512=<hex>` of the same. Checked when it is there. */
  readonly webex: string | undefined;
}

/** True when one of the secrets signed the raw bytes; there are several while they are rotated. */
export function isSigned(
  body: Buffer,
  { spark, webex }: Signatures,
  secrets: readonly string[],
): boolean {
  if (spark === undefined) return false;
  // Tries every secret, so that the time taken does not reveal which one fits.
  const fitting = secrets.filter((secret) => equal(spark, hmac('sha1', body, secret)));
  return webex === undefined
    ? fitting.length > 0
    : fitting.some((secret) => fitsToo(body, webex, secret));
}

function fitsToo(body: Buffer, webex: string, secret: string): boolean {
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
  return strong.length > 0 && !strong.includes(false);
}

function hmac(algorithm: string, body: Buffer, secret: string): string {
  return createHmac(algorithm, secret).update(body).digest('hex');
}

function equal(given: string, wanted: string): boolean {
  const one = Buffer.from(given.toLowerCase());
  const other = Buffer.from(wanted);
  return one.length === other.length && timingSafeEqual(one, other);
}
