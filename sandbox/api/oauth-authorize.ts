import { randomBytes } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import {
  checkAuthorization,
  redirectTo,
  scopesBeyond,
  type AuthorizationRequest,
} from '../oauth/authorization.js';
import { consentPage, problemPage } from '../oauth/consent-page.js';
import type { Grants } from '../oauth/grants.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import { callerOf } from './caller.js';

const answer = z.object({
  decision: z.enum(['approve', 'decline']),
  person: z.string().optional(),
});
const fields = z.record(z.string(), z.string());

/**
 * GET /authorize: a bearer token is that person approving; without one it is a page to choose on,
 * whose form comes back by POST.
 */
export function authorizeApi(world: World, grants: Grants): express.Router {
  const router = express.Router();

  router.get('/authorize', (req, res) => {
    const request = checked(req.query, res);
    if (!request) return;
    if (req.headers.authorization !== undefined) {
      const caller = callerOf(req);
      if (caller.kind === 'bot' || caller.integration) {
        sendProblem(res, 'Only a person can approve, with a token of their own.');
        return;
      }
      approve(res, grants, request, caller.person);
      return;
    }
    const nonce = protect(res, new URL(request.redirectUri).origin);
    const people = world.people.all().filter((person) => person.type === 'person');
    res
      .type('html')
      .send(consentPage(request, fields.parse(req.query), people, nonce, askedBy(req)));
  });

  router.post('/authorize', (req: Request, res) => {
    const request = checked(req.body, res);
    if (!request) return;
    const given = answer.safeParse(req.body);
    const person = world.people.byEmail(given.data?.person ?? '');
    if (given.data?.decision === 'decline') {
      const { redirectUri, state } = request;
      goBack(res, redirectUri, {
        ...{ error: 'access_denied', error_description: 'The person declined.', state },
      });
    } else if (!given.success || person?.type !== 'person') {
      sendProblem(res, 'Choose who you are.');
    } else {
      approve(res, grants, request, person);
    }
  });

  return router;
}

/** The chat page says in a cookie who is in front of it. */
export function askedBy(req: Request): string | undefined {
  const value = /(?:^|; )sandbox-person=([^;]*)/.exec(req.headers.cookie ?? '')?.[1];
  return new URLSearchParams(`person=${value ?? ''}`).get('person') ?? undefined;
}

function checked(input: unknown, res: Response): AuthorizationRequest | undefined {
  const request = checkAuthorization(input);
  if (!('tell' in request)) return request;
  if (request.tell === 'person') sendProblem(res, request.problem);
  else {
    const { error, problem, state } = request;
    goBack(res, request.redirectUri, { error, error_description: problem, state });
  }
  return undefined;
}

function approve(
  res: Response,
  grants: Grants,
  request: AuthorizationRequest,
  person: Person,
): void {
  const { redirectUri, scopes, state, challenge } = request;
  const beyond = scopesBeyond(person, scopes);
  if (beyond.length > 0) {
    const problem = `${person.displayName} cannot give ${beyond.join(' ')}`;
    goBack(res, redirectUri, { error: 'invalid_scope', error_description: problem, state });
    return;
  }
  const code = grants.approve({ person, scopes, redirectUri, challenge });
  goBack(res, redirectUri, { code, state });
}

function goBack(
  res: Response,
  redirectUri: string,
  parameters: Record<string, string | undefined>,
): void {
  res.set('Cache-Control', 'no-store').redirect(302, redirectTo(redirectUri, parameters));
}

export function sendProblem(res: Response, problem: string): void {
  const nonce = protect(res);
  res.status(400).type('html').send(problemPage(problem, nonce));
}

/** Nothing but the page's own style, and no form to anywhere else; answers the style's nonce. */
export function protect(res: Response, redirectOrigin?: string): string {
  const nonce = randomBytes(16).toString('base64');
  // Browsers hold the redirect after a form's POST against form-action too.
  const forms = redirectOrigin === undefined ? "'none'" : `'self' ${redirectOrigin}`;
  res.set({
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  return nonce;
}
