import type { WebexEvent } from '../event.js';

/** What waits for what: a space's events for each other; a welcome, which may be held, for none. */
export function lineOf({ resource, data: { roomId } }: WebexEvent): string {
  return resource === 'memberships' ? `${roomId} memberships` : roomId;
}
