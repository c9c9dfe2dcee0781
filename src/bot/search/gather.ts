import { bestOf } from '../../recordings/best.js';
import type { Authority } from '../../recordings/authority.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/recording.js';
import { NOTHING, withBatch, type Totals } from '../../recordings/totals.js';
import { walkRecordings } from '../../recordings/walk.js';
import type { WebexClient } from '../../webex/client.js';
import { windowOf, type ListState } from '../list-state.js';

/** What is told of a walk, and what ends it. */
export interface Gathering {
  readonly signal?: AbortSignal;
  /** What the list shows already, newest first: not asked for again where that can be. */
  readonly known?: readonly Recording[];
  /** After each batch. @param since all that was made since then was found */
  readonly onProgress?: (count: number, since: number | undefined) => void;
}

/**
 * Walks through all that a list means, and keeps of it what the list shows: the first ones in its
 * order, and the totals. Rejects with a WebexError.
 */
export async function gather(
  webex: WebexClient,
  authority: Authority,
  state: ListState,
  { signal, known = [], onProgress }: Gathering = {},
): Promise<{ readonly listing: Listing; readonly totals: Totals }> {
  const { limit, filter, sort = 'newest' } = state;
  let totals = NOTHING;
  let best: readonly Recording[] = [];
  let reached: number | undefined;
  const query = {
    window: windowOf(state),
    known,
    onReached: (since: number): void => {
      reached = since;
      onProgress?.(totals.count, since);
    },
    ...(filter === undefined ? {} : { filter }),
    ...(signal === undefined ? {} : { signal }),
  };
  for await (const batch of walkRecordings(webex, authority, query)) {
    totals = withBatch(totals, batch);
    best = bestOf(best, batch, sort, limit);
    onProgress?.(totals.count, reached);
  }
  return { listing: { recordings: best, more: totals.count > best.length }, totals };
}
