import { z } from 'zod';
import type { Exchange } from '../../../sandbox/api/exchange.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import { type AuditEntry, auditLog } from '../../../src/audit/audit.js';
import { inbox } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';

/** What the bot has written down, read when no bot runs any more. */
export interface Records {
  readonly audit: readonly AuditEntry[];
  /** How many events of each state; a welcome that waits for its time, and was never tried, is `held`. */
  readonly inbox: Readonly<Record<string, number>>;
}

/** Reads it. */
export async function recordsIn({ db }: Store): Promise<Records> {
  const entries: AuditEntry[] = [];
  for await (const entry of auditLog(db).since(0)) entries.push(entry);
  const counts: Record<string, number> = { waiting: 0, held: 0, done: 0, dead: 0 };
  for (const { state, partition, attempts } of await db.select().from(inbox)) {
    const isHeld = state === 'waiting' && attempts === 0 && partition.endsWith(' memberships');
    const counted = isHeld ? 'held' : state;
    counts[counted] = (counts[counted] ?? 0) + 1;
  }
  return { audit: entries, inbox: counts };
}

/** A move to the recycle bin that Webex said yes to. */
export interface Moved {
  /** UUID of the person whose token it was. */
  readonly personId: string | undefined;
  readonly recordingIds: readonly string[];
}

const softDelete = z.object({ recordingIds: z.array(z.string()) });

/** Collects the moves that Webex says yes to from now on. */
export function movesOf(sandbox: Sandbox): readonly Moved[] {
  const moves: Moved[] = [];
  sandbox.observe(({ request, response }: Exchange) => {
    if (request.path !== '/v1/recordings/softDelete' || response.status !== 204) return;
    const token = String(request.headers.authorization).replace('Bearer ', '');
    const personId = sandbox.world.tokens.find(token)?.person.uuid;
    moves.push({ personId, ...softDelete.parse(request.body) });
  });
  return moves;
}
