import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { isStoreFailure } from '../store/errors.js';
import type { Rows, Session, Statement } from '../store/session.js';
import { gather } from '../util/async.js';
import { SECOND } from '../util/time.js';
import {
  BY_INDEX,
  KEEP,
  LEAVE,
  LET_GO,
  NEXT,
  REGISTER,
  RETAKE,
  SWEEP,
} from './claim-statements.js';
import { type WebexEvent, idempotencyKey, webexEvent } from './event.js';

export interface InboxEvent {
  readonly seq: number;
  readonly event: WebexEvent;
  /** Milliseconds since the first delivery. */
  readonly ageMs: number;
  /** This one included. */
  readonly attempts: number;
  /** A change before it waits for a retry, and must not be overtaken by another change. */
  readonly behindChange: boolean;
  readonly heldUp: boolean;
}

/**
 * The first event of a partition that may be handled, now taken by this process; or the time to look again;
 * `elsewhere` when another process has one in hand; undefined when none waits.
 */
export type NextEvent = InboxEvent | { readonly waitMs: number } | 'elsewhere' | undefined;

export interface Kept {
  /** False when the event was there already. */
  readonly isNew: boolean;
  /** Taken in hand as it was stored; `again`: ask for the next. */
  readonly head: NextEvent | 'again';
}

interface KeepAsked {
  readonly event: WebexEvent & { readonly heldUp?: boolean };
  readonly partition: string;
  readonly holdMs: number;
  readonly claims: boolean;
}

interface NextAsked {
  readonly partition: string;
  readonly ended: number;
}

const keptRows = z.array(
  z.object({
    nth: z.number(),
    is_new: z.boolean(),
    ours: z.boolean().nullable(),
    taken: z.boolean(),
    seq: z.number().nullable(),
  }),
);
const nextRow = z.object({
  nth: z.number(),
  ours: z.boolean(),
  due: z.boolean().nullable(),
  taken: z.boolean().nullable(),
  behind: z.boolean().nullable(),
  wait_ms: z.number().nullable(),
  seq: z.number().nullable(),
  event: z.unknown(),
  attempts: z.number().nullable(),
  age_ms: z.number().nullable(),
});
const nextRows = z.array(nextRow);
const sweptRows = z.array(
  z.object({ line: z.string().nullable(), missing: z.number().nullable() }),
);

/** Milliseconds after which a lock of the version before is released at the latest. */
const LET_GO_MS = 50;
/**
 * A process whose connection broke opens another one, which may take five seconds: until then, what it has in
 * hand is not free.
 */
const GRACE_MS = 6 * SECOND;

const noFailureOfStore = (error: unknown): boolean => !isStoreFailure(error);

/** The locks of partitions that the version before takes, which this session has: see `claim-statements.ts`. */
function formerLocks(session: Session) {
  const locked = new Set<string>();
  /** Those of them to release. */
  const leaving = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  /**
   * Requests locks, and releases those no longer needed on the way.
   * @param locking partitions whose locks it requests
   */
  const ask = async (
    statement: Statement,
    values: readonly unknown[],
    locking: readonly string[],
  ): Promise<Rows> => {
    const going = [...leaving];
    leaving.clear();
    for (const partition of going) locked.delete(partition);
    try {
      return await session.ask(statement, [...values, JSON.stringify(going)]);
    } catch (error) {
      // A failed statement may have locked some; releasing too many does no harm.
      const all = JSON.stringify([...going, ...locking]);
      if (all !== '[]') session.ask(LET_GO, [all]).catch(() => undefined);
      throw error;
    }
  };
  return {
    ask,
    /** @returns whether its lock must be requested */
    needs: (partition: string): boolean => {
      leaving.delete(partition);
      return !locked.has(partition);
    },
    taken: (partition: string): void => void locked.add(partition),
    release: (partition: string): void => {
      if (!locked.has(partition)) return;
      leaving.add(partition);
      timer ??= setTimeout(() => {
        timer = undefined;
        if (leaving.size > 0) void ask(LET_GO, [], []).catch(() => undefined);
      }, LET_GO_MS).unref();
    },
    /** In a new session. */
    retake: async (by: Session['ask']): Promise<void> => {
      for (const partition of leaving) locked.delete(partition);
      leaving.clear();
      if (locked.size > 0) await by(RETAKE, [JSON.stringify([...locked])]);
    },
    leave: async (): Promise<void> => {
      clearTimeout(timer);
      await ask(LET_GO, [], []);
    },
  };
}

/**
 * Which process has an event in hand. A process counts as alive while its session holds its lock; after
 * that, what it had in hand is free. The same session takes the events, so a process whose session is lost
 * takes none. Statements are batched. Rejects with database errors.
 * @param clock the time, for tests; else the database's
 * @param elapsed milliseconds, from any moment on
 */
export function claimStore(
  session: Session,
  clock?: () => number,
  elapsed: () => number = () => performance.now(),
) {
  const owner = randomInt(1, 2 ** 31);
  const at = (): string | null => (clock === undefined ? null : new Date(clock()).toISOString());
  const former = formerLocks(session);
  /** Owners that were not alive at a sweep: the first such sweep, by `elapsed`. */
  let missing: ReadonlyMap<number, number> | undefined;

  const keep = gather(async (batch: readonly KeepAsked[]): Promise<Kept[]> => {
    const locking: string[] = [];
    const claimed = new Set<string>();
    const given = batch.map(({ event, partition, holdMs, claims }, nth) => {
      // Only one event of a partition is in hand at a time.
      const claim = claims && !claimed.has(partition);
      if (claim) claimed.add(partition);
      const locks = claim && former.needs(partition);
      if (locks) locking.push(partition);
      const row = { nth, key: idempotencyKey(event), line: partition, event, hold: holdMs };
      return { ...row, claim, locks };
    });
    const values = [JSON.stringify(given), owner, at()];
    const rows = await former.ask(KEEP, values, locking);
    const found = new Map(keptRows.parse(rows).map((row) => [row.nth, row]));
    return batch.map(({ event, partition, claims }, nth): Kept => {
      const row = found.get(nth);
      if (row === undefined) throw new Error('an event has no answer');
      const { is_new: isNew, seq, ours, taken } = row;
      if (ours === true) former.taken(partition);
      if (taken && seq !== null) {
        const { heldUp = false } = event;
        const first = { seq, ageMs: 0, attempts: 1, behindChange: false, heldUp };
        return { isNew, head: { ...first, event } };
      }
      if (!claims) return { isNew, head: undefined };
      return { isNew, head: ours === false ? 'elsewhere' : 'again' };
    });
  }, noFailureOfStore);

  const askNext = gather(
    async (batch: readonly NextAsked[]): Promise<{ next: NextEvent | 'again' }[]> => {
      const locking: string[] = [];
      const asked = batch.map(({ partition, ended }, nth) => {
        const locks = former.needs(partition);
        if (locks) locking.push(partition);
        return { nth, seq: ended, line: partition, locks };
      });
      const rows = await former.ask(NEXT, [JSON.stringify(asked), owner, at()], locking);
      const found = new Map(nextRows.parse(rows).map((row) => [row.nth, row]));
      return batch.map(({ partition }, nth) => {
        const row = found.get(nth);
        if (row === undefined) throw new Error('a partition has no answer');
        if (row.ours) former.taken(partition);
        return { next: nextOf(row) };
      });
    },
    noFailureOfStore,
  );

  /** @param ended marks it done, in the same statement: both happen, or neither */
  const next = async (partition: string, ended = 0): Promise<NextEvent> => {
    const { next: found } = await askNext({ partition, ended });
    // Another process ended it meanwhile.
    return found === 'again' ? await next(partition) : found;
  };

  return {
    /** Stores an event, and takes it in hand if nothing of its partition is before it. */
    keep: (asked: KeepAsked): Promise<Kept> => keep(asked),
    next,
    /** Nothing of the partition is in hand any more. */
    release: former.release,
    /**
     * Frees what no living process has in hand, at the first sweep at once, and what counts as this one's by
     * mistake.
     * @param busy partitions that this process works on
     * @returns partitions where something is due that nobody has, the oldest first
     */
    sweep: async (busy: readonly string[]): Promise<string[]> => {
      const sweptAt = elapsed();
      const known = missing;
      const gone = known && [...known].filter(([, since]) => sweptAt - since > GRACE_MS);
      const free = gone?.map(([other]) => String(other));
      const values = [owner, at(), JSON.stringify(busy), free ? JSON.stringify(free) : null];
      const rows = sweptRows.parse(await session.ask(SWEEP, values));
      const others = rows.flatMap((row) => row.missing ?? []);
      missing = new Map(others.map((other) => [other, known?.get(other) ?? sweptAt]));
      return rows.flatMap(({ line }) => line ?? []);
    },
    /** Run in each new session. */
    register: async (ask: Session['ask']): Promise<void> => {
      await ask(BY_INDEX, []);
      for (const statement of REGISTER) await ask(statement, [owner]);
      await former.retake(ask);
    },
    /** After an outage of the database the other processes reconnect too. */
    regained: (): void => {
      missing = new Map();
    },
    /** Gives back what was taken in hand and not begun. */
    leave: async (): Promise<void> => {
      await former.leave();
      await session.ask(LEAVE, [owner]);
    },
  };
}

export type ClaimStore = ReturnType<typeof claimStore>;

function nextOf(row: z.infer<typeof nextRow>): NextEvent | 'again' {
  const { ours, due, taken, behind, seq, attempts, age_ms: ageMs, wait_ms: waitMs, event } = row;
  if (!ours) return 'elsewhere';
  if (due === null) return undefined;
  if (taken === true) return 'elsewhere';
  if (!due) return { waitMs: waitMs ?? 0 };
  if (seq === null || attempts === null) return 'again';
  const { heldUp = false } = event as { readonly heldUp?: boolean };
  const known = { seq, attempts, ageMs: ageMs ?? 0, behindChange: behind === true, heldUp };
  return { ...known, event: webexEvent.parse(event) };
}
