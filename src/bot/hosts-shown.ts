import type { Host } from '../accounts/someone.js';
import type { Listing } from '../recordings/list.js';
import type { Recording } from '../recordings/recording.js';
import { isWebexError } from '../webex/errors.js';
import { PAGE, type ListState } from './list-state.js';
import type { Services } from './services.js';

/** Hosts by the address that a list tells of them, in lower case. */
export type HostsShown = ReadonlyMap<string, Host>;

/** What a page of a list shows, and the last page: that one is shown when the asked one is gone. */
export function shownOf({ start }: ListState, { recordings }: Listing): Recording[] {
  return [...recordings.slice(start, start + PAGE), ...recordings.slice(-PAGE)];
}

/**
 * Who hosts what a page of a list of everyone shows: what is done to a recording is done for its
 * host, whose id goes into its buttons. Whom Webex cannot tell of (they may have left) is missing,
 * and their recordings get no buttons. Asks nothing for other lists.
 */
export async function hostsShown(
  { hosts }: Pick<Services, 'hosts'>,
  state: ListState,
  listing: Listing,
): Promise<HostsShown> {
  if (state.reach !== 'everyone') return new Map();
  const emails = new Set(
    shownOf(state, listing).flatMap(({ hostEmail = '' }) => (hostEmail === '' ? [] : [hostEmail])),
  );
  const found = await Promise.all(
    [...emails].map(async (email): Promise<[string, Host][]> => {
      try {
        const host = await hosts.byEmail(email);
        return host === undefined ? [] : [[email.toLowerCase(), host]];
      } catch (error) {
        if (!isWebexError(error)) throw error;
        return [];
      }
    }),
  );
  return new Map(found.flat());
}
