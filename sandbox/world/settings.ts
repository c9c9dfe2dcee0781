import { z } from 'zod';

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

/** So many calls with one token in so many seconds; then 429 with Retry-After. */
const limit = z.strictObject({
  calls: z.int().min(1),
  seconds: z.number().positive().default(60),
  /** What Retry-After says; until the next call goes through, when left out. */
  retryAfterSeconds: z.int().min(0).optional(),
  /** Which tokens, as a regular expression for what GET /sandbox/calls names them; all by default. */
  tokens: z.string().refine(isPattern, 'is not a regular expression').optional(),
});

const setting = {
  editCards: z.boolean(),
  rotateRefreshTokens: z.boolean(),
  restLagMs: z.int().min(0),
  changeLagMs: z.int().min(0),
  limit: limit.nullable(),
  longestSpanDays: z.number().positive().nullable(),
  oauthErrors: z.enum(['both', 'oauth', 'webex']),
  deviceRedirects: z.boolean(),
  cardErrors: z.enum(['list', 'object']),
  ownListsNameHost: z.boolean(),
  separateRcids: z.boolean(),
  oddForms: z.boolean(),
  mostDevices: z.int().min(1),
  socketRemembers: z.boolean(),
};

/** Behaviours of Webex that sources disagree on, or that a test wants the other way. */
export interface Settings {
  /** Whether PUT /messages/{id} works on a message that carries a card: the documents say no, practice says yes. */
  editCards: boolean;
  /** Whether each refresh gives a new refresh token too. */
  rotateRefreshTokens: boolean;
  /** How long after its webhook a new recording is not to be found yet, in milliseconds. */
  restLagMs: number;
  /** How long after its 204 a move to the bin, out of it, or a deletion is not to be seen yet, in milliseconds. */
  changeLagMs: number;
  /** How many calls a token may make; null for as many as it likes. */
  limit: z.output<typeof limit> | null;
  /** The longest time between from and to of a user's own list; null for any. */
  longestSpanDays: number | null;
  /** How the token endpoint refuses: in OAuth's shape, in Webex's, or in both at once. */
  oauthErrors: 'both' | 'oauth' | 'webex';
  /** Whether the Integration has the redirect URIs of Webex's device grant. */
  deviceRedirects: boolean;
  /** The `errors` of a refused card: the Messages documents do not say which. */
  cardErrors: 'list' | 'object';
  /** Whether a user's own recordings carry `hostEmail`: the documents say no, live samples yes. */
  ownListsNameHost: boolean;
  /** Whether the RCIDs of links are other values than the id, and than each other, as they are live. */
  separateRcids: boolean;
  /** Whether answers have other forms of the same meaning: moments, null for absent, unknown keys. */
  oddForms: boolean;
  /** How many devices an account may register before Webex refuses one more. */
  mostDevices: number;
  /** Whether a frame that nobody acknowledged is sent again over the next socket of the same device. */
  socketRemembers: boolean;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  editCards: true,
  rotateRefreshTokens: false,
  restLagMs: 0,
  changeLagMs: 0,
  limit: null,
  longestSpanDays: null,
  oauthErrors: 'both',
  deviceRedirects: true,
  cardErrors: 'list',
  ownListsNameHost: false,
  separateRcids: false,
  oddForms: false,
  mostDevices: 100,
  socketRemembers: false,
};

/** What POST /sandbox/settings takes: any of the settings. */
const settingsInput = z.strictObject(setting).partial();
export type SettingsInput = z.input<typeof settingsInput>;

/** Changes those that are given; throws a ZodError when one is wrong, and changes nothing then. */
export function changeSettings(settings: Settings, input: unknown): void {
  const given = Object.entries(settingsInput.parse(input));
  Object.assign(settings, Object.fromEntries(given.filter(([, value]) => value !== undefined)));
}
