import { resolve } from 'node:path';
import { z } from 'zod';
import { KeyRingError, parseKeyRing } from '../accounts/keys.js';
import type { RoleRules } from '../bot/access/roles.js';
import type { StoreConfig } from '../store/open.js';
import {
  type AuthorityConfig,
  authorityAdvice,
  authorityFields,
  authorityOf,
  rolesOf,
} from './authority.js';
import { type Limits, limitAdvice, limitFields, limitsOf } from './limits.js';

export interface Config {
  readonly port: number;
  /** Loopback when the public address is, every interface otherwise. */
  readonly host: string;
  /** Where Webex and people's browsers reach us, without a trailing slash. */
  readonly publicUrl: string;
  readonly botToken: string;
  /** All verify; the first signs new webhooks. */
  readonly webhookSecrets: readonly [string, ...string[]];
  /** Base of the Webex API, without a trailing slash. */
  readonly apiBaseUrl: string;
  readonly authority: AuthorityConfig;
  /** Scopes asked for when people connect; undefined for all that the bot can use. */
  readonly scopes: readonly string[] | undefined;
  readonly roles: RoleRules;
  readonly store: StoreConfig;
  /** TOKEN_KEYS, checked; not needed on the embedded database, which keeps a file of its own. */
  readonly tokenKeys: string | undefined;
  readonly limits: Limits;
  readonly logLevel: string;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const text = z.string().trim().min(1);
const address = text.refine(isSafeAddress).transform((url) => url.replace(/\/+$/, ''));

const schema = z.object({
  WEBEX_BOT_TOKEN: text,
  WEBEX_WEBHOOK_SECRET: text
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.length >= 16)),
  PUBLIC_URL: address,
  WEBEX_API_BASE_URL: address.default('https://webexapis.com/v1'),
  ...authorityFields,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  TOKEN_KEYS: text.optional(),
  ...limitFields,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Advice for each variable; shown when it is missing or wrong. */
const advice: Record<keyof z.infer<typeof schema>, string> = {
  WEBEX_BOT_TOKEN:
    'the bot’s access token; create a bot at https://developer.webex.com/my-apps/new/bot',
  WEBEX_WEBHOOK_SECRET:
    'signs what Webex sends us, at least 16 characters, several by comma (the first signs new webhooks); make one with: openssl rand -hex 32',
  PUBLIC_URL:
    'the https address under which Webex and browsers reach this bot, e.g. https://recordings.example.com (http only for 127.0.0.1)',
  WEBEX_API_BASE_URL: 'the Webex API, an https address; leave it out for https://webexapis.com/v1',
  ...authorityAdvice,
  TOKEN_KEYS:
    'seals people’s tokens in the database, the same for every process, as id:base64 (several by comma: the first seals, all open); make one with: echo "k1:$(openssl rand -base64 32)"',
  PORT: 'the port to listen on, 0 to 65535; leave it out for 3000',
  ...limitAdvice,
  LOG_LEVEL: 'one of trace, debug, info, warn, error, silent; leave it out for info',
};

/**
 * Reads the environment.
 *
 * @throws ConfigError that lists everything missing or wrong at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty value in .env means: not set.
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const read = schema.safeParse(set);
  const problems = read.success
    ? []
    : [...new Set(read.error.issues.map((issue) => String(issue.path[0])))].map((name) =>
        problem(name as keyof typeof advice, set),
      );
  const authority = authorityOf(set);
  if (Array.isArray(authority)) problems.push(...authority.map((name) => problem(name, set)));
  const database = storeOf(set);
  if ('problem' in database) problems.push(database.problem);
  const keys = keyProblem(set);
  if (keys !== undefined) problems.push(keys);
  if (!read.success || Array.isArray(authority) || 'problem' in database || problems.length > 0) {
    throw new ConfigError(problems);
  }

  const { data } = read;
  const [first = '', ...others] = data.WEBEX_WEBHOOK_SECRET;
  const loopback = LOOPBACK.test(new URL(data.PUBLIC_URL).hostname);
  return {
    port: data.PORT,
    host: loopback ? '127.0.0.1' : '0.0.0.0',
    publicUrl: data.PUBLIC_URL,
    botToken: data.WEBEX_BOT_TOKEN,
    webhookSecrets: [first, ...others],
    apiBaseUrl: data.WEBEX_API_BASE_URL,
    authority,
    scopes: data.WEBEX_SCOPES,
    roles: rolesOf(data),
    store: database.store,
    tokenKeys: data.TOKEN_KEYS,
    limits: limitsOf(data, loopback),
    logLevel: data.LOG_LEVEL,
  };
}

type Name = keyof typeof advice;

/** A database that others can read needs a key from outside it; the embedded one makes its own. */
function keyProblem(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { TOKEN_KEYS: keys, DATABASE_URL: url, WEBEX_ACCESS_TOKEN: personal } = env;
  if (keys === undefined) {
    return url === undefined || personal !== undefined ? undefined : problem('TOKEN_KEYS', env);
  }
  try {
    parseKeyRing(keys);
    return undefined;
  } catch (error) {
    if (error instanceof KeyRingError) return error.message;
    throw error;
  }
}

/** Never with the value: it may be a secret. */
function problem(name: Name, env: Readonly<Record<string, string | undefined>>): string {
  return `${name} is ${env[name] === undefined ? 'missing' : 'not valid'}: ${advice[name]}`;
}

/** Tokens travel there: https, or plain http that never leaves this machine. */
function isSafeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/** The environment is not enough to start with; the message says all that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(
      ['The configuration is not complete:', ...problems.map((problem) => `  - ${problem}`)].join(
        '\n',
      ),
    );
  }
}

/** `.env` is for people who start things by hand; what the environment already says wins. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch {
    // There is none.
  }
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
