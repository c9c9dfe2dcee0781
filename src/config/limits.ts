import { z } from 'zod';
import { type AdmissionRules, lower, plainUuid } from '../bot/access/admission.js';

/** Whom the bot serves, and how much each person may do. */
export interface Limits {
  readonly admission: AdmissionRules;
  /** Messages and clicks of one person. */
  readonly ratePerMinute: number;
  /** Trusted proxies in front of the bot. */
  readonly proxyHops: number;
  /** Whether a person may empty their whole recycle bin in one go. */
  readonly allowPurge: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Punycode for names in other alphabets, as they stand in addresses on the wire.
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

/** Comma-separated entries; malformed ones are rejected, since a typo would silently lock people out. */
function several(read: (entry: string) => string, isSound: (entry: string) => boolean) {
  return z
    .string()
    .default('')
    .transform((list) => (list.trim() === '' ? [] : list.split(',').map((one) => read(one.trim()))))
    .refine((entries) => entries.every(isSound));
}

const person = (entry: string): string => (entry.includes('@') ? lower(entry) : plainUuid(entry));

/** People by comma, as addresses or ids. */
export const people = several(person, (entry) => EMAIL.test(entry) || UUID.test(entry));

/** The variables of the limits, all optional. */
export const limitFields = {
  ALLOWED_ORGS: several(plainUuid, (entry) => UUID.test(entry)),
  ALLOWED_DOMAINS: several(lower, (entry) => DOMAIN.test(entry)),
  ALLOWED_PEOPLE: people,
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(600),
  PROXY_HOPS: z.coerce.number().int().min(0).max(10).optional(),
  ALLOW_PURGE: z.enum(['true', 'false']).default('false'),
};

/** Advice for each variable; shown when it is wrong. */
export const limitAdvice: Record<keyof typeof limitFields, string> = {
  ALLOWED_ORGS:
    'the organisations that the bot serves, by comma, as Webex’s orgId or its UUID; leave it out for all',
  ALLOWED_DOMAINS:
    'the domains of people’s addresses that the bot serves, by comma, e.g. example.com (subdomains are named on their own, without * or @); leave it out for all',
  ALLOWED_PEOPLE:
    'the people that the bot serves, by comma, as their address or Webex’s person id; leave it out for all',
  RATE_LIMIT_PER_MINUTE:
    'how many messages and clicks of one person are answered in a minute, 1 to 10000; leave it out for 600',
  PROXY_HOPS:
    'how many proxies stand in front of the bot, 0 to 10; leave it out for 1 (or 0 when PUBLIC_URL is on this machine)',
  ALLOW_PURGE:
    'true or false: whether a person may delete all of their recycle bin for good in one go; leave it out for false',
};

/**
 * The limits out of the variables.
 *
 * @param loopback whether PUBLIC_URL is on this machine: the bot speaks plain http, so that an https
 *   address always has something in front that ends it
 */
export function limitsOf(
  read: z.infer<z.ZodObject<typeof limitFields>>,
  loopback: boolean,
): Limits {
  return {
    admission: {
      orgs: read.ALLOWED_ORGS,
      domains: read.ALLOWED_DOMAINS,
      people: read.ALLOWED_PEOPLE,
    },
    ratePerMinute: read.RATE_LIMIT_PER_MINUTE,
    proxyHops: read.PROXY_HOPS ?? (loopback ? 0 : 1),
    allowPurge: read.ALLOW_PURGE === 'true',
  };
}
