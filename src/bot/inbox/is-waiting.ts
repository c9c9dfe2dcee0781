import { and, eq } from 'drizzle-orm';
import { inbox } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** Whether an event is still to be worked off, or is at this moment. @param key see `keyOf` */
export async function isWaiting(db: Db, key: string): Promise<boolean> {
  const rows = await db
    .select({ seq: inbox.seq })
    .from(inbox)
    .where(and(eq(inbox.key, key), eq(inbox.state, 'waiting')));
  return rows.length > 0;
}
