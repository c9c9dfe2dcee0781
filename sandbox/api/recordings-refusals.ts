import type { ErrorRequestHandler } from 'express';
import { AccessRefused } from '../recordings/access.js';
import { ApiError } from './api-error.js';

/** Gives refusals of the recordings' own rules the shape of /v1's errors. */
export const refusals: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
  next(error instanceof AccessRefused ? new ApiError(error.status, error.message) : error);
};
