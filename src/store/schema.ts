import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

const pointInTime = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Webex accounts of people; tokens are sealed, never in clear. */
export const accounts = pgTable('accounts', {
  /** A UUID, as in all tables. */
  personId: text('person_id').primaryKey(),
  email: text('email').notNull(),
  sealedTokens: text('sealed_tokens').notNull(),
  accessExpiresAt: pointInTime('access_expires_at').notNull(),
  refreshExpiresAt: pointInTime('refresh_expires_at').notNull(),
  connectedAt: pointInTime('connected_at').notNull(),
  /** Counts renewals: a slower one finds it changed and gives way. */
  version: integer('version').notNull().default(1),
});

export const settingsTable = pgTable('settings', {
  personId: text('person_id').primaryKey(),
  values: jsonb('values').notNull(),
});

export const pendingLinks = pgTable('pending_links', {
  /** SHA-256 of the state: whoever reads the database cannot finish somebody's sign-in. */
  stateHash: text('state_hash').primaryKey(),
  personId: text('person_id').notNull(),
  email: text('email').notNull(),
  sealedVerifier: text('sealed_verifier').notNull(),
  expiresAt: pointInTime('expires_at').notNull(),
});

export const spaces = pgTable('spaces', {
  roomId: text('room_id').primaryKey(),
  /** `direct` or `group`. */
  type: text('type').notNull(),
  /** The first message to the bot there: a welcome is then no longer due. */
  spokenAt: pointInTime('spoken_at'),
});

/** Each attempt to change a recording. No topics, no links, no passwords. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    personId: text('person_id').notNull(),
    /** `own`, or the authority of an administrator. */
    authority: text('authority').notNull(),
    recordingId: text('recording_id').notNull(),
    siteUrl: text('site_url'),
    /** `trash`, `restore`, `delete` or `share`. */
    change: text('change').notNull(),
    /** The event that asked for it: a second try of it is the same attempt. */
    eventKey: text('event_key').notNull(),
    /** UUID of the host, where somebody acts on another person's recording. */
    hostId: text('host_id'),
    reason: text('reason'),
    outcome: text('outcome'),
    trackingId: text('tracking_id'),
    askedAt: pointInTime('asked_at').notNull(),
    settledAt: pointInTime('settled_at'),
  },
  (table) => [
    uniqueIndex('audit_attempt').on(table.eventKey, table.recordingId, table.change),
    index('audit_person').on(table.personId, table.id),
    index('audit_recording').on(table.recordingId, table.personId),
    index('audit_asked').on(table.askedAt),
  ],
);

/** Events from Webex, from the moment they are acknowledged until they are answered. */
export const inbox = pgTable(
  'inbox',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    /** Idempotency key: resource, event, data.id; of a membership data.created, too. */
    key: text('key').notNull().unique(),
    /** Events of one partition are handled in order. */
    partition: text('line').notNull(),
    event: jsonb('event').notNull(),
    /** `waiting`, `done` or `dead`. */
    state: text('state').notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    receivedAt: pointInTime('received_at').notNull(),
    dueAt: pointInTime('due_at').notNull(),
    endedAt: pointInTime('ended_at'),
    /** The kind of error, without its words. */
    failure: text('failure'),
    /** The process that has it in hand, by the number whose lock its session holds. */
    owner: integer('owner'),
  },
  (table) => [
    // One event of a partition is in hand at a time, whatever a process believes.
    uniqueIndex('inbox_in_hand')
      .on(table.partition)
      .where(sql`${table.owner} is not null and ${table.state} = 'waiting'`),
    index('inbox_line').on(table.state, table.partition, table.seq),
    index('inbox_ended').on(table.endedAt),
  ],
);

/** Work that goes on after its click is answered, and that a crash does not end. */
export const jobs = pgTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    personId: text('person_id').notNull(),
    hostId: text('host_id'),
    roomId: text('room_id').notNull(),
    messageId: text('message_id').notNull(),
    /** `asking`, `running`, `paused`, `cancelled` or `done`. */
    state: text('state').notNull(),
    /** By kind. No topics, no links, no passwords. */
    data: jsonb('data').notNull(),
    /** The next update of the card, which may be behind the state; null when it is not. */
    showAt: pointInTime('show_at'),
    shows: integer('shows').notNull().default(0),
    createdAt: pointInTime('created_at').notNull(),
    updatedAt: pointInTime('updated_at').notNull(),
  },
  (table) => [index('jobs_state').on(table.state), index('jobs_person').on(table.personId)],
);

export const jobItems = pgTable(
  'job_items',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    /** From 0, in the order in which a person sees them. */
    position: integer('position').notNull(),
    recordingId: text('recording_id').notNull(),
    siteUrl: text('site_url'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    durationSeconds: integer('duration_seconds'),
    recordedAt: pointInTime('recorded_at').notNull(),
    ticked: boolean('ticked').notNull().default(true),
    /** A kind of Outcome; null until it is known. */
    outcome: text('outcome'),
    trackingId: text('tracking_id'),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.recordingId] }),
    index('job_items_order').on(table.jobId, table.position),
  ],
);

export const subscriptions = pgTable('subscriptions', {
  personId: text('person_id').primaryKey(),
  /** The person's id as Webex gave it: a message is sent to that, not to its UUID. */
  address: text('address').notNull(),
  /** Announces their new recordings; null when they want no notification of those. */
  webhookId: text('webhook_id'),
  createdAt: pointInTime('created_at').notNull(),
  checkedAt: pointInTime('checked_at'),
});

/** Recordings that a person was, or is to be, notified of: once each. */
export const told = pgTable(
  'told',
  {
    personId: text('person_id').notNull(),
    recordingId: text('recording_id').notNull(),
    /** Null while it waits: for Webex to show it, or for the morning. */
    toldAt: pointInTime('told_at'),
    heardAt: pointInTime('heard_at').notNull(),
    dueAt: pointInTime('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.recordingId] }),
    index('told_waiting').on(table.toldAt, table.dueAt),
  ],
);

export const weeklyCards = pgTable(
  'weekly_cards',
  {
    personId: text('person_id').notNull(),
    /** The Monday that it is for, in the person's own zone: `yyyy-MM-dd`. */
    week: text('week').notNull(),
    /** Also the lease of the process that sends it; moved on after a failure. */
    dueAt: pointInTime('due_at').notNull(),
    /** Null until it is sent, or skipped. */
    endedAt: pointInTime('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.personId, table.week] })],
);

/** Snapshots of how much a person's recordings take up. */
export const storageCounts = pgTable(
  'storage_counts',
  {
    personId: text('person_id').notNull(),
    countedAt: pointInTime('counted_at').notNull(),
    recordings: integer('recordings').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.countedAt] })],
);
