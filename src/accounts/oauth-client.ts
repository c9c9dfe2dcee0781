import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { WebexUnreadable } from '../webex/errors.js';
import type { Tokens } from './account-store.js';
import { ADMINISTRATOR_SCOPES, OFFICER_SCOPES, type AccountRole } from './types.js';

/** A Webex Integration: https://developer.webex.com/docs/integrations */
export interface OAuthClientOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Must be registered with the Integration, character by character. */
  readonly redirectUri: string;
  /** Base of the API, e.g. `https://webexapis.com/v1`: authorize and access_token live below it. */
  readonly baseUrl: string;
  /** Asked for when people connect for themselves. */
  readonly scopes?: readonly string[] | undefined;
}

/** Webex's OAuth server. Token calls reject with a WebexError. */
export interface OAuthClient {
  /** Where the person goes to consent. */
  authorizeUrl: (state: string, verifier: string, purpose?: AccountRole) => Promise<string>;
  /** Redeems a code; it works once. */
  exchange: (code: string, verifier: string) => Promise<Tokens>;
  /** New tokens for old. `invalid_grant` (as `code` of a WebexRefused) means: connect again. */
  refresh: (tokens: Tokens) => Promise<Tokens>;
}

/**
 * Scopes of the bot: read and delete the person's recordings, read transcripts and summaries, know the
 * person and their sites.
 */
export const SCOPES = [
  'meeting:recordings_read',
  'meeting:recordings_write',
  'meeting:transcripts_read',
  'meeting:summaries_read',
  'meeting:preferences_read',
  'spark:people_read',
] as const;

/** Webex's answer from a token endpoint. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
  token_type: z.string().default('bearer'),
});

/** 90 days, as Webex documents, where an answer does not say. */
const USUAL_REFRESH_LIFE_SECONDS = 7_776_000;

/** An Integration on a Webex client. */
export function createOAuthClient(
  webex: WebexClient,
  options: OAuthClientOptions,
  now: () => number = Date.now,
): OAuthClient {
  const { baseUrl, clientId, clientSecret, redirectUri } = options;
  const scopes: Record<AccountRole, readonly string[]> = {
    own: options.scopes ?? SCOPES,
    administrator: ADMINISTRATOR_SCOPES,
    officer: OFFICER_SCOPES,
  };
  // The library insists on https; where the requests really go, our own client decides.
  const secure = baseUrl.replace(/^http:/, 'https:');
  const server: oauth.AuthorizationServer = {
    issuer: new URL(secure).origin,
    token_endpoint: `${secure}/access_token`,
  };
  const client: oauth.Client = { client_id: clientId };
  const auth = oauth.ClientSecretPost(clientSecret);
  const over = (repeatable: boolean) => ({
    [oauth.customFetch]: overWebex(webex, repeatable),
  });

  return {
    authorizeUrl: async (state, verifier, purpose = 'own') => {
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: scopes[purpose].join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      // Webex wants %20 between scopes, where a form encoding would write +.
      const pairs = Object.entries(query).map(
        ([key, value]) => `${key}=${encodeURIComponent(value)}`,
      );
      return `${baseUrl}/authorize?${pairs.join('&')}`;
    },
    exchange: async (code, verifier) => {
      const callback = oauth.validateAuthResponse(
        server,
        client,
        new URLSearchParams({ code }),
        oauth.expectNoState,
      );
      const answer = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        auth,
        callback,
        redirectUri,
        verifier,
        over(false),
      );
      return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, answer), now());
    },
    refresh: async (tokens) => {
      const answer = await oauth.refreshTokenGrantRequest(
        server,
        client,
        auth,
        tokens.refreshToken,
        over(true),
      );
      const fresh = await oauth.processRefreshTokenResponse(server, client, answer);
      return tokensOf(fresh, now(), tokens.refreshToken);
    },
  };
}

/** The library's HTTP goes through our client: one place for time-outs, retries and errors. */
function overWebex(webex: WebexClient, repeatable: boolean) {
  return async (
    url: string,
    options: oauth.CustomFetchOptions<'POST', URLSearchParams>,
  ): Promise<Response> => {
    const path = `/${new URL(url).pathname.split('/').at(-1) ?? ''}`;
    const body = options.body;
    const { data } = await webex.call({
      method: 'POST',
      path,
      body,
      answer: tokenAnswer,
      repeatable,
    });
    return Response.json(data);
  };
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: unknown;
  readonly refresh_token?: string | undefined;
  readonly refresh_token_expires_in?: unknown;
}

/**
 * Tokens as they are stored.
 *
 * @param now milliseconds since the epoch
 * @param previous the refresh token, which stays valid when the answer brings none
 */
export function tokensOf(answer: TokenAnswer, now: number, previous?: string): Tokens {
  const refreshToken = answer.refresh_token ?? previous;
  if (refreshToken === undefined) {
    const request = { method: 'POST', path: '/access_token' };
    throw new WebexUnreadable(request, undefined, ['refresh_token']);
  }
  const refreshLife = Number(answer.refresh_token_expires_in ?? USUAL_REFRESH_LIFE_SECONDS);
  return {
    accessToken: answer.access_token,
    accessExpiresAt: now + Number(answer.expires_in) * 1000,
    refreshToken,
    refreshExpiresAt: now + refreshLife * 1000,
  };
}
