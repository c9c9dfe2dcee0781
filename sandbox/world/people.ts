import { namedUuid, uuidOf, webexId } from './ids.js';
import {
  ADMIN_SCOPES,
  MESSAGING_SCOPE,
  OFFICER_SCOPES,
  PERSON_SCOPES,
  SERVICE_APP_SCOPES,
} from './scopes.js';

/** What a person may be beside a person: full administrator, compliance officer. */
export type Role = 'admin' | 'officer';

export type PersonType = 'person' | 'bot' | 'appuser';

/** A person or a bot of this Webex. */
export interface Person {
  readonly id: string;
  readonly uuid: string;
  email: string;
  readonly displayName: string;
  readonly orgId: string;
  /** `appuser` is the machine account of a Service App. */
  readonly type: PersonType;
  readonly roles: readonly Role[];
  /** Scopes of the person's standing token. */
  readonly scopes: ReadonlySet<string>;
  /** Meeting sites; the first is the preferred one. */
  sites: readonly string[];
  /** Sites that an administrator manages; nobody else has any. */
  readonly managedSites: readonly string[];
  /** IANA name; a bot has none. */
  readonly timeZone: string | undefined;
  /** ISO 8601. */
  readonly created: string;
  /** No longer of this Webex: nobody finds them, no token of theirs is valid; what they hosted stays. */
  left?: boolean;
}

/** What {@link People.add} needs to know; the rest has a default. */
export interface NewPerson {
  email: string;
  displayName: string;
  uuid?: string;
  /** An organisation by its id or, made up around it, by its name. */
  org?: string;
  type?: PersonType;
  roles?: readonly Role[];
  sites?: readonly string[];
  managedSites?: readonly string[];
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
    const sites = type === 'bot' ? [] : (input.sites ?? DEFAULT_SITES);
    const person: Person = {
      id: webexId('PEOPLE', uuid),
      uuid,
      email,
      displayName: input.displayName,
      orgId: orgIdOf(input.org ?? 'Example'),
      type,
      roles,
      scopes: scopesOf(type, roles),
      sites,
      managedSites: input.managedSites ?? (roles.includes('admin') ? sites : []),
      timeZone: type === 'person' ? (input.timeZone ?? 'Europe/Berlin') : undefined,
      created: input.created,
    };
    this.#byUuid.set(uuid, person);
    this.#byEmail.set(email, person);
    return person;
  }

  /** Gives a person another address; throws when it is taken. */
  readdress(person: Person, address: string): void {
    const email = address.toLowerCase();
    if (this.#byEmail.has(email)) throw new Error(`${email} is taken.`);
    this.#byEmail.delete(person.email);
    person.email = email;
    this.#byEmail.set(email, person);
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

/** The organisation of the sandbox's own people. */
export const EXAMPLE_ORG_ID = orgIdOf('Example');

function orgIdOf(org: string): string {
  return uuidOf('ORGANIZATION', org) === undefined
    ? webexId('ORGANIZATION', namedUuid(`org/${org}`))
    : org;
}

function scopesOf(type: PersonType, roles: readonly Role[]): ReadonlySet<string> {
  if (type === 'bot') return new Set([MESSAGING_SCOPE]);
  if (type === 'appuser') return new Set(SERVICE_APP_SCOPES);
  return new Set([
    ...PERSON_SCOPES,
    ...(roles.includes('admin') ? ADMIN_SCOPES : []),
    ...(roles.includes('officer') ? OFFICER_SCOPES : []),
  ]);
}
