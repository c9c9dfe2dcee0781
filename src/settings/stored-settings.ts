import { eq, sql } from 'drizzle-orm';
import { settings as table } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { uuidOf } from '../webex/ids.js';
import { settings, type SettingsBook } from './settings.js';

/** The settings table. */
export function storedSettings(db: Db): SettingsBook {
  return {
    of: async (personId) => {
      const [row] = await db
        .select()
        .from(table)
        .where(eq(table.personId, uuidOf(personId)));
      return settings.parse(row?.values ?? {});
    },
    change: async (personId, change) => {
      const id = uuidOf(personId);
      // JSON has no undefined: what is unset stands there as null, which counts as not chosen.
      const values = Object.fromEntries(
        Object.entries(change).map(([name, value]) => [name, value ?? null]),
      );
      const [row] = await db
        .insert(table)
        .values({ personId: id, values })
        .onConflictDoUpdate({
          target: table.personId,
          // In one statement: two changes at once both stay.
          set: { values: sql`${table.values} || excluded.values` },
        })
        .returning();
      return settings.parse(row?.values ?? {});
    },
    forget: async (personId) => {
      await db.delete(table).where(eq(table.personId, uuidOf(personId)));
    },
  };
}
