import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { spaces } from '../store/schema.js';
import type { Db } from '../store/store.js';

/** What the bot knows of the spaces that it is in. */
export interface SpaceStore {
  /** Whether a space is 1:1; asks Webex once where nothing is known. */
  isDirect: (roomId: string, roomType: string | undefined) => Promise<boolean>;
  /** Somebody wrote to the bot there. */
  noteSpoken: (roomId: string, direct: boolean, now: number) => Promise<void>;
  wasSpoken: (roomId: string) => Promise<boolean>;
}

/** Spaces remembered without asking the database. */
const IN_MEMORY = 50_000;

/**
 * The spaces table, with the liveliest ones in memory.
 *
 * @param ask Webex, whether a space is 1:1
 */
export function spaceStore(db: Db, ask: (roomId: string) => Promise<boolean>): SpaceStore {
  const types = new LRUCache<string, boolean>({ max: IN_MEMORY });
  const spoken = new LRUCache<string, true>({ max: IN_MEMORY });

  const find = async (roomId: string): Promise<typeof spaces.$inferSelect | undefined> => {
    const [row] = await db.select().from(spaces).where(eq(spaces.roomId, roomId));
    return row;
  };

  return {
    isDirect: async (roomId, roomType) => {
      const known = roomType === undefined ? types.get(roomId) : roomType === 'direct';
      if (known !== undefined) {
        types.set(roomId, known);
        return known;
      }
      const kept = await find(roomId);
      const direct = kept === undefined ? await ask(roomId) : kept.type === 'direct';
      types.set(roomId, direct);
      return direct;
    },
    noteSpoken: async (roomId, direct, now) => {
      if (spoken.has(roomId)) return;
      const row = { roomId, type: direct ? 'direct' : 'group', spokenAt: new Date(now) };
      await db
        .insert(spaces)
        .values(row)
        .onConflictDoUpdate({
          target: spaces.roomId,
          set: { type: row.type, spokenAt: sql`coalesce(${spaces.spokenAt}, excluded.spoken_at)` },
        });
      spoken.set(roomId, true);
    },
    wasSpoken: async (roomId) => {
      if (spoken.has(roomId)) return true;
      return (await find(roomId))?.spokenAt instanceof Date;
    },
  };
}
