import { resolve } from 'node:path';
import { z } from 'zod';
import { type AdmissionRules, lower, plainUuid } from '../bot/access/admission.js';
import type { StoreConfig } from '../store/open.js';
import { ConfigError } from './env.js';

/** Whom the bot serves, and how much of it anyone gets. */
export interface Limits {
  readonly admission: AdmissionRules;
  /** Messages and clicks of one person. */
  readonly ratePerMinute: number;
  /** Proxies in front of the bot that say truly whom they speak for. */
  readonly proxyHops: number;
  /** Whether a person may empty their whole recycle bin in one go. */
  readonly allowPurge: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Punycode for names in other alphabets, as they stand in addresses on the wire.
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

/** Entries by comma. A name that can never fit is a mistake, and would keep out whom it should let in. */
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

/** The variables of the limits; every one can be left out. */
export const limitFields = {
  ALLOWED_ORGS: several(plainUuid, (entry) => UUID.test(entry)),
  ALLOWED_DOMAINS: several(lower, (entry) => DOMAIN.test(entry)),
  ALLOWED_PEOPLE: people,
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(600),
  PROXY_HOPS: z.coerce.number().int().min(0).max(10).optional(),
  ALLOW_PURGE: z.enum(['true', 'false']).default('false'),
};

/** What each of them is for; shown when it is wrong. */
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

type Environment = Readonly<Record<string, string | undefined>>;

const DATABASE_URL =
  'DATABASE_URL is not valid: the PostgreSQL to keep everything in, e.g. postgres://user:password@host:5432/name; leave it out for the embedded database in DATA_DIR';

/** Which database the environment names, and what is wrong with that. */
export function storeOf(
  env: Environment,
): { readonly store: StoreConfig } | { readonly problem: string } {
  const url = env.DATABASE_URL?.trim() ?? '';
  if (url === '') {
    const folder = env.DATA_DIR?.trim() ?? '';
    return { store: { kind: 'pglite', folder: resolve(folder === '' ? 'data' : folder) } };
  }
  const sound = URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);
  return sound ? { store: { kind: 'postgres', url } } : { problem: DATABASE_URL };
}

/**
 * The database alone, for the tools that need nothing else.
 *
 * @throws ConfigError
 */
export function readStoreConfig(env: Environment): StoreConfig {
  const read = storeOf(env);
  if ('problem' in read) throw new ConfigError([read.problem]);
  return read.store;
}
