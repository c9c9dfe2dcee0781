import { z } from 'zod';
import { headerOf, mediaTypeOf, type Exchange } from './exchange.js';

/**
 * What Webex's guides say where the OpenAPI documents are silent, as strict shapes of our own.
 * Each answers whether an exchange, or a part of it, is as the guide says.
 */

const ErrorBody = z.strictObject({
  message: z.string().min(1),
  errors: z.array(z.strictObject({ description: z.string().min(1) })).optional(),
  trackingId: z.string().min(1),
});

/** The error shape of every Webex API: `{message, errors: [{description}], trackingId}`. */
export function isErrorBody(body: unknown): boolean {
  return ErrorBody.safeParse(body).success;
}

const CardAttachment = z.strictObject({
  contentType: z.literal('application/vnd.microsoft.card.adaptive'),
  content: z.looseObject({
    type: z.literal('AdaptiveCard'),
    version: z.string().regex(/^1\.[0-3]$/),
    body: z.array(z.looseObject({ type: z.string() })).optional(),
    actions: z.array(z.looseObject({ type: z.string() })).optional(),
  }),
});

/** An attachment of the Cards guide: an Adaptive Card with its content type. */
export function isCardAttachment(attachment: unknown): boolean {
  return CardAttachment.safeParse(attachment).success;
}

const CardInputs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Inputs of a submitted card: any names, flat values (Cards guide). */
export function areCardInputs(inputs: unknown): boolean {
  return CardInputs.safeParse(inputs).success;
}

const UploadForm = z.strictObject({
  roomId: z.string().optional(),
  toPersonId: z.string().optional(),
  toPersonEmail: z.string().optional(),
  parentId: z.string().optional(),
  text: z.string().optional(),
  markdown: z.string().optional(),
  files: z.array(z.looseObject({ name: z.string() })).length(1),
});

/** A message with a file, as the Message Attachments guide has it: a form whose file is `files`. */
export function isUpload({ request }: Exchange): boolean {
  return (
    mediaTypeOf(request.headers) === 'multipart/form-data' &&
    UploadForm.safeParse(request.body).success
  );
}

/** GET or HEAD of what a message's `files` names, by the same guide: a file with its name. */
export function isContentsExchange({ request, response }: Exchange): boolean {
  if (!['GET', 'HEAD'].includes(request.method.toUpperCase())) return false;
  if (response.status !== 200) return response.status === 0 || response.status >= 400;
  return headerOf(response.headers, 'content-disposition') !== undefined;
}

const TokenRequest = z.discriminatedUnion('grant_type', [
  z.strictObject({
    grant_type: z.literal('authorization_code'),
    client_id: z.string(),
    client_secret: z.string(),
    code: z.string(),
    redirect_uri: z.url(),
    code_verifier: z.string().min(43).max(128).optional(),
  }),
  z.strictObject({
    grant_type: z.literal('refresh_token'),
    client_id: z.string(),
    client_secret: z.string(),
    refresh_token: z.string(),
  }),
]);

const ApplicationTokenRequest = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  targetOrgId: z.string(),
});

const TokenAnswer = z.strictObject({
  access_token: z.string().min(1),
  expires_in: z.int().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.int().positive(),
  token_type: z.literal('Bearer').optional(),
  scope: z.string().optional(),
});

const TokenError = z.looseObject({
  error: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
});

/** POST /access_token as the Integrations guide has it: a form, answered with both tokens. */
export function isTokenExchange({ request, response, faulted }: Exchange): boolean {
  if (request.method.toUpperCase() !== 'POST') return false;
  const asked =
    mediaTypeOf(request.headers) === 'application/x-www-form-urlencoded' &&
    TokenRequest.safeParse(request.body).success;
  // An answer that a fault made up says nothing about Webex: only what was asked counts.
  if (faulted === true) return asked;
  if (response.status === 0) return true;
  if (response.status !== 200)
    return response.status >= 400 && TokenError.safeParse(response.body).success;
  return asked && TokenAnswer.safeParse(response.body).success;
}

const DeviceRequest = z.strictObject({ client_id: z.string(), scope: z.string() });
const DeviceTokenRequest = z.strictObject({
  grant_type: z.literal('urn:ietf:params:oauth:grant-type:device_code'),
  device_code: z.string(),
  client_id: z.string(),
});
const DeviceAnswer = z.strictObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.url(),
  verification_uri_complete: z.url(),
  expires_in: z.int().positive(),
  interval: z.int().positive(),
});

/** POST /device/authorize and /device/token as “Login with Webex” has them: a form; the secret by Basic. */
export function isDeviceExchange({ request, response, faulted }: Exchange, path: string): boolean {
  const isToken = path === '/device/token';
  const asked =
    request.method.toUpperCase() === 'POST' &&
    mediaTypeOf(request.headers) === 'application/x-www-form-urlencoded' &&
    (isToken ? DeviceTokenRequest : DeviceRequest).safeParse(request.body).success &&
    'authorization' in request.headers === isToken;
  if (faulted === true || response.status === 0) return asked;
  if (response.status !== 200)
    return response.status >= 400 && TokenError.safeParse(response.body).success;
  return asked && (isToken ? TokenAnswer : DeviceAnswer).safeParse(response.body).success;
}

/** POST /applications/{id}/token as the Service Apps guide has it: JSON, answered with both tokens. */
export function isApplicationTokenExchange({ request, response, faulted }: Exchange): boolean {
  if (request.method.toUpperCase() !== 'POST') return false;
  const asked = ApplicationTokenRequest.safeParse(request.body).success;
  if (faulted === true || response.status === 0) return asked;
  if (response.status !== 200) return response.status >= 400 && isErrorBody(response.body);
  return asked && TokenAnswer.safeParse(response.body).success;
}

const MeetingsQuery = z.strictObject({
  meetingNumber: z.string().regex(/^\d{9,11}$/),
  current: z.enum(['true', 'false']).optional(),
  hostEmail: z.email().optional(),
});

const MeetingsAnswer = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      meetingNumber: z.string(),
      title: z.string(),
      meetingType: z.enum(['meetingSeries', 'scheduledMeeting', 'meeting']),
      ...{ start: z.iso.datetime(), end: z.iso.datetime(), siteUrl: z.string() },
    }),
  ),
});

/** GET /meetings of a number, as List Meetings has it. */
export function isMeetingsExchange({ request, response, faulted }: Exchange): boolean {
  if (request.method.toUpperCase() !== 'GET') return false;
  const asked = MeetingsQuery.safeParse(request.query).success;
  if (faulted === true || response.status === 0) return asked;
  if (response.status !== 200) return response.status >= 400 && isErrorBody(response.body);
  return asked && MeetingsAnswer.safeParse(response.body).success;
}

const AuthorizeQuery = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.url(),
  scope: z.string(),
  state: z.string().optional(),
  code_challenge: z.string().min(43).optional(),
  code_challenge_method: z.literal('S256').optional(),
});

/** GET /authorize as the Integrations guide has it: a page, or the way back with a code. */
export function isAuthorizeExchange({ request, response }: Exchange): boolean {
  // The page's own form comes back by POST; what it carries is between the page and its server.
  if (request.method.toUpperCase() === 'POST') return response.status !== 200;
  if (response.status >= 400 || response.status === 0) return true;
  const wayBack = response.status === 302 && headerOf(response.headers, 'location') !== undefined;
  return (wayBack || response.status === 200) && AuthorizeQuery.safeParse(request.query).success;
}
