import { LRUCache } from 'lru-cache';
import type { Change } from '../recordings/change.js';
import { uuidOf } from '../webex/ids.js';

/**
 * What was last done to a recording, so that a second click on the same button is told so even
 * where Webex answers it as if it were the first. A hint, never the truth: Webex is asked.
 */
export interface ChangeMemo {
  last: (personId: string, recordingId: string) => Change | undefined;
  note: (personId: string, recordingId: string, what: Change) => void;
}

/** Remembers the latest ten thousand changes. */
export function changeMemo(): ChangeMemo {
  const memo = new LRUCache<string, Change>({ max: 10_000 });
  const key = (personId: string, recordingId: string): string =>
    `${uuidOf(personId)} ${recordingId}`;
  return {
    last: (personId, recordingId) => memo.get(key(personId, recordingId)),
    note: (personId, recordingId, what) => {
      memo.set(key(personId, recordingId), what);
    },
  };
}
