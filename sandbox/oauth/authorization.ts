import { z } from 'zod';
import type { Person } from '../world/people.js';
import { ADMIN_SCOPES, OFFICER_SCOPES } from '../world/scopes.js';
import { isAllowedRedirect, sandboxIntegration } from './clients.js';

/** An authorization request that can be put before a person. */
export interface AuthorizationRequest {
  redirectUri: string;
  scopes: readonly string[];
  state?: string | undefined;
  challenge?: string | undefined;
}

/** What is wrong with a request: told on a page, or to the client when its address is trusted. */
export type AuthorizationProblem =
  | { tell: 'person'; problem: string }
  | {
      tell: 'client';
      redirectUri: string;
      state: string | undefined;
      error: string;
      problem: string;
    };

const text = z.string().optional();
const parameters = z.object({
  client_id: text,
  redirect_uri: text,
  response_type: text,
  scope: text,
  state: text,
  code_challenge: text,
  code_challenge_method: text,
});

/**
 * Checks the parameters of GET /v1/authorize. An unknown client or a redirect_uri that is not
 * registered is never answered by a redirect (RFC 6749, 4.1.2.1); all else is the client's to hear.
 */
export function checkAuthorization(input: unknown): AuthorizationRequest | AuthorizationProblem {
  const parsed = parameters.safeParse(input);
  if (!parsed.success) return { tell: 'person', problem: 'A parameter was given twice.' };
  const given = parsed.data;
  if (given.client_id !== sandboxIntegration.clientId) {
    return { tell: 'person', problem: 'No Integration has this client_id.' };
  }
  const redirectUri = given.redirect_uri ?? '';
  if (!isAllowedRedirect(redirectUri)) {
    return { tell: 'person', problem: 'This redirect_uri is not registered for the Integration.' };
  }
  const { state, code_challenge: challenge } = given;
  const refuse = (error: string, problem: string): AuthorizationProblem => ({
    ...{ tell: 'client', redirectUri, state, error, problem },
  });
  if (given.response_type !== 'code') {
    return refuse('unsupported_response_type', 'response_type must be code.');
  }
  const scopes = (given.scope ?? '').split(' ').filter(Boolean);
  const unknown = scopes.filter((scope) => !sandboxIntegration.scopes.includes(scope));
  if (scopes.length === 0) return refuse('invalid_scope', 'scope is missing.');
  if (unknown.length > 0) return refuse('invalid_scope', `Not registered: ${unknown.join(' ')}`);
  if (challenge === undefined && given.code_challenge_method !== undefined) {
    return refuse('invalid_request', 'code_challenge is missing.');
  }
  if (challenge !== undefined && given.code_challenge_method !== 'S256') {
    return refuse('invalid_request', 'code_challenge_method must be S256.');
  }
  if (challenge !== undefined && !/^[\w-]{43}$/.test(challenge)) {
    return refuse('invalid_request', 'code_challenge is not a SHA-256 in base64url.');
  }
  return { redirectUri, scopes, state, challenge };
}

/** The scopes that this person cannot give, for want of the role. */
export function scopesBeyond(person: Person, scopes: readonly string[]): string[] {
  return scopes.filter(
    (scope) =>
      (ADMIN_SCOPES.includes(scope) && !person.roles.includes('admin')) ||
      (OFFICER_SCOPES.includes(scope) && !person.roles.includes('officer')),
  );
}

/** The address to go back to, with these parameters added; undefined ones are left out. */
export function redirectTo(uri: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  return url.href;
}
