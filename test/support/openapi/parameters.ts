import type { OpenApiParameter, OpenApiSchema } from './document.js';
import { headerOf, type Exchange } from './exchange.js';
import type { FoundOperation } from './operations.js';
import { saysIso8601 } from './schema.js';
import type { Check, Fault } from './validator.js';

/**
 * Holds path, query and the documented headers of a request against the document. A query
 * parameter that it does not name is a fault; headers are open by nature.
 */
export function checkParameters(
  request: Exchange['request'],
  found: FoundOperation,
  checkOf: (schema: OpenApiSchema) => Check,
): Fault[] {
  const faults: Fault[] = [];
  for (const parameter of found.operation.parameters) {
    const place = `${parameter.in}/${parameter.name}`;
    const given = valueOf(request, found, parameter);
    if (given === undefined) {
      if (parameter.required) faults.push(missing(place, parameter.name));
      continue;
    }
    const schema = dated(parameter);
    for (const fault of checkOf(schema)(coerce(given, schema)))
      faults.push({ ...fault, pointer: place + fault.pointer });
  }
  return [...faults, ...unknownQuery(request, found)];
}

function unknownQuery(request: Exchange['request'], found: FoundOperation): Fault[] {
  const known = new Set(
    found.operation.parameters.filter((each) => each.in === 'query').map((each) => each.name),
  );
  return Object.keys(request.query)
    .filter((name) => !known.has(name))
    .map((name) => ({
      pointer: `query/${name}`,
      rule: 'unknown-query',
      subject: name,
      words: `the query parameter "${name}" is not in the document`,
    }));
}

function missing(place: string, name: string): Fault {
  return { pointer: place, rule: 'required', subject: name, words: `"${name}" is missing` };
}

function valueOf(
  request: Exchange['request'],
  found: FoundOperation,
  parameter: OpenApiParameter,
): unknown {
  if (parameter.in === 'path') return found.path[parameter.name];
  if (parameter.in === 'header') return headerOf(request.headers, parameter.name);
  return request.query[parameter.name];
}

const dateSchemas = new WeakMap<OpenApiParameter, OpenApiSchema>();

/** The parameter's schema; when its words ask for ISO 8601 (they stand outside), with those words. */
function dated(parameter: OpenApiParameter): OpenApiSchema {
  if (!saysIso8601(parameter.description)) return parameter.schema;
  const known = dateSchemas.get(parameter);
  if (known !== undefined) return known;
  const schema = { ...parameter.schema, description: parameter.description };
  dateSchemas.set(parameter, schema);
  return schema;
}

/** Text of a query as the type the document names; left as it is when it cannot be read so. */
function coerce(value: unknown, schema: OpenApiSchema): unknown {
  const type = schema.type;
  if (type === 'array' && typeof value === 'string') return value.split(',');
  if (typeof value !== 'string') return value;
  if ((type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(value))
    return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
