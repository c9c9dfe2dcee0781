import { checkRequestBody, checkResponseBody } from './bodies.js';
import type { OpenApiDocument } from './document.js';
import { documentedPath, type Exchange } from './exchange.js';
import { EXCEPTIONS, type Exception } from './exceptions.js';
import { findOperation, type NotFound } from './operations.js';
import { checkParameters } from './parameters.js';
import { checkProse } from './prose.js';
import { schemaChecks, type Fault } from './validator.js';
import type { Violation } from './violation.js';

/** Holds exchanges against OpenAPI documents. */
export interface Contract {
  /** Every departure that no exception excuses; none when the exchange is as documented. */
  check(exchange: Exchange, circumstances?: { followsLink?: boolean }): Violation[];
  /** Names of the exceptions that have not excused anything yet. */
  unmetExceptions(): string[];
}

/**
 * A contract over documents, in the order in which a path is looked up.
 * @param exceptions the departures to allow; the official table unless a test brings its own
 */
export function openContract(
  documents: readonly OpenApiDocument[],
  exceptions: readonly Exception[] = EXCEPTIONS,
): Contract {
  const checks = new Map(documents.map((document) => [document, schemaChecks(document)]));
  const met = new Set<string>();

  function departures(exchange: Exchange): Violation[] {
    const { request, response } = exchange;
    const path = documentedPath(request.path);
    const found = findOperation(documents, request.method, path);
    if (typeof found === 'string') return [unknown(found, exchange)];
    const checkOf = checks.get(found.document);
    if (checkOf === undefined) throw new Error('An operation of a document that is not ours.');
    const asViolation =
      (side: Violation['side']) =>
      ({ pointer, ...fault }: Fault): Violation => ({
        ...fault,
        side,
        place: pointer,
        operation: found.name,
        status: response.status,
      });
    const asked = [
      ...checkParameters(request, found, checkOf),
      ...checkRequestBody(request, found, checkOf),
      ...checkProse(request, found.name),
    ];
    const told = response.status !== 0 && exchange.faulted !== true;
    const answered = told ? checkResponseBody(response, found, checkOf) : [];
    return [...asked.map(asViolation('request')), ...answered.map(asViolation('response'))];
  }

  return {
    check(told, { followsLink = false } = {}) {
      const exchange = asSent(told);
      return departures(exchange).filter((violation) => {
        const excuse = exceptions.find((each) =>
          each.excuses(violation, { exchange, followsLink }),
        );
        if (excuse !== undefined) met.add(excuse.name);
        return excuse === undefined;
      });
    },
    unmetExceptions: () => exceptions.map(({ name }) => name).filter((name) => !met.has(name)),
  };
}

/** The exchange as it went over the wire: an answer is told as the object that became JSON. */
function asSent(exchange: Exchange): Exchange {
  const { body } = exchange.response;
  if (typeof body !== 'object') return exchange;
  const response = { ...exchange.response, body: JSON.parse(JSON.stringify(body)) as unknown };
  return { ...exchange, response };
}

function unknown(rule: NotFound, { request, response }: Exchange): Violation {
  return {
    side: 'request',
    operation: `${request.method.toUpperCase()} ${documentedPath(request.path)}`,
    status: response.status,
    place: '',
    rule,
    subject: '',
    words: 'no such path or method in the documents, nor as a guide has it',
  };
}
