import express, { type ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { areCredentialsOf, sandboxIntegration, sandboxServiceApp } from '../oauth/clients.js';
import { InvalidGrant, type Grants, type TokenAnswer } from '../oauth/grants.js';
import type { World } from '../world/world.js';
import { ApiError, errorBody } from './api-error.js';

const one = z.string().min(1);
const request = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    code: one,
    redirect_uri: one,
    code_verifier: one.optional(),
  }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: one }),
]);
const credentials = z.object({ client_id: one, client_secret: one });
const kind = z.object({ grant_type: z.string() });

/** A refusal in OAuth's own shape, beside Webex's (RFC 6749, 5.2). */
export class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

/** POST /access_token, form-encoded: a code or a refresh token for an access token. */
export function accessTokenApi(world: World, grants: Grants): express.Router {
  const router = express.Router();
  router.post('/access_token', (req, res) => {
    if (!req.is('application/x-www-form-urlencoded')) {
      throw new ApiError(415, 'The body must be application/x-www-form-urlencoded.');
    }
    const answer = tokensFor(req.body, grants);
    res.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json(answer);
  });
  router.use(answerOAuthError(world));
  return router;
}

function tokensFor(body: unknown, grants: Grants): TokenAnswer {
  const client = clientOf(body);
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    const named = kind.safeParse(body).data?.grant_type;
    if (named !== undefined && !['authorization_code', 'refresh_token'].includes(named)) {
      throw new OAuthError(400, 'unsupported_grant_type', `grant_type ${named} is not supported.`);
    }
    const missing = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new OAuthError(400, 'invalid_request', `Missing or given twice: ${missing.join(', ')}`);
  }
  const given = parsed.data;
  if (given.grant_type === 'authorization_code' && client !== sandboxIntegration.clientId) {
    throw new OAuthError(400, 'unauthorized_client', 'A Service App has no codes to redeem.');
  }
  try {
    return given.grant_type === 'refresh_token'
      ? grants.refresh(given.refresh_token, client)
      : grants.redeem(given.code, given.redirect_uri, given.code_verifier);
  } catch (error) {
    if (error instanceof InvalidGrant) throw new OAuthError(400, 'invalid_grant', error.message);
    throw error;
  }
}

/** The client_id of whoever asks; invalid_client when the secret is not theirs. */
function clientOf(body: unknown): string {
  const given = credentials.safeParse(body);
  const id = given.data?.client_id ?? '';
  const secret = given.data?.client_secret ?? '';
  const known = [sandboxIntegration, sandboxServiceApp].some((application) =>
    areCredentialsOf(application, { id, secret }),
  );
  if (!known) throw new OAuthError(401, 'invalid_client', 'Client authentication failed.');
  return id;
}

/** In OAuth's shape, in Webex's, or in both: which one it is, is documented nowhere. */
export function answerOAuthError(world: World): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (!(error instanceof OAuthError)) {
      next(error);
      return;
    }
    const { message } = error;
    const shape = world.settings.oauthErrors;
    res
      .status(error.status)
      .set('Cache-Control', 'no-store')
      .json({
        ...(shape === 'webex' ? {} : { error: error.error, error_description: message }),
        ...(shape === 'oauth'
          ? {}
          : errorBody(message, [message], String(res.getHeader('trackingid')))),
      });
  };
}
