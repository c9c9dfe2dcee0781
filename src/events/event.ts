import { z } from 'zod';
import { lenient } from '../util/present.js';
import { webhookSecret } from '../util/webhook-secret.js';
import { uuidOf } from '../webex/ids.js';
import { moment } from '../webex/lists.js';

/** Printable and short: what the database cannot store would be delivered again and again. */
const token = z.string().regex(/^[\x21-\x7e]{1,500}$/);
const word = z.string().regex(/^[\x20-\x7e]{0,100}$/);
/** Anything but text is dropped, where the event does not need it. */
const noText = z
  .custom((value) => typeof value !== 'string')
  .transform(() => undefined)
  .optional();

/** Common to the webhooks of all resources; anything else is no event of Webex's. */
export const envelope = z.object({
  id: token.or(noText),
  resource: word,
  event: word,
  actorId: token.or(noText),
  createdBy: token.or(noText),
  data: z.looseObject({
    id: token,
    roomId: token.or(noText),
    roomType: word.or(noText),
    personId: token.or(noText),
    created: word.or(noText),
  }),
});

const signedBy = envelope.pick({ resource: true, event: true, createdBy: true });

/**
 * The configured secrets that may have signed this body: its own webhook's, and the configured one itself,
 * which earlier versions gave to all.
 */
export function secretsFor(body: unknown, configured: readonly string[]): string[] {
  const read = signedBy.safeParse(body);
  if (!read.success) return [...configured];
  const { resource, event, createdBy } = read.data;
  const owner = resource === 'recordings' ? uuidOf(createdBy ?? '') : undefined;
  const kind = { resource, event, owner };
  return configured.flatMap((secret) => [webhookSecret(secret, kind), secret]);
}

/**
 * A webhook's body, as far as we use it. It says that something happened, never what was said:
 * https://developer.webex.com/docs/webhooks
 */
export const webexEvent = z.object({
  resource: z.string(),
  event: z.string(),
  actorId: lenient(z.string()),
  data: z.object({
    id: z.string().min(1),
    roomId: z.string().min(1),
    roomType: lenient(z.string()),
    personId: z.string().min(1),
    /** ISO 8601; the same in every delivery. */
    created: lenient(moment),
  }),
});
export type WebexEvent = z.infer<typeof webexEvent>;

/** The same for every delivery of an event, whichever webhook delivers it. */
export function idempotencyKey({ resource, event, data: { id, created } }: WebexEvent): string {
  const key = `${resource}:${event}:${id}`;
  // The id of a membership stands for a person and a space: the same for each stay there.
  return resource === 'memberships' && created !== undefined ? `${key}:${created}` : key;
}

/**
 * A person's recording is ready. The webhook was made with that person's token, so its id says whom to
 * notify. Only the recording's id is used; all else is read from Webex in their name.
 * https://developer.webex.com/docs/webhooks
 */
export const recordingEvent = z.object({
  /** Of the webhook. */
  id: z.string().min(1),
  resource: z.literal('recordings'),
  event: z.literal('created'),
  /** Whose token made the webhook. */
  createdBy: lenient(z.string()),
  data: z.object({ id: z.string().regex(/^[\w=-]{1,200}$/) }),
});
export type RecordingEvent = z.infer<typeof recordingEvent>;

/** A `change` must not overtake another change; a `stop` waits for nothing. */
export type Intent = 'view' | 'change' | 'stop';

/** It is not this event's turn yet: the event waits. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** An event's place in its partition. */
export interface Turn {
  /** Says what the event does before anything is done. Throws NotYet when it is not its turn. */
  readonly declare: (what: Intent) => void;
  /** Its person has waited for long. */
  readonly heldUp: boolean;
}

/** For an event that waits for nothing. */
export const ANY_TURN: Turn = { declare: () => undefined, heldUp: false };

export interface EventHandler {
  /** @param receivedAt the first delivery, by our clock; milliseconds since the epoch */
  handle: (event: WebexEvent, receivedAt: number, turn?: Turn) => Promise<void>;
  /** After the last attempt: apologises to the person. */
  onExhausted: (event: WebexEvent, error: unknown) => Promise<void>;
}
