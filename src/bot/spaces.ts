import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { spaces } from '../store/schema.js';
import type { Db } from '../store/store.js';

/** Not `max`, which would allocate memory for all of them at once. */
const IN_MEMORY = { maxSize: 50_000, sizeCalculation: () => 1 };

/**
 * The spaces table, with a cache of recently active spaces.
 * @param ask asks Webex whether a space is 1:1
 */
export function spaceStore(db: Db, ask: (roomId: string) => Promise<boolean>) {
  const types = new LRUCache<string, boolean>(IN_MEMORY);
  const spoken = new LRUCache<string, true>(IN_MEMORY);

  const find = async (roomId: string): Promise<typeof spaces.$inferSelect | undefined> => {
    const [row] = await db.select().from(spaces).where(eq(spaces.roomId, roomId));
    return row;
  };

  return {
    /** True for a 1:1 space; asks Webex once where nothing is known. */
    isDirect: async (roomId: string, roomType: string | undefined): Promise<boolean> => {
      let direct = roomType === undefined ? types.get(roomId) : roomType === 'direct';
      if (direct === undefined) {
        const kept = await find(roomId);
        direct = kept === undefined ? await ask(roomId) : kept.type === 'direct';
      }
      types.set(roomId, direct);
      return direct;
    },
    /** Records that somebody wrote to the bot there. */
    noteSpoken: async (roomId: string, direct: boolean, now: number): Promise<void> => {
      if (spoken.has(roomId)) return;
      const row = { roomId, type: direct ? 'direct' : 'group', spokenAt: new Date(now) };
      const spokenAt = sql`coalesce(${spaces.spokenAt}, excluded.spoken_at)`;
      await db
        .insert(spaces)
        .values(row)
        .onConflictDoUpdate({ target: spaces.roomId, set: { type: row.type, spokenAt } });
      spoken.set(roomId, true);
    },
    wasSpoken: async (roomId: string): Promise<boolean> => {
      if (spoken.has(roomId)) return true;
      return (await find(roomId))?.spokenAt instanceof Date;
    },
  };
}

export type SpaceStore = ReturnType<typeof spaceStore>;
