import type { Logger } from 'pino';
import type { Actor } from '../../accounts/types.js';
import { WebexRefused } from '../../webex/errors.js';
import { type Person, personOf } from '../../webex/people.js';
import { lower, plainUuid } from './admission.js';

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
  readonly has: (actor: Actor, role: Role) => Promise<boolean>;
}

/** What tells. */
export interface RoleDeps {
  /** Who this is, asked of Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Whether they are in a space with the bot. Rejects with a WebexError; 404 when it is not there. */
  readonly isMember: (roomId: string, personId: string) => Promise<boolean>;
  readonly log: Logger;
}

/** Nobody is anything. */
export const NO_ROLES: Roles = { has: () => Promise.resolve(false) };

/**
 * Roles by rules. Only the id of who wrote or clicked is taken from the event: their address, and
 * whether they are in the space, are asked of Webex each time, so that whoever was taken off the list
 * or out of the space has the role no more, whatever cards they still hold. A space that is gone has no
 * members: that is for whoever runs the bot to look at, and for nobody else.
 */
export function rolesBy(rules: RoleRules, { whoIs, isMember, log }: RoleDeps): Roles {
  const isNamed = async (names: readonly string[], personId: string): Promise<boolean> => {
    if (names.includes(plainUuid(personId))) return true;
    if (!names.some((name) => name.includes('@'))) return false;
    const person = await personOf(whoIs, personId);
    const [email] = person?.emails ?? [];
    return email !== undefined && names.includes(lower(email));
  };
  let warned = false;
  const isIn = async (space: string, personId: string): Promise<boolean> => {
    try {
      const member = await isMember(space, personId);
      warned = false;
      return member;
    } catch (error) {
      if (!(error instanceof WebexRefused && error.status === 404)) throw error;
      // Each message and each click would say the same.
      if (!warned) log.warn({ err: error }, 'the bot is in no such space: check ADMIN_SPACE');
      warned = true;
      return false;
    }
  };
  return {
    has: async ({ personId }, role) => {
      if (personId === '') return false;
      if (role === 'officer') return await isNamed(rules.officers, personId);
      if (await isNamed(rules.administrators, personId)) return true;
      const { adminSpace } = rules;
      return adminSpace !== undefined && (await isIn(adminSpace, personId));
    },
  };
}
