import { and, eq, isNotNull, isNull, lt, lte } from 'drizzle-orm';
import { weeklyCards } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** A weekly card that is to be sent. */
export interface DueWeek {
  /** UUID. */
  readonly personId: string;
  /** Its Monday, `yyyy-MM-dd`. */
  readonly week: string;
}

/** Which weekly cards went out. Rejects with what the database says. */
export interface WeekBook {
  /** Plans a card, unless that week has one already. */
  plan: (card: DueWeek, dueAt: number) => Promise<void>;
  /** Says that a week needs no card, unless one is planned. */
  skip: (card: DueWeek, now: number) => Promise<void>;
  /** Says that a planned card was sent, or never will be. */
  end: (card: DueWeek, now: number) => Promise<void>;
  /**
   * Takes what is due: of several processes one gets each. Whoever has it has this long; then, as
   * after a failure, it is due again.
   */
  take: (now: number, leaseMs: number) => Promise<DueWeek[]>;
  /** Forgets what ended before that. */
  tidy: (before: number) => Promise<void>;
}

/** The weekly_cards table. */
export function weekBook(db: Db): WeekBook {
  return {
    plan: async (card, dueAt) => {
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: new Date(dueAt) })
        .onConflictDoNothing();
    },
    skip: async (card, now) => {
      const at = new Date(now);
      await db
        .insert(weeklyCards)
        .values({ ...card, dueAt: at, endedAt: at })
        .onConflictDoNothing();
    },
    end: async ({ personId, week }, now) => {
      await db
        .update(weeklyCards)
        .set({ endedAt: new Date(now) })
        .where(and(eq(weeklyCards.personId, personId), eq(weeklyCards.week, week)));
    },
    take: async (now, leaseMs) => {
      const rows = await db
        .update(weeklyCards)
        .set({ dueAt: new Date(now + leaseMs) })
        .where(and(isNull(weeklyCards.endedAt), lte(weeklyCards.dueAt, new Date(now))))
        .returning({ personId: weeklyCards.personId, week: weeklyCards.week });
      return rows;
    },
    tidy: async (before) => {
      const long = lt(weeklyCards.endedAt, new Date(before));
      await db.delete(weeklyCards).where(and(isNotNull(weeklyCards.endedAt), long));
    },
  };
}
