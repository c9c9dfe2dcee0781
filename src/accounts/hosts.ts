import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { personIdOf, samePerson, uuidOf } from '../webex/ids.js';
import { type Person, findPeople, getPerson } from '../webex/people.js';
import type { Host } from './types.js';

/** Whose recordings somebody may mean, as Webex knows them at this moment. Reject with a WebexError. */
export interface Hosts {
  /** Undefined when Webex tells of nobody, or of nobody who can host, with exactly this address. */
  readonly byEmail: (email: string) => Promise<Host | undefined>;
  /** @param uuid of the person. Undefined when there is nobody. */
  readonly byId: (uuid: string) => Promise<Host | undefined>;
}

/**
 * Hosts by the People API: the address that Webex is given as `hostEmail` is always one that Webex
 * has given us, never one that was written or that came in a card.
 *
 * @param token the bot's
 */
export function webexHosts(webex: WebexClient, token: string): Hosts {
  return {
    byEmail: async (email) => {
      const wanted = email.toLowerCase();
      const hosts = (await findPeople(webex, token, email)).flatMap((person) => {
        const host = hostFrom(person);
        return host?.email.toLowerCase() === wanted ? [host] : [];
      });
      // Two of one address would be somebody else's recordings for one of them.
      return hosts.length === 1 ? hosts[0] : undefined;
    },
    byId: async (uuid) => {
      const id = personIdOf(uuid);
      try {
        const person = await getPerson(webex, token, id);
        return samePerson(person.id, id) ? hostFrom(person) : undefined;
      } catch (error) {
        if (error instanceof WebexRefused && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

/** Bots and machine accounts host nothing, and who has no address cannot be acted for. */
function hostFrom({ id, emails: [email], displayName, orgId, type }: Person): Host | undefined {
  if (email === undefined || (type !== undefined && type !== 'person')) return undefined;
  return { personId: uuidOf(id), email, displayName, orgId };
}
