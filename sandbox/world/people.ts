import { namedUuid, uuidOf, webexId } from './ids.js';
import { ADMIN_SCOPES, MESSAGING_SCOPE, OFFICER_SCOPES, PERSON_SCOPES } from './scopes.js';

/** What a person may be beside a person: full administrator, compliance officer. */
export type Role = 'admin' | 'officer';

/** A person or a bot of this Webex. */
export interface Person {
  readonly id: string;
  readonly uuid: string;
  readonly email: string;
  readonly displayName: string;
  readonly orgId: string;
  readonly type: 'person' | 'bot';
  readonly roles: readonly Role[];
  /** Scopes of the person's standing token. */
  readonly scopes: ReadonlySet<string>;
  /** Meeting sites; the first is the preferred one. An administrator manages these. */
  readonly sites: readonly string[];
  /** IANA name; a bot has none. */
  readonly timeZone: string | undefined;
  /** ISO 8601. */
  readonly created: string;
}

/** What {@link People.add} needs to know; the rest has a default. */
export interface NewPerson {
  email: string;
  displayName: string;
  uuid?: string;
  org?: string;
  type?: 'person' | 'bot';
  roles?: readonly Role[];
  sites?: readonly string[];
  timeZone?: string;
  created: string;
}

export const DEFAULT_SITES: readonly string[] = ['acme.webex.com', 'acme-emea.webex.com'];

/** Everyone, found by id (of any cluster), uuid or email address (in any case). */
export class People {
  readonly #byUuid = new Map<string, Person>();
  readonly #byEmail = new Map<string, Person>();

  /** Adds a person; throws when the email address is taken. */
  add(input: NewPerson): Person {
    const email = input.email.toLowerCase();
    if (this.#byEmail.has(email)) throw new Error(`${email} is taken.`);
    const uuid = input.uuid ?? namedUuid(`person/${email}`);
    const type = input.type ?? 'person';
    const roles = input.roles ?? [];
    const person: Person = {
      id: webexId('PEOPLE', uuid),
      uuid,
      email,
      displayName: input.displayName,
      orgId: webexId('ORGANIZATION', namedUuid(`org/${input.org ?? 'Example'}`)),
      type,
      roles,
      scopes: type === 'bot' ? new Set([MESSAGING_SCOPE]) : scopesOf(roles),
      sites: type === 'bot' ? [] : (input.sites ?? DEFAULT_SITES),
      timeZone: type === 'bot' ? undefined : (input.timeZone ?? 'Europe/Berlin'),
      created: input.created,
    };
    this.#byUuid.set(uuid, person);
    this.#byEmail.set(email, person);
    return person;
  }

  byUuid(uuid: string): Person | undefined {
    return this.#byUuid.get(uuid);
  }

  byId(id: string): Person | undefined {
    const uuid = uuidOf('PEOPLE', id);
    return uuid === undefined ? undefined : this.#byUuid.get(uuid);
  }

  byEmail(email: string): Person | undefined {
    return this.#byEmail.get(email.toLowerCase());
  }

  all(): Person[] {
    return [...this.#byUuid.values()];
  }
}

function scopesOf(roles: readonly Role[]): ReadonlySet<string> {
  return new Set([
    ...PERSON_SCOPES,
    ...(roles.includes('admin') ? ADMIN_SCOPES : []),
    ...(roles.includes('officer') ? OFFICER_SCOPES : []),
  ]);
}
