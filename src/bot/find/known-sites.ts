import { LRUCache } from 'lru-cache';
import type { Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { listSites } from '../../recordings/sites.js';
import type { WebexClient } from '../../webex/client.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Services } from '../services.js';

/** Sites change seldom. */
const HOUR = 3_600_000;
/** A choice of more is no choice. */
const MOST = 25;

/** What each client has been told, so that it is asked once an hour and person. */
const told = new WeakMap<WebexClient, LRUCache<string, readonly string[]>>();

/**
 * The sites of a person, or of the host for whom they act: none where Webex does not say, for want
 * of a scope or because it has a bad minute. Rejects with NotConnected or NotServed.
 */
export async function knownSites(services: Services, person: Someone): Promise<readonly string[]> {
  const { webex, authorities } = services;
  const known = told.get(webex) ?? new LRUCache({ max: 1_000, ttl: HOUR });
  told.set(webex, known);
  const whose = [person.personId, person.host?.personId ?? person.personId].map(uuidOf).join();
  const before = known.get(whose);
  if (before !== undefined) return before;
  try {
    const all = await withAuthority(authorities, person, (authority) =>
      listSites(webex, authority),
    );
    const sites = all.slice(0, MOST);
    known.set(whose, sites);
    return sites;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    services.log.info({ err: error }, 'Webex does not tell the sites');
    return [];
  }
}
