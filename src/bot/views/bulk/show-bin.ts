import type { BulkJob } from '../../bulk/data.js';
import { latest } from '../../list-state.js';
import { writeState } from '../../list-state-text.js';
import { ever } from '../../words/calendar.js';
import type { Button } from '../button.js';

const DAYS = { zone: 'UTC' };

/** The way to the recycle bin that a job is about. */
export function showBin({ hostId, updatedAt: now }: BulkJob): Button {
  const title = 'Show the recycle bin';
  if (hostId === undefined) return { title, data: { action: 'say', text: 'bin' } };
  const span = ever({ ...DAYS, now });
  const state = { ...latest(now), ...DAYS, span, filter: { status: 'deleted' } as const };
  return { title, data: { action: 'refresh', list: writeState({ ...state, host: hostId }) } };
}
