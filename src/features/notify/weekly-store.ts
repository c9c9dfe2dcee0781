import { and, eq, isNotNull, isNull, lt, lte } from 'drizzle-orm';
import { weeklyCards } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** A weekly card that is to be sent. */
export interface DueReport {
  /** UUID. */
  readonly personId: string;
  /** Its Monday, `yyyy-MM-dd`. */
  readonly week: string;
}

/** A weekly card that somebody is at, until that time: milliseconds since the epoch. */
export interface ClaimedReport extends DueReport {
  readonly until: number;
}

/** The weekly_cards table. */
export function weeklyReportStore(db: Db) {
  const that = ({ personId, week }: DueReport) =>
    and(eq(weeklyCards.personId, personId), eq(weeklyCards.week, week));
  const dueBy = (now: number) =>
    and(isNull(weeklyCards.endedAt), lte(weeklyCards.dueAt, new Date(now)));
  return {
    /** Plans a card, unless that week has one already. */
    schedule: async (card: DueReport, dueAt: number): Promise<void> => {
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: new Date(dueAt) })
        .onConflictDoNothing();
    },
    /** Says that a week needs no card, unless one is planned. */
    skip: async (card: DueReport, now: number): Promise<void> => {
      const at = new Date(now);
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: at, endedAt: at })
        .onConflictDoNothing();
    },
    /** Says that a planned card was sent, or never will be. */
    complete: async (card: DueReport, now: number): Promise<void> => {
      await db
        .update(weeklyCards)
        .set({ endedAt: new Date(now) })
        .where(that(card));
    },
    /** What is due now and nobody is at, the longest due first. */
    due: async (now: number): Promise<DueReport[]> =>
      await db
        .select({ personId: weeklyCards.personId, week: weeklyCards.week })
        .from(weeklyCards)
        .where(dueBy(now))
        .orderBy(weeklyCards.dueAt, weeklyCards.personId),
    /**
     * Takes a card that is due: of several processes one gets it. Whoever has it has this long; then,
     * as after a failure, it is due again. Undefined: somebody else has it, or it has ended.
     */
    claim: async (
      { personId, week }: DueReport,
      now: number,
      leaseMs: number,
    ): Promise<ClaimedReport | undefined> => {
      const until = now + leaseMs;
      const taken = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(that({ personId, week }), dueBy(now)))
        .returning({ week: weeklyCards.week });
      return taken.length === 0 ? undefined : { personId, week, until };
    },
    /** Moves the end of it, when the card is still theirs. @returns whether it was */
    renewLease: async (card: ClaimedReport, until: number): Promise<boolean> => {
      const theirs = and(isNull(weeklyCards.endedAt), eq(weeklyCards.dueAt, new Date(card.until)));
      const held = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(until) })
        .where(and(that(card), theirs))
        .returning({ week: weeklyCards.week });
      return held.length > 0;
    },
    /** Forgets what ended before that. */
    tidy: async (before: number): Promise<void> => {
      const long = lt(weeklyCards.endedAt, new Date(before));
      await db.delete(weeklyCards).where(and(isNotNull(weeklyCards.endedAt), long));
    },
  };
}

/** Which weekly cards went out. Rejects with what the database says. */
export type WeeklyReportStore = ReturnType<typeof weeklyReportStore>;
