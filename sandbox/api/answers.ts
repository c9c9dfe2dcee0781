import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ApiError, errorBody, newTrackingId } from './api-error.js';
import { verbsOf } from './known-paths.js';

/** Middleware: each answer of /v1 carries a tracking id, and this Webex's time. */
export function track(now: () => number): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('trackingid', newTrackingId());
    res.setHeader('Date', new Date(now()).toUTCString());
    next();
  };
}

/** What nobody answered: 405 for a path that has other verbs, else 404. */
export const nothingHere: RequestHandler = (req) => {
  const verbs = verbsOf(req.path);
  if (verbs !== undefined && !verbs.includes(req.method)) {
    const message = `The HTTP method ${req.method} is not supported for this resource.`;
    throw new ApiError(405, message, undefined, { Allow: verbs.join(', ') });
  }
  throw new ApiError(
    404,
    `The requested resource could not be found: ${req.method} ${req.originalUrl.split('?')[0] ?? ''}`,
  );
};

/** Turns whatever was thrown into Webex's error shape. */
export const answerError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const { status, message, descriptions, headers, errors } = asApiError(error);
  const trackingId = String(res.getHeader('trackingid') ?? newTrackingId());
  if (errors !== undefined) res.locals.sentErrors = errors;
  res
    .status(status)
    .set(headers)
    .json(errorBody(message, descriptions, trackingId));
};

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  ) {
    // Express's own body parser: bad JSON (400), too large (413), unknown charset (415).
    return new ApiError(
      error.status,
      `The request could not be understood by the server: ${error.message}`,
    );
  }
  console.error('The sandbox failed:', error);
  return new ApiError(500, 'Something went wrong inside the sandbox; see its console.');
}
