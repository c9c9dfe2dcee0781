import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** True for an address that nobody but this machine reaches. */
export function isOnThisMachine(address: string): boolean {
  return URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);
}

/** For tokens: https, or plain http that never leaves this machine; a path can be added to it. */
function isSafeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, search, hash } = new URL(value);
  if (username + search + hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isOnThisMachine(value));
}

export const someText = z.string().trim().min(1);
const safeAddress = someText.refine(isSafeAddress).transform((url) => url.replace(/\/+$/, ''));
const WEBEX = 'https://webexapis.com/v1';

/** The variables that say how Webex and the bot reach each other, each with advice. */
export const transportFields = {
  WEBEX_TRANSPORT: z
    .enum(['websocket', 'webhook'])
    .optional()
    .describe(
      'websocket (the bot opens a connection to Webex, and needs no public address) or webhook (Webex calls PUBLIC_URL); leave it out for webhook where PUBLIC_URL is an address that Webex reaches, else websocket',
    ),
  WEBEX_WEBHOOK_SECRET: someText
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.length >= 16))
    .optional()
    .describe(
      'signs what Webex sends us, at least 16 characters, separate several with commas (the first signs new webhooks); make one with: openssl rand -hex 32',
    ),
  PUBLIC_URL: safeAddress
    .refine((url) => !/\/(oauth\/callback|webhook)$/.test(url))
    .optional()
    .describe(
      'the https address under which Webex and browsers reach this bot, e.g. https://recordings.example.com (http only for 127.0.0.1), without /webhook or /oauth/callback',
    ),
  WEBEX_API_BASE_URL: safeAddress
    .default(WEBEX)
    .describe('the Webex API, an https address; leave it out for https://webexapis.com/v1'),
  WEBEX_U2C_URL: safeAddress
    .default('https://u2c.wbx2.com/u2c/api/v1')
    .describe(
      'Webex’s catalogue of services, where the web socket begins, an https address; leave it out for https://u2c.wbx2.com/u2c/api/v1',
    ),
};

/** As of a process; of each variable that is not set, undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** `webhook` where Webex can reach PUBLIC_URL, unless the configuration says otherwise. */
export function transportOf(env: Environment): 'websocket' | 'webhook' {
  const { WEBEX_TRANSPORT: chosen } = env;
  if (chosen === 'websocket' || chosen === 'webhook') return chosen;
  return isReachable(env) ? 'webhook' : 'websocket';
}

/** The variables that a webhook needs and the environment lacks. */
export function missingForTransport(env: Environment): ('PUBLIC_URL' | 'WEBEX_WEBHOOK_SECRET')[] {
  if (transportOf(env) === 'websocket') return [];
  return (['PUBLIC_URL', 'WEBEX_WEBHOOK_SECRET'] as const).filter(
    (name) => env[name] === undefined,
  );
}

/**
 * True when Webex can call the bot; beside a web socket, Webex calls to announce new recordings. An address
 * on this machine is reachable for a Webex on this machine alone.
 */
export function isReachable({ PUBLIC_URL: url, WEBEX_API_BASE_URL: api = WEBEX }: Environment) {
  return url !== undefined && (!isOnThisMachine(url) || isOnThisMachine(api));
}

/** Not our settings, but read by Node, its HTTP client, or hosts. */
const OTHERS = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'],
  ...['NODE_ENV', 'PGSSLMODE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY', 'PGDATABASE', 'HOSTNAME'],
  // Web frameworks read these in an environment that several programs share.
  ...['ALLOWED_HOSTS', 'ALLOWED_ORIGINS'],
];

/** Shorter names resemble too many others. */
const SHORTEST = 8;
const FARTHEST = 2;

/**
 * Names in the environment that look like one of ours and are none: with `ALOWED_DOMAINS` the bot would
 * serve everybody. @param set variables with a value @returns pairs of the name there and the name meant
 */
export function misspelt(
  set: readonly string[],
  known: readonly string[],
): readonly (readonly [name: string, meant: string])[] {
  const fine = new Set([...known, ...OTHERS, ...OTHERS.map((name) => name.toLowerCase())]);
  return set
    .filter((name) => !fine.has(name))
    .flatMap((name) => {
      const meant = nearest(name, [...known, ...OTHERS]);
      return meant === undefined ? [] : [[name, meant] as const];
    });
}

function nearest(name: string, known: readonly string[]): string | undefined {
  // Linux tells capitals apart; people may not.
  const written = name.toUpperCase().replaceAll('-', '_');
  const near = known
    .filter((one) => one.length >= SHORTEST)
    .map((one) => [one, distance(one, written)] as const)
    .filter(([, far]) => far <= FARTHEST)
    .sort(([, one], [, other]) => one - other)[0];
  if (near !== undefined) return near[0];
  // Without its ALLOWED_… setting the bot serves everybody, so guess generously.
  return /^ALL?OWED_/.test(written) ? 'ALLOWED_ORGS, ALLOWED_DOMAINS or ALLOWED_PEOPLE' : undefined;
}
