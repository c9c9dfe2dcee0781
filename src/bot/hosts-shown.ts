import type { Host } from '../accounts/someone.js';
import type { Listing } from '../recordings/list.js';
import { isWebexError } from '../webex/errors.js';
import { PAGE, type ListState } from './list-state.js';
import type { Services } from './services.js';

/** Hosts by the address that a list tells of them, in lower case. */
export type HostsShown = ReadonlyMap<string, Host>;

/**
 * Who hosts what a page of a list of everyone shows: what is done to a recording is done for its
 * host, whose id goes into its buttons. Whom Webex cannot tell of (they may have left) is missing,
 * and their recordings get no buttons. Asks nothing for other lists.
 */
export async function hostsShown(
  { hosts }: Pick<Services, 'hosts'>,
  { reach, start }: ListState,
  { recordings }: Listing,
): Promise<HostsShown> {
  if (reach !== 'everyone') return new Map();
  // One page more: the one shown can be the last one, when the asked one is gone.
  const shown = [...recordings.slice(start, start + PAGE), ...recordings.slice(-PAGE)];
  const emails = new Set(
    shown.flatMap(({ hostEmail = '' }) => (hostEmail === '' ? [] : [hostEmail])),
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
