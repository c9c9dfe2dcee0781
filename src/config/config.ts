import { resolve } from 'node:path';
import { z } from 'zod';
import { KeyRingError, parseKeyRing } from '../accounts/keys.js';
import { codeOf } from '../util/log.js';
import { defined, present } from '../util/present.js';
import { lower, plainUuid } from '../webex/ids.js';
import type { StoreConfig } from '../store/store.js';
import {
  UUID,
  authorityFields,
  authorityOf,
  peopleList,
  commaSeparated,
  headerToken,
} from './authority.js';
import {
  type Environment,
  isOnThisMachine,
  isReachable,
  missingForTransport,
  someText,
  transportFields,
  transportOf,
  misspelt,
} from './transport.js';

// Names in other alphabets are in Punycode, as mail addresses carry them.
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

const wholeWithin = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** The variables, each with advice for when it is missing or wrong. */
const schema = z.object({
  WEBEX_BOT_TOKEN: headerToken.describe(
    'the bot’s access token; create a bot at https://developer.webex.com/my-apps/new/bot',
  ),
  ...transportFields,
  ...authorityFields,
  PORT: wholeWithin(0, 65_535)
    .default(3000)
    .describe('the port to listen on, 0 to 65535; leave it out for 3000'),
  HOST: someText
    .regex(/^[\w.:-]+$/)
    .optional()
    .describe(
      'the address to listen on, e.g. 127.0.0.1 behind a proxy on this machine; leave it out for every interface (or 127.0.0.1 when PUBLIC_URL is on this machine)',
    ),
  METRICS_TOKEN: someText
    .min(16)
    .optional()
    .describe(
      'whoever sends it as a bearer token may read GET /metrics, at least 16 characters; make one with: openssl rand -hex 32; leave it out for no metrics there',
    ),
  METRICS_PORT: wholeWithin(0, 65_535)
    .optional()
    .describe(
      'a port of 127.0.0.1 that answers GET /metrics without a token, 0 to 65535; leave it out for none',
    ),
  HTTPS_PROXY: someText
    .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
    .optional()
    .describe(
      'the proxy by which the bot reaches Webex, e.g. http://proxy.example.com:3128; leave it out for none',
    ),
  NO_PROXY: someText
    .optional()
    .describe(
      'hosts that are reached without that proxy, separated by commas; leave it out for none',
    ),
  DATABASE_POOL: wholeWithin(2, 500)
    .optional()
    .describe(
      'how many connections one process opens to PostgreSQL at most, beside one for its locks, 2 to 500; leave it out for 12',
    ),
  TOKEN_KEYS: someText
    .optional()
    .describe(
      'seals people’s tokens in the database, the same for every process, as id:base64 (several separated by commas: the first seals, all open); make one with: echo "k1:$(openssl rand -base64 32)"',
    ),
  ALLOWED_ORGS: commaSeparated(plainUuid, (entry) => UUID.test(entry)).describe(
    'the organisations that the bot serves, separated by commas, as Webex’s orgId or its UUID; leave it out for all',
  ),
  ALLOWED_DOMAINS: commaSeparated(lower, (entry) => DOMAIN.test(entry)).describe(
    'the domains of people’s addresses that the bot serves, separated by commas, e.g. example.com (subdomains are named on their own, without * or @); leave it out for all',
  ),
  ALLOWED_PEOPLE: peopleList.describe(
    'the people that the bot serves, separated by commas, as their address or Webex’s person id; leave it out for all',
  ),
  RATE_LIMIT_PER_MINUTE: wholeWithin(1, 10_000)
    .default(600)
    .describe(
      'how many messages and clicks of one person are answered in a minute, 1 to 10000; leave it out for 600',
    ),
  PROXY_HOPS: wholeWithin(0, 10)
    .optional()
    .describe(
      'how many proxies stand in front of the bot, 0 to 10; leave it out for 1 (or 0 when PUBLIC_URL is on this machine)',
    ),
  ALLOW_PURGE: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      'true or false: whether a person may delete all of their recycle bin for good in one go; leave it out for false',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('one of trace, debug, info, warn, error, silent; leave it out for info'),
  LOG_FORMAT: z
    .enum(['json', 'pretty'])
    .default('json')
    .describe('json for programs, or pretty for people; leave it out for json'),
});

/** Docker's env files keep quotes; .env and systemd remove them. */
const WHOLLY_QUOTED = /^\s*(["'`])(.*)\1\s*$/s;

/** Every variable; the last two are read outside the schema. */
export const SETTINGS = [...Object.keys(schema.shape), 'DATABASE_URL', 'DATA_DIR'];

/** @throws ConfigError that lists everything missing or wrong at once */
export function readConfig(env: Environment) {
  const { set, quoted } = variablesIn(env);
  const read = schema.safeParse(set);
  const authority = authorityOf(set);
  const store = storeOf(set);
  const isWrong = new Set(read.error?.issues.map((issue) => String(issue.path[0])));
  const lacking = [...missingForTransport(set), ...(Array.isArray(authority) ? authority : [])];
  const inQuotes = 'is in quotes: take them off, where it is set they are part of it';
  const problems = present([
    ...[...isWrong].map((name) => problem(name, set)),
    ...quoted.map((name) => `${name} ${inQuotes}`),
    ...contradictions(set, read.data),
    ...lacking.map((name) => problem(name, set)),
    store === undefined && DATABASE_URL,
    keyProblem(set),
  ]);
  if (!read.success || Array.isArray(authority) || store === undefined || problems.length > 0) {
    throw new ConfigError(problems);
  }
  const { data } = read;
  const { DATABASE_POOL: connections, HTTPS_PROXY: proxy } = data;
  const { isLocal, ...addresses } = addressesOf(data, set);
  return {
    ...addresses,
    botToken: data.WEBEX_BOT_TOKEN,
    apiBaseUrl: data.WEBEX_API_BASE_URL,
    u2cUrl: data.WEBEX_U2C_URL,
    authority,
    scopes: data.WEBEX_SCOPES,
    roles: {
      administrators: data.ADMINISTRATORS,
      adminSpace: data.ADMIN_SPACE,
      officers: data.COMPLIANCE_OFFICERS,
    },
    store: store.kind === 'postgres' ? { ...store, ...defined({ connections }) } : store,
    tokenKeys: data.TOKEN_KEYS,
    limits: {
      admission: {
        orgs: data.ALLOWED_ORGS,
        domains: data.ALLOWED_DOMAINS,
        people: data.ALLOWED_PEOPLE,
      },
      ratePerMinute: data.RATE_LIMIT_PER_MINUTE,
      /** Trusted proxies. The bot speaks plain http: in front of an https address there is always one. */
      proxyHops: data.PROXY_HOPS ?? (isLocal ? 0 : 1),
      allowPurge: data.ALLOW_PURGE === 'true',
    },
    logLevel: data.LOG_LEVEL,
    logFormat: data.LOG_FORMAT,
    /** Nobody reads metrics where neither is set. */
    metrics: { token: data.METRICS_TOKEN, port: data.METRICS_PORT },
    /** To Webex; undefined for none. */
    proxy: proxy === undefined ? undefined : { url: proxy, except: data.NO_PROXY },
  };
}

/** The variables that have a value, without quotes around it; and those that had quotes. */
function variablesIn(env: Environment) {
  // Other programs read these two in either case.
  const { https_proxy: url, no_proxy: except, HTTPS_PROXY = url, NO_PROXY = except } = env;
  // An empty value in .env means: not set.
  const given = Object.entries({ ...env, HTTPS_PROXY, NO_PROXY }).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  );
  const set: Record<string, string | undefined> = Object.fromEntries(given);
  const quoted = SETTINGS.filter((name) => WHOLLY_QUOTED.test(set[name] ?? ''));
  for (const name of quoted) set[name] = set[name]?.replace(WHOLLY_QUOTED, '$2');
  return { set, quoted };
}

/** Problems of values that are valid each by itself, and of names that resemble one of ours. */
function contradictions(set: Environment, data?: z.infer<typeof schema>): string[] {
  // 0 means any free port.
  const { PORT: port = 0, METRICS_PORT: metricsPort } = data ?? {};
  const isRelative = set.DATABASE_URL === undefined && set.DATA_DIR?.trim().startsWith('~');
  return present([
    port > 0 && metricsPort === port && 'METRICS_PORT is the same as PORT: set another one',
    isRelative && 'DATA_DIR begins with ~: write the whole path, which only a shell fills in',
    ...misspelt(Object.keys(set), SETTINGS).map(
      ([name, meant]) => `${name} is not known: write ${meant}, or take it out`,
    ),
  ]);
}

/** Where the bot listens, and how Webex and browsers reach it. */
function addressesOf(data: z.infer<typeof schema>, set: Environment) {
  const { PUBLIC_URL: publicUrl, WEBEX_WEBHOOK_SECRET: webhookSecrets = [] } = data;
  const [secret] = webhookSecrets;
  const transport = transportOf(set);
  const isCalled = publicUrl !== undefined && (transport === 'webhook' || isReachable(set));
  const isLocal = publicUrl === undefined || isOnThisMachine(publicUrl);
  return {
    isLocal,
    port: data.PORT,
    /** Loopback when the public address is, or there is none; every interface otherwise. */
    host: data.HOST ?? (isLocal ? '127.0.0.1' : '0.0.0.0'),
    /** As `apiBaseUrl` without a trailing slash. Undefined: nobody comes back from a consent page. */
    publicUrl,
    transport,
    /** All verify; the first signs new webhooks. */
    webhookSecrets,
    /** Where Webex can call the bot; undefined where it cannot. */
    webhook:
      isCalled && secret !== undefined ? { targetUrl: `${publicUrl}/webhook`, secret } : undefined,
  };
}

export type Config = ReturnType<typeof readConfig>;

/** PostgreSQL needs a key from outside, since others can read it; the embedded database makes its own. */
function keyProblem(env: Environment): string | undefined {
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

/** Without the value, which may be a secret. */
function problem(name: string, env: Environment): string {
  const advice = Object.entries(schema.shape).find(([known]) => known === name)?.[1].description;
  return `${name} is ${env[name] === undefined ? 'missing' : 'not valid'}: ${advice ?? ''}`;
}

/** The bot cannot start with this environment; the message lists all that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    const list = problems.map((one) => `  - ${one}`);
    super(['The configuration is not complete, or not right:', ...list].join('\n'));
  }
}

/**
 * `.env` is for people who start things by hand; what the environment already says wins.
 * @throws ConfigError where it cannot be read
 */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      throw new ConfigError(['.env cannot be read: check its owner, or take it away']);
  }
}

const DATABASE_URL =
  'DATABASE_URL is not valid: the PostgreSQL to keep everything in, e.g. postgres://user:password@host:5432/name; leave it out for the embedded database in DATA_DIR';

/** Undefined when DATABASE_URL is not valid. */
function storeOf(env: Environment): StoreConfig | undefined {
  const url = env.DATABASE_URL?.trim() ?? '';
  if (url === '') {
    const folder = env.DATA_DIR?.trim() ?? '';
    return { kind: 'pglite', folder: resolve(folder === '' ? 'data' : folder) };
  }
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) return undefined;
  const address = new URL(url);
  // On hosts that set DATABASE_URL themselves, people can set these two beside it.
  for (const name of ['sslmode', 'sslrootcert']) {
    const value = env[`PG${name.toUpperCase()}`]?.trim() ?? '';
    if (value !== '' && !address.searchParams.has(name)) address.searchParams.set(name, value);
  }
  return { kind: 'postgres', url: address.search === new URL(url).search ? url : String(address) };
}

/** For tools that need the database alone. @throws ConfigError */
export function readStoreConfig(env: Environment): StoreConfig {
  const store = storeOf(env);
  if (store === undefined) throw new ConfigError([DATABASE_URL]);
  return store;
}
