import type { OpenApiContent, OpenApiSchema } from './document.js';
import { isAbsent, mediaTypeOf, type Exchange } from './exchange.js';
import type { FoundOperation } from './operations.js';
import type { Check, Fault } from './validator.js';

/** Holds the body of a request against the document: present, of the right type, nothing unknown. */
export function checkRequestBody(
  request: Exchange['request'],
  found: FoundOperation,
  checkOf: (schema: OpenApiSchema) => Check,
): Fault[] {
  const declared = found.operation.requestBody;
  if (declared === undefined)
    return isAbsent(request.body) ? [] : [fault('unexpected-body', 'no body is documented')];
  if (isAbsent(request.body) && !requiresKeys(declared.content, checkOf))
    return declared.required ? [fault('required', 'the body is missing')] : [];
  return checkContent(request.body ?? {}, mediaTypeOf(request.headers), declared.content, checkOf);
}

/** What every Webex API answers when it refuses, by the REST API guide. */
const ERROR_SHAPE = '{message, errors: [{description}], trackingId}';

/** Holds the answer against what the document says for its status. */
export function checkResponseBody(
  response: Exchange['response'],
  found: FoundOperation,
  checkOf: (schema: OpenApiSchema) => Check,
): Fault[] {
  const declared = found.operation.responses[String(response.status)];
  if (declared === undefined)
    return [fault('unknown-status', `status ${response.status} is not documented here`)];
  const content = declared.content ?? {};
  if (Object.keys(content).length > 0)
    return checkContent(response.body, mediaTypeOf(response.headers), content, checkOf);
  if (response.status >= 400)
    return [fault('no-schema', `no schema for a ${response.status}; the guide has ${ERROR_SHAPE}`)];
  return isAbsent(response.body) ? [] : [fault('unexpected-body', 'no body is documented')];
}

function checkContent(
  body: unknown,
  mediaType: string,
  content: OpenApiContent,
  checkOf: (schema: OpenApiSchema) => Check,
): Fault[] {
  const entry = Object.entries(content).find(([declared]) => baseType(declared) === mediaType);
  if (entry === undefined) {
    const expected = Object.keys(content).map(baseType).join(' or ');
    return [fault('content-type', `must be ${expected}, not ${mediaType || 'untyped'}`)];
  }
  const { schema } = entry[1];
  if (schema === undefined) return [];
  return checkOf(schema)(body).map((each) => ({ ...each, pointer: `body${each.pointer}` }));
}

/** Whether a JSON body without any key would be refused: then leaving it out is a fault as well. */
function requiresKeys(content: OpenApiContent, checkOf: (schema: OpenApiSchema) => Check): boolean {
  return Object.values(content).some(
    ({ schema }) => schema !== undefined && checkOf(schema)({}).length > 0,
  );
}

function baseType(declared: string): string {
  return (declared.split(';')[0] ?? '').trim().toLowerCase();
}

function fault(rule: string, words: string): Fault {
  return { pointer: 'body', rule, subject: '', words };
}
