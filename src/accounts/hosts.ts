import type { WebexClient } from '../webex/client.js';
import { lower, personIdOf, uuidOf } from '../webex/ids.js';
import { type Person, findPeople, getPerson, personOf } from '../webex/people.js';
import type { Host } from './types.js';

/**
 * Looks up hosts with the People API: a `hostEmail` always comes from Webex, never from a message or a
 * card. Rejects with a WebexError.
 */
export function webexHosts(webex: WebexClient, token: string) {
  return {
    /** Undefined when nobody who can host has exactly this address. */
    byEmail: async (email: string): Promise<Host | undefined> => {
      const found = (await findPeople(webex, token, { email })).map(hostFrom);
      const hosts = found.filter(
        (host) => host !== undefined && lower(host.email) === lower(email),
      );
      // If two share an address, one of them would get the other's recordings.
      return hosts.length === 1 ? hosts[0] : undefined;
    },
    /** Those whose name begins with these words, possibly several. */
    byName: async (displayName: string): Promise<readonly Host[]> =>
      (await findPeople(webex, token, { displayName })).flatMap((one) => hostFrom(one) ?? []),
    /** @param uuid of the person. Undefined when there is nobody. */
    byId: async (uuid: string): Promise<Host | undefined> => {
      const person = await personOf((id) => getPerson(webex, token, id), personIdOf(uuid));
      return person && hostFrom(person);
    },
  };
}

export type Hosts = ReturnType<typeof webexHosts>;

/** Bots and machine accounts host nothing; nobody can act for a person without an address. */
function hostFrom({ id, emails: [email], displayName, orgId, type }: Person): Host | undefined {
  if (email === undefined || (type !== undefined && type !== 'person')) return undefined;
  return { personId: uuidOf(id), email, displayName, orgId };
}
