import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import {
  type RecordingEvent,
  type WebexEvent,
  recordingEvent,
  webexEvent,
} from '../events/event.js';
import { isSigned } from './signature.js';

/** What the receiver needs. */
export interface WebhookDeps {
  /** All verify; see the configuration for which one signs. */
  readonly secrets: readonly string[];
  /** Takes an event in; settles once it is kept. A rejection becomes 503, and Webex counts it. */
  readonly accept: (event: WebexEvent) => Promise<void>;
  /** The same for a recording of somebody that became ready. */
  readonly hear?: (event: RecordingEvent) => Promise<void>;
}

const LARGEST_BODY = '64kb';

/** The least that any webhook carries; what else there is differs by resource. */
const envelope = z.object({
  resource: z.string(),
  event: z.string(),
  data: z.looseObject({ id: z.string() }),
});

/**
 * POST /webhook: size, type, signature, shape, in this order, and nothing is acted on before all
 * hold. Answers 200 as soon as the event is kept.
 * https://developer.webex.com/docs/webhooks
 */
export function webhookRouter({ secrets, accept, hear }: WebhookDeps): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: LARGEST_BODY, inflate: false });
  router.post('/webhook', requireJson, raw, async (request: Request, response: Response) => {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const signatures = {
      spark: request.get('x-spark-signature'),
      webex: request.get('x-webex-signature'),
    };
    if (!isSigned(bytes, signatures, secrets)) {
      response.sendStatus(401);
      return;
    }
    const json = parsed(bytes);
    if (!envelope.safeParse(json).success) {
      response.sendStatus(400);
      return;
    }
    // Webhooks of resources that the bot does not listen to are none of its business, nor wrong.
    const event = webexEvent.safeParse(json);
    if (event.success) await accept(event.data);
    const ready = recordingEvent.safeParse(json);
    if (ready.success) await hear?.(ready.data);
    // No body: nobody reads one, and Express would hash it for an ETag.
    response.status(200).end();
  });
  return router;
}

function requireJson(request: Request, response: Response, next: () => void): void {
  if (request.is('application/json') === false) response.sendStatus(415);
  else next();
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
