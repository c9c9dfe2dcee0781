import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { lenient } from '../util/present.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused, WebexUnreadable } from '../webex/errors.js';
import type { Tokens } from './account-store.js';
import type { AccountRole } from './types.js';

/** For people who connect for themselves. */
export const SCOPES: readonly string[] = [
  'meeting:recordings_read',
  'meeting:recordings_write',
  'meeting:transcripts_read',
  'meeting:summaries_read',
  'meeting:preferences_read',
  'spark:people_read',
];

/**
 * For an administrator who acts for others on the sites that they manage. Only a full administrator can
 * grant these; they are kept apart from what that person granted for themselves.
 * https://developer.webex.com/docs/meetings#adminorganization-level-authentication-and-scopes
 */
const ADMINISTRATOR_SCOPES = [
  'meeting:admin_recordings_read',
  'meeting:admin_recordings_write',
  'meeting:admin_transcripts_read',
  'meeting:admin_preferences_read',
  'spark:people_read',
];

/** For a compliance officer, who reads all of the organisation and deletes with a reason. */
const OFFICER_SCOPES = [
  'spark-compliance:meetings_read',
  'spark-compliance:meetings_write',
  'spark:people_read',
];

/** Where Webex's device grant sends people back to, by region; the Integration needs all of them. */
export const DEVICE_REDIRECTS = ['a', 'r', 'k', 'd'].map(
  (region) => `https://oauth-helper-${region}.wbx2.com/helperservice/v1/actions/device/callback`,
);

/** Seconds, ten years at most; some servers send them as text. */
const seconds = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().positive().max(315_360_000));

/**
 * New tokens replace the old ones, which may no longer work: none may be lost because something else is odd.
 */
export const tokenAnswer = z.object({
  // As a header takes it.
  access_token: z.string().regex(/^[!-~]+$/),
  // If the answer does not say: renewed soon.
  expires_in: seconds.catch(3_600),
  refresh_token: lenient(z.string().min(1)),
  // 90 days, as Webex documents, where an answer does not say.
  refresh_token_expires_in: seconds.catch(7_776_000),
  token_type: z.string().catch('bearer'),
});

/**
 * A code for signing in on a page of Webex's, which a card may open only where the API says such pages are.
 * @param api needs no TLS for its pages if it has none itself: then it never leaves this machine
 */
const deviceAnswer = (api: string) =>
  z
    .object({
      device_code: z.string().min(1),
      // Stands in a card as it is.
      user_code: z.string().regex(/^[\w-]{1,20}$/),
      verification_uri: z.url(),
      verification_uri_complete: z.url(),
      expires_in: seconds,
      interval: seconds.catch(5),
    })
    .refine(({ verification_uri: page, verification_uri_complete: whole }) => {
      const { protocol, origin } = new URL(whole);
      const isOurs = protocol === 'https:' || origin === new URL(api).origin;
      return isOurs && origin === new URL(page).origin;
    });

/** Why there are no tokens for a device code (yet). */
export type NoTokens = 'pending' | 'slow-down' | 'declined' | 'expired';

/** Documented as messages, and in RFC 8628 as codes; 428 is Webex's own. */
const NO_TOKENS: readonly (readonly [RegExp, NoTokens])[] = [
  [/\bslow_down\b/, 'slow-down'],
  [/\bauthorization_pending\b/, 'pending'],
  [/\baccess_denied\b/, 'declined'],
  [/\b(expired_token|invalid_grant)\b/, 'expired'],
];

function whyNoTokens({ status, code, reason, complaints }: WebexRefused): NoTokens | undefined {
  const words = [code, reason, ...complaints].join(' ');
  const [, known] = NO_TOKENS.find(([pattern]) => pattern.test(words)) ?? [];
  if (known !== undefined) return known;
  if (status === 428) return 'pending';
  return status === 429 ? 'slow-down' : undefined;
}

/**
 * Webex's OAuth server, for one Integration: https://developer.webex.com/docs/integrations Token calls
 * reject with a WebexError.
 * @param options `redirectUri` exactly as registered; `scopes` for people who connect for themselves
 */
export function createOAuthClient(
  webex: WebexClient,
  options: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
    readonly baseUrl: string;
    readonly scopes?: readonly string[] | undefined;
  },
  now: () => number,
) {
  const { baseUrl, clientId, clientSecret, redirectUri } = options;
  const scopes: Record<AccountRole, readonly string[]> = {
    own: options.scopes ?? SCOPES,
    administrator: ADMINISTRATOR_SCOPES,
    officer: OFFICER_SCOPES,
  };
  // The library insists on https; our own client decides where requests really go.
  const secure = baseUrl.replace(/^http:/, 'https:');
  const server: oauth.AuthorizationServer = {
    issuer: new URL(secure).origin,
    token_endpoint: `${secure}/access_token`,
  };
  const client: oauth.Client = { client_id: clientId };
  const auth = oauth.ClientSecretPost(clientSecret);
  const over = (repeatable: boolean) => ({ [oauth.customFetch]: overWebex(webex, repeatable) });

  return {
    redirectUri,
    authorizeUrl: async (
      state: string,
      verifier: string,
      purpose: AccountRole = 'own',
    ): Promise<string> => {
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: scopes[purpose].join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      // Webex wants %20 between scopes; a form encoding would write +.
      const pairs = Object.entries(query).map(
        ([key, value]) => `${key}=${encodeURIComponent(value)}`,
      );
      return `${baseUrl}/authorize?${pairs.join('&')}`;
    },
    /** Redeems a code; it works once. */
    exchange: async (code: string, verifier: string): Promise<Tokens> => {
      const query = new URLSearchParams({ code });
      const callback = oauth.validateAuthResponse(server, client, query, oauth.expectNoState);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        auth,
        callback,
        redirectUri,
        verifier,
        over(false),
      );
      const answer = await oauth.processAuthorizationCodeResponse(server, client, response);
      return tokensOf(tokenAnswer.parse(answer), now());
    },
    /**
     * Begins a sign-in without a redirect.
     * https://developer.webex.com/docs/login-with-webex#device-authorization-endpoint
     */
    deviceCode: async (purpose: AccountRole = 'own') => {
      const body = new URLSearchParams({ client_id: clientId, scope: scopes[purpose].join(' ') });
      const path = '/device/authorize';
      const answer = deviceAnswer(baseUrl);
      const { data } = await webex.call({ method: 'POST', path, body, answer, repeatable: true });
      return {
        deviceCode: data.device_code,
        userCode: data.user_code,
        page: data.verification_uri_complete,
        expiresAt: now() + data.expires_in * 1000,
        /** Webex refuses requests for the tokens that come closer together (RFC 8628, 3.5). */
        intervalMs: data.interval * 1000,
      };
    },
    /** The tokens of the person who signed in with a code, once. Any other refusal is a WebexRefused. */
    redeemDeviceCode: async (deviceCode: string): Promise<Tokens | NoTokens> => {
      const body = new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: deviceCode,
        client_id: clientId,
      });
      try {
        const { data } = await webex.call({
          ...{ method: 'POST', path: '/device/token', basic: [clientId, clientSecret], body },
          ...{ answer: tokenAnswer, finalStatuses: [423, 429] },
        });
        return tokensOf(data, now());
      } catch (error) {
        const known = error instanceof WebexRefused ? whyNoTokens(error) : undefined;
        if (known === undefined) throw error;
        return known;
      }
    },
    /** New tokens for old. `invalid_grant` (as `code` of a WebexRefused) means: connect again. */
    refresh: async ({ refreshToken: old }: Tokens): Promise<Tokens> => {
      const response = await oauth.refreshTokenGrantRequest(server, client, auth, old, over(true));
      const answer = await oauth.processRefreshTokenResponse(server, client, response);
      return tokensOf(tokenAnswer.parse(answer), now(), old);
    },
  };
}

export type OAuthClient = ReturnType<typeof createOAuthClient>;

/** Sends the library's HTTP through our client: one place for time-outs, retries and errors. */
function overWebex(webex: WebexClient, repeatable: boolean) {
  return async (
    url: string,
    { body }: oauth.CustomFetchOptions<'POST', URLSearchParams>,
  ): Promise<Response> => {
    const path = `/${new URL(url).pathname.split('/').at(-1) ?? ''}`;
    const call = { method: 'POST', path, body, answer: tokenAnswer, repeatable } as const;
    return Response.json((await webex.call(call)).data);
  };
}

/** @param previous the refresh token, which stays valid when the answer brings none */
export function tokensOf(
  answer: z.infer<typeof tokenAnswer>,
  now: number,
  previous?: string,
): Tokens {
  const refreshToken = answer.refresh_token ?? previous;
  if (refreshToken === undefined) {
    const request = { method: 'POST', path: '/access_token' };
    throw new WebexUnreadable(request, undefined, ['refresh_token']);
  }
  return {
    accessToken: answer.access_token,
    accessExpiresAt: now + answer.expires_in * 1000,
    refreshToken,
    refreshExpiresAt: now + answer.refresh_token_expires_in * 1000,
  };
}
