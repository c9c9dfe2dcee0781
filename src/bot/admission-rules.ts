import { uuidOf } from '../webex/ids.js';

/** Whom the bot serves, by configuration. Where none of the three says anything, everybody. */
export interface AdmissionRules {
  /** UUIDs of organisations, in lower case. */
  readonly orgs: readonly string[];
  /** What may stand after the @, in lower case; subdomains are named on their own. */
  readonly domains: readonly string[];
  /** Addresses in lower case, and UUIDs of people. */
  readonly people: readonly string[];
}

/** Serves everybody. */
export const EVERYBODY: AdmissionRules = { orgs: [], domains: [], people: [] };

/** Whether anybody at all is kept out. */
export function isRestricted({ orgs, domains, people }: AdmissionRules): boolean {
  return orgs.length + domains.length + people.length > 0;
}

/** Whether a person's id alone admits them. @param personId as Webex gives it */
export function admitsId({ people }: AdmissionRules, personId: string): boolean {
  return people.includes(plainUuid(personId));
}

/** Whether a person's address admits them, by itself or by its domain. */
export function admitsEmail({ domains, people }: AdmissionRules, email: string): boolean {
  const address = lower(email);
  const at = address.lastIndexOf('@');
  if (at < 1) return false;
  return people.includes(address) || domains.includes(address.slice(at + 1));
}

/** Whether a person's organisation admits them. @param orgId as Webex gives it */
export function admitsOrg({ orgs }: AdmissionRules, orgId: string | undefined): boolean {
  return orgId !== undefined && orgs.includes(plainUuid(orgId));
}

/** The UUID of an id or of a UUID, in lower case: both are written in configurations. */
export function plainUuid(id: string): string {
  return lower(uuidOf(id));
}

/**
 * Lower case for A to Z alone: JavaScript's own takes letters of other alphabets (the Kelvin sign,
 * a dotted I) for Latin ones, and so one address for another.
 */
export function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
