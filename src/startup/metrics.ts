import { sql } from 'drizzle-orm';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { inbox, jobs } from '../store/schema.js';
import type { Store } from '../store/store.js';
import { MINUTE, SECOND } from '../util/time.js';
import type { Call } from '../webex/transport.js';
import { LISTENS_TO } from '../webex/webhooks.js';

export interface MetricsDeps {
  readonly version: string;
  readonly store: Pick<Store, 'db' | 'kind' | 'connections'>;
  /** Undefined when the bot is ready. */
  readonly notReady: () => Promise<string | undefined>;
}

interface Heard {
  readonly resource: string;
  readonly event: string;
  readonly data: { readonly created?: string | undefined };
}

const ANSWER_SECONDS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300];
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Older messages and clicks were not received when they were made. */
const LATE_MS = 60 * MINUTE;

/**
 * Metrics in Prometheus's text format. No label holds a person, a topic or an id. Figures of the
 * database are counted on request, and are the same for every process.
 */
export function openMetrics() {
  const register = new Registry();
  const registers = [register];
  const name = (what: string): string => `recordings_bot_${what}`;
  collectDefaultMetrics({ register });
  const counter = <L extends string>(what: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: name(what), help, labelNames, registers });
  const gauge = <L extends string>(what: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: name(what), help, labelNames, registers });

  const info = gauge('info', 'Always 1; the version and the database.', ['version', 'database']);
  const ready = gauge('ready', '1 while messages are answered, else 0 (as GET /readyz).');
  const received = counter('events_received_total', 'Events taken from Webex.', [
    'resource',
    'event',
  ]);
  const answered = counter('events_answered_total', 'Events handled to the end.', ['resource']);
  const retried = counter('events_retried_total', 'Attempts at an event that failed.', [
    'resource',
  ]);
  const dead = counter('events_dead_total', 'Events given up, with an apology.', ['resource']);
  // Alerts look at how much counters grew: without the 0, the first count would be no growth.
  for (const { resource } of LISTENS_TO)
    for (const count of [answered, retried, dead]) count.inc({ resource }, 0);
  const answer = new Histogram({
    name: name('answer_seconds'),
    help: 'From the message or the click, by Webex’s clock, until its answer was sent.',
    buckets: ANSWER_SECONDS,
    registers,
  });
  const calls = counter('webex_calls_total', 'Attempts at calls to Webex; status 0: no answer.', [
    'operation',
    'status',
  ]);
  const callTime = new Histogram({
    name: name('webex_call_seconds'),
    help: 'Time of one attempt at a call to Webex.',
    buckets: CALL_SECONDS,
    registers,
  });
  const waits = counter('webex_waits_total', 'Pauses of a token that Webex asked for (429).');
  const waitTime = counter('webex_wait_seconds_total', 'How long these pauses are together.');
  const renewals = counter('token_renewals_total', 'Renewals of people’s and Service App tokens.', [
    'outcome',
  ]);
  for (const outcome of ['renewed', 'refused', 'failed']) renewals.inc({ outcome }, 0);
  const waiting = gauge('events_waiting', 'Events of all processes that wait for their turn.');
  const oldest = gauge('events_oldest_waiting_seconds', 'Age of the oldest of them that is due.');
  const letters = gauge('dead_letters', 'Events given up that npm run inbox lists.');
  const jobsNow = gauge('jobs', 'Jobs of all processes.', ['kind', 'state']);
  const pool = gauge('database_connections', 'Connections of this process to PostgreSQL.', [
    'state',
  ]);

  const collect = async ({ store, notReady, version }: MetricsDeps): Promise<void> => {
    info.set({ version, database: store.kind }, 1);
    for (const [state, count] of Object.entries(store.connections?.() ?? {})) {
      pool.set({ state }, count);
    }
    jobsNow.reset();
    const [reason, found] = await Promise.all([
      notReady(),
      countsIn(store.db).catch(() => undefined),
    ]);
    ready.set(reason === undefined ? 1 : 0);
    // While the database is away, its figures are unknown.
    waiting.set(found?.waiting ?? NaN);
    oldest.set(found?.oldest ?? NaN);
    letters.set(found?.dead ?? NaN);
    for (const { kind, state, count } of found?.jobs ?? []) jobsNow.set({ kind, state }, count);
  };

  return {
    contentType: register.contentType,
    text: async (deps: MetricsDeps): Promise<string> => {
      await collect(deps);
      return await register.metrics();
    },
    received: ({ resource, event }: Heard): void => received.inc({ resource, event }),
    /** @param now by Webex's clock, as far as that is known; milliseconds since the epoch */
    answered: ({ resource, data }: Heard, now: number): void => {
      answered.inc({ resource });
      const took = now - Date.parse(data.created ?? '');
      if (took >= 0 && took < LATE_MS) answer.observe(took / SECOND);
    },
    retried: ({ resource }: Heard): void => retried.inc({ resource }),
    dead: ({ resource }: Heard): void => dead.inc({ resource }),
    call: ({ method, path, status, ms }: Call): void => {
      calls.inc({ operation: `${method} ${templateOf(path)}`, status: String(status) });
      callTime.observe(ms / SECOND);
    },
    /** Counts a pause that Webex asks for, and waits. */
    pausing:
      (wait: (ms: number) => Promise<void>) =>
      (ms: number): Promise<void> => {
        waits.inc();
        waitTime.inc(ms / SECOND);
        return wait(ms);
      },
    renewal: (outcome: 'renewed' | 'refused' | 'failed'): void => renewals.inc({ outcome }),
  };
}

const events = z.object({ waiting: z.number(), oldest: z.number(), dead: z.number() });
const jobCounts = z.array(z.object({ kind: z.string(), state: z.string(), count: z.number() }));
const executed = z.object({ rows: z.array(z.unknown()) });

async function countsIn(db: Store['db']) {
  const inboxRows = await db.execute(sql`
    select count(*) filter (where ${inbox.state} = 'waiting')::int as waiting,
      count(*) filter (where ${inbox.state} = 'dead')::int as dead,
      coalesce(extract(epoch from now() - min(${inbox.receivedAt})
        filter (where ${inbox.state} = 'waiting' and ${inbox.dueAt} <= now())), 0)::float8 as oldest
    from ${inbox} where ${inbox.state} in ('waiting', 'dead')`);
  const jobRows = await db.execute(
    sql`select ${jobs.kind} as kind, ${jobs.state} as state, count(*)::int as count
      from ${jobs} group by ${jobs.kind}, ${jobs.state}`,
  );
  return {
    ...events.parse(executed.parse(inboxRows).rows[0]),
    jobs: jobCounts.parse(executed.parse(jobRows).rows),
  };
}

/** The words in Webex's paths; everything else is an id. */
const PATH_WORDS = new Set(
  `access_token accessDetail accessList accessSummary actions admin applications attachment authorize
  device devices direct download group me meetingPreferences meetings meetingSummaries meetingTranscripts
  memberships messages people purge recordingReport recordings restore rooms sites softDelete token
  webhooks`.split(/\s+/),
);

/** e.g. `/recordings/{id}`. */
export function templateOf(path: string): string {
  const parts = path
    .replace(/^https?:\/\/[^/]*/i, '')
    .replace(/[?#].*/, '')
    .split('/');
  const known = parts.filter((part, at) => part !== '' && !(at <= 1 && /^v\d+$/.test(part)));
  return `/${known.map((part) => (PATH_WORDS.has(part) ? part : '{id}')).join('/')}`;
}
