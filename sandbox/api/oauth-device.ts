import express, { type Request } from 'express';
import { z } from 'zod';
import { scopesBeyond } from '../oauth/authorization.js';
import { areCredentialsOf, sandboxIntegration } from '../oauth/clients.js';
import { consentPage, signedInPage } from '../oauth/consent-page.js';
import { type DeviceCodes, NoTokens } from '../oauth/device-codes.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import { callerOf } from './caller.js';
import { askedBy, protect, sendProblem } from './oauth-authorize.js';
import { OAuthError, answerOAuthError } from './oauth-token.js';

const one = z.string().min(1);
const authorization = z.object({ client_id: one, scope: one });
const tokens = z.object({
  grant_type: z.literal('urn:ietf:params:oauth:grant-type:device_code'),
  device_code: one,
  client_id: one,
});
const answer = z.object({
  userCode: one,
  decision: z.enum(['approve', 'decline']),
  person: z.string().optional(),
});

/**
 * POST /device/authorize and POST /device/token, as the guide “Login with Webex” has them.
 * @param url of the sandbox
 */
export function deviceApi(world: World, codes: DeviceCodes, url: () => string): express.Router {
  const router = express.Router();
  router.post('/device/authorize', (req, res) => {
    mustBeForm(req);
    const given = authorization.safeParse(req.body).data;
    if (given?.client_id !== sandboxIntegration.clientId) throw refused('Client Id is invalid');
    if (!world.settings.deviceRedirects) throw refused('redirect_uri is invalid');
    const scopes = given.scope.split(' ').filter(Boolean);
    if (!scopes.every((scope) => sandboxIntegration.scopes.includes(scope)))
      throw refused('Scope is invalid');
    res.set('Cache-Control', 'no-store').json(codes.begin(scopes, `${url()}/verify`));
  });
  router.post('/device/token', (req, res) => {
    mustBeForm(req);
    const [id = '', secret = ''] = basicOf(req);
    if (!areCredentialsOf(sandboxIntegration, { id, secret }))
      throw new OAuthError(401, 'invalid_client', 'Client authentication failed.');
    const given = tokens.safeParse(req.body).data;
    if (given?.client_id !== id) throw new OAuthError(400, 'invalid_request', 'invalid_request');
    try {
      res.set('Cache-Control', 'no-store').json(codes.redeem(given.device_code));
    } catch (error) {
      if (!(error instanceof NoTokens)) throw error;
      throw new OAuthError(error.status, error.error, error.message);
    }
  });
  router.use(answerOAuthError(world));
  return router;
}

/** GET /verify: a bearer token is that person approving; without one it is a page to choose on. */
export function devicePage(world: World, codes: DeviceCodes): express.Router {
  const router = express.Router();
  const sendDone = (res: express.Response, approved: boolean): void => {
    res.type('html').send(signedInPage(approved, protect(res)));
  };
  const approve = (res: express.Response, userCode: string, person: Person): void => {
    const scopes = codes.asks(userCode)?.scopes ?? [];
    const isBeyond = scopesBeyond(person, scopes).length > 0;
    if (!codes.decide(userCode, isBeyond ? 'no-role' : person)) sendProblem(res, UNKNOWN);
    else sendDone(res, !isBeyond);
  };
  router.get('/verify', (req, res) => {
    const userCode = one.safeParse(req.query.userCode).data ?? '';
    const request = codes.asks(userCode);
    if (request === undefined) sendProblem(res, UNKNOWN);
    else if (req.headers.authorization !== undefined) {
      const caller = callerOf(req);
      if (caller.kind === 'bot') sendProblem(res, 'Only a person can approve.');
      else approve(res, userCode, caller.person);
    } else {
      const nonce = protect(res, '');
      const people = world.people.all().filter(({ type }) => type === 'person');
      const page = consentPage(request, { userCode }, people, nonce, askedBy(req), '/verify');
      res.type('html').send(page);
    }
  });
  router.post('/verify', (req, res) => {
    const given = answer.safeParse(req.body).data;
    const person = world.people.byEmail(given?.person ?? '');
    if (given?.decision === 'decline') {
      if (codes.decide(given.userCode, 'declined')) sendDone(res, false);
      else sendProblem(res, UNKNOWN);
    } else if (given === undefined || person?.type !== 'person') {
      sendProblem(res, 'Choose who you are.');
    } else approve(res, given.userCode, person);
  });
  return router;
}

const UNKNOWN = 'This code is unknown, was used before, or has expired.';

function refused(description: string): ApiError {
  const message = 'The request could not be understood by the server due to malformed syntax.';
  return new ApiError(400, message, [description]);
}

function mustBeForm(req: Request): void {
  if (!req.is('application/x-www-form-urlencoded'))
    throw new ApiError(415, 'The body must be application/x-www-form-urlencoded.');
}

function basicOf(req: Request): string[] {
  const [, encoded = ''] = /^Basic +(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString('utf8').split(':');
}
