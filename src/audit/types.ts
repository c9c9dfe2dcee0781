import type { IdempotencyKey } from '../util/permit.js';

/** Changes to a recording, and to who sees it (`share`: with whom is not stored). */
export type AuditedChange = 'trash' | 'restore' | 'delete' | 'share';

/** An attempt to change a recording, before it is made. Holds no topic, no link and no password. */
export interface Attempt {
  /** UUID of the person who acts. */
  readonly personId: string;
  /** Kind of token: `own` account, or e.g. the `personal-token` that the bot was configured with. */
  readonly authority: string;
  readonly recordingId: string;
  readonly siteUrl: string | undefined;
  readonly change: AuditedChange;
  /** UUID of the host, where somebody acts on another person's recording. */
  readonly hostId?: string | undefined;
  /** The reason, where Webex asks for one. */
  readonly reason?: string | undefined;
  /** An event delivered again is the same attempt. */
  readonly eventKey: IdempotencyKey;
}

export interface AuditEntry extends Omit<Attempt, 'eventKey'> {
  readonly id: number;
  readonly eventKey: string;
  /** How it ended: a kind of Outcome; undefined while it is open. */
  readonly outcome: string | undefined;
  readonly trackingId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly settledAt: number | undefined;
}

/** An open entry, and whether this event opened it for the first time. */
export interface Opened {
  readonly entry: AuditEntry;
  readonly fresh: boolean;
}

/** How an entry ended. */
export interface SettledEntry {
  readonly id: number;
  readonly outcome: string;
  readonly trackingId?: string | undefined;
}
