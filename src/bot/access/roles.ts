import type { Logger } from 'pino';
import type { Actor } from '../../accounts/types.js';
import { hasStatus } from '../../webex/errors.js';
import { type Person, personOf } from '../../webex/people.js';
import { lower, plainUuid } from '../../webex/ids.js';

/** Who may act for others, by configuration; nobody by default. */
export interface RoleRules {
  /** Addresses in lower case, and UUIDs of people. */
  readonly administrators: readonly string[];
  /** Id of a space whose members are administrators, too. */
  readonly adminSpace?: string | undefined;
  /** Addresses in lower case, and UUIDs of people. */
  readonly officers: readonly string[];
}

export type Role = 'administrator' | 'officer';

interface RoleDeps {
  /** Asks Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Rejects with a WebexError; 404 where the bot is in no such space. */
  readonly isMember: (roomId: string, personId: string) => Promise<boolean>;
  readonly log: Logger;
}

/**
 * Roles by rules, checked at each message and click. Only the person's id is taken from the event: their
 * address and membership are asked of Webex each time, so whoever is taken off the list or out of the space
 * loses the role, whatever cards they still hold. A space that is gone has no members.
 */
export function rolesBy(rules: RoleRules, { whoIs, isMember, log }: RoleDeps) {
  const isNamed = async (names: readonly string[], personId: string): Promise<boolean> => {
    if (names.includes(plainUuid(personId))) return true;
    if (!names.some((name) => name.includes('@'))) return false;
    const [email] = (await personOf(whoIs, personId))?.emails ?? [];
    return email !== undefined && names.includes(lower(email));
  };
  let warned = false;
  const isIn = async (space: string, personId: string): Promise<boolean> => {
    try {
      const member = await isMember(space, personId);
      warned = false;
      return member;
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
      // Not again for each message and click.
      if (!warned) log.warn({ err: error }, 'admin space not found: check ADMIN_SPACE');
      warned = true;
      return false;
    }
  };
  return {
    /** Rejects with a WebexError when Webex does not say. */
    has: async ({ personId }: Actor, role: Role): Promise<boolean> => {
      if (personId === '') return false;
      if (role === 'officer') return await isNamed(rules.officers, personId);
      if (await isNamed(rules.administrators, personId)) return true;
      const { adminSpace } = rules;
      return adminSpace !== undefined && (await isIn(adminSpace, personId));
    },
  };
}

export type Roles = ReturnType<typeof rolesBy>;
