import type { Response } from 'express';
import type { RequestFault } from '../control/faults.js';
import { errorBody, newTrackingId } from './api-error.js';

/** Answers as a fault says: with its body, its own words, or those that go with its status. */
export function answerFault(res: Response, fault: RequestFault & { status: number }): void {
  const { status, headers, body } = fault;
  res.status(status).set(headers);
  if (typeof body === 'string') {
    if (res.getHeader('content-type') === undefined) res.type('html');
    res.send(Buffer.from(body));
  } else if (body !== undefined) res.json(body);
  else if (status === 204) res.end();
  // Says that it is done, and does nothing.
  else if (status < 300) res.json({});
  else res.json(errorOf(res, fault));
}

function errorOf(res: Response, fault: RequestFault & { status: number }): object {
  const { status, errors } = fault;
  const message = fault.message ?? wordsFor(status);
  const trackingId = String(res.getHeader('trackingid') ?? newTrackingId());
  if (errors === undefined) return errorBody(message, [message], trackingId);
  return { message, errors: Array.isArray(errors) ? errors.map(asError) : errors, trackingId };
}

function asError(error: unknown): unknown {
  return typeof error === 'string' ? { description: error } : error;
}

function wordsFor(status: number): string {
  if (status === 429) return 'Too many requests have been sent in a given amount of time.';
  if (status === 423) return 'The requested resource is temporarily unavailable.';
  if (status === 428)
    return 'File(s) cannot be scanned for malware and need to be force downloaded.';
  return `The sandbox was told to answer ${status}.`;
}
