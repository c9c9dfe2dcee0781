import { randomUUID } from 'node:crypto';

/** An error answer of /v1; thrown anywhere in a route, and answered in Webex's shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly descriptions: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** The `errors` in another shape than the list of descriptions. */
  errors?: unknown;

  /** Without descriptions the message itself is the one description, as Webex mostly does. */
  constructor(
    status: number,
    message: string,
    descriptions: readonly string[] = [message],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.descriptions = descriptions;
    this.headers = headers;
  }

  /** The same refusal with its `errors` in another shape. */
  withErrors(errors: unknown): this {
    this.errors = errors;
    return this;
  }
}

/** Webex's error body; parse-worthy by `{message, errors:[{description}], trackingId}`. */
export interface ErrorBody {
  message: string;
  errors: { description: string }[];
  trackingId: string;
}

export function errorBody(
  message: string,
  descriptions: readonly string[],
  trackingId: string,
): ErrorBody {
  return { message, errors: descriptions.map((description) => ({ description })), trackingId };
}

/** A tracking id as Webex's edge writes it. */
export function newTrackingId(): string {
  return `ROUTER_${randomUUID().toUpperCase()}`;
}

/** 404 in Webex's words: what is not there and what one may not see look alike. */
export function notFound(what: string): ApiError {
  return new ApiError(404, `Could not find a ${what} with provided ID.`);
}

/** 400 with one description per problem. */
export function badRequest(...problems: readonly string[]): ApiError {
  return new ApiError(400, problems[0] ?? 'The request could not be understood.', problems);
}
