import { eq, sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { settingsTable } from '../store/schema.js';
import { type Db, personReader } from '../store/store.js';
import type { Permit } from '../util/permit.js';
import { lenient } from '../util/present.js';
import { uuidOf } from '../webex/ids.js';

const hourAndMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A person's choices; what an older version wrote, or is malformed, counts as not chosen. */
export const settingsSchema = z.object({
  /** IANA name; undefined until Webex or the person has said it. */
  timeZone: lenient(z.string().refine((zone) => DateTime.local({ zone }).isValid)),
  tellWhenReady: z.boolean().default(false).catch(false),
  /** The weekly card about their storage. */
  weekly: z.boolean().default(false).catch(false),
  /** A reminder before Webex removes what this bot moved to the recycle bin. */
  remind: z.boolean().default(false).catch(false),
  /** No notifications then, in their own zone; both `HH:mm`. */
  quiet: lenient(z.object({ from: hourAndMinute, to: hourAndMinute })),
  /** The clean-up that they are asked about each month. */
  monthly: lenient(
    z.object({
      /** In the form of the feature that asks. */
      search: z.record(z.string(), z.unknown()),
      /** Milliseconds since the epoch. */
      nextAt: z.number(),
      /** The person's id as Webex gave it. */
      address: z.string(),
    }),
  ),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Every notification that a person can subscribe to. */
export const NOTIFICATIONS_OFF = { tellWhenReady: false, weekly: false, remind: false } as const;
export type Notification = keyof typeof NOTIFICATIONS_OFF;

export function isNotified({ tellWhenReady, weekly, remind }: Record<Notification, boolean>) {
  return tellWhenReady || weekly || remind;
}

export function zoneOrUtc({ timeZone }: Pick<Settings, 'timeZone'>): string {
  return timeZone ?? 'UTC';
}

/** The same day of the next month, at eight in their morning; milliseconds since the epoch. */
export function monthAfter(chosen: Pick<Settings, 'timeZone'>, now: number): number {
  const morning = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('day');
  return morning.plus({ months: 1 }).set({ hour: 8 }).toMillis();
}

/** People's settings. Rejects with database errors. */
export function settingsStore(db: Db) {
  const read = personReader(db);
  return {
    /** @param personId as Webex gives it, or its UUID */
    of: async (personId: string): Promise<Settings> => {
      const { settings } = await read(uuidOf(personId));
      return settingsSchema.parse(settings?.values ?? {});
    },
    /** Changes what is given and leaves the rest. @returns all of them afterwards */
    change: async (
      _permit: Permit,
      personId: string,
      change: Partial<Settings>,
    ): Promise<Settings> => {
      const id = uuidOf(personId);
      // JSON has no undefined: an unset value is stored as null, which counts as not chosen.
      const values = Object.fromEntries(
        Object.entries(change).map(([name, value]) => [name, value ?? null]),
      );
      const [row] = await db
        .insert(settingsTable)
        .values({ personId: id, values })
        .onConflictDoUpdate({
          target: settingsTable.personId,
          // In one statement: two changes at once both stay.
          set: { values: sql`${settingsTable.values} || excluded.values` },
        })
        .returning();
      return settingsSchema.parse(row?.values ?? {});
    },
    forget: async (personId: string): Promise<void> => {
      await db.delete(settingsTable).where(eq(settingsTable.personId, uuidOf(personId)));
    },
  };
}

export type SettingsStore = ReturnType<typeof settingsStore>;
