import type { Request } from 'express';
import { z } from 'zod';
import { ApiError, badRequest } from './api-error.js';

/** The JSON body as the schema has it; 400 with a description per problem, 415 when it is no JSON. */
export function bodyOf<T>(req: Request, schema: z.ZodType<T>): T {
  if (req.is('application/json') === false) {
    throw new ApiError(
      415,
      'The request is in a media type that is not supported: send application/json.',
    );
  }
  return parsed(req.body, schema);
}

/** The value as the schema has it; 400 with a description per problem. */
export function parsed<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError(
    400,
    'The request could not be understood by the server due to malformed syntax.',
    result.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    ),
  );
}

/** `max` of a list, between 1 and `most`; 400 outside. */
export function maxOf(
  query: Readonly<Record<string, string>>,
  standard: number,
  most: number,
): number {
  const { max } = query;
  if (max === undefined) return standard;
  const value = Number(max);
  if (!/^\d+$/.test(max) || value < 1 || value > most)
    throw badRequest(`max must be between 1 and ${most}.`);
  return value;
}
