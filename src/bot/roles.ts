import type { Someone } from '../accounts/someone.js';
import { samePerson } from '../webex/ids.js';
import type { Person } from '../webex/people.js';
import { lower, plainUuid } from './admission-rules.js';

/** Who may act for others, by configuration. Where nothing is said, nobody. */
export interface RoleRules {
  /** Addresses in lower case, and UUIDs of people. */
  readonly administrators: readonly string[];
  /** Id of a space whose members are administrators, too. */
  readonly adminSpace?: string | undefined;
  /** Addresses in lower case, and UUIDs of people. */
  readonly officers: readonly string[];
}

/** What somebody may be, beside a person. */
export type Role = 'administrator' | 'officer';

/** Who is what. Asked anew for every message and every click. */
export interface Roles {
  /** Whether this person has the role at this moment. Rejects with a WebexError when Webex does not say. */
  readonly has: (person: Someone, role: Role) => Promise<boolean>;
}

/** What tells. */
export interface RoleParts {
  /** Who this is, asked of Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Whether they are in a space with the bot. */
  readonly isMember: (roomId: string, personId: string) => Promise<boolean>;
}

/** Nobody is anything. */
export const NO_ROLES: Roles = { has: () => Promise.resolve(false) };

/**
 * Roles by rules. Only the id of who wrote or clicked is taken from the event: their address, and
 * whether they are in the space, are asked of Webex each time, so that whoever was taken off the list
 * or out of the space has the role no more, whatever cards they still hold.
 */
export function rolesBy(rules: RoleRules, { whoIs, isMember }: RoleParts): Roles {
  const isNamed = async (names: readonly string[], personId: string): Promise<boolean> => {
    if (names.includes(plainUuid(personId))) return true;
    if (!names.some((name) => name.includes('@'))) return false;
    const person = await whoIs(personId);
    return samePerson(person.id, personId) && names.includes(lower(person.emails[0] ?? ''));
  };
  return {
    has: async ({ personId }, role) => {
      if (personId === '') return false;
      if (role === 'officer') return await isNamed(rules.officers, personId);
      if (await isNamed(rules.administrators, personId)) return true;
      const { adminSpace } = rules;
      return adminSpace !== undefined && (await isMember(adminSpace, personId));
    },
  };
}
