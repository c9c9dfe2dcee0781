import type { OpenApiSchema } from './document.js';

/** Keywords that mean the same in OpenAPI 3.0 and in JSON Schema. */
const SAME = new Set([
  'type',
  'enum',
  'required',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
]);

/**
 * Keywords that say nothing about validity. `default` is among them on purpose: Webex keeps
 * prose there, and a default is what happens to a value that was not sent.
 */
const WORDS = new Set(['description', 'title', 'example', 'examples', 'default', 'deprecated']);

/** The format of our own that "ISO 8601" in a description stands for. */
export const ISO_8601 = 'iso-8601';

/**
 * An OpenAPI 3.0 schema as JSON Schema, with every object closed: a key that the document does not
 * name is refused. Throws on a keyword it does not know, so that nothing goes unchecked in silence.
 */
export function toJsonSchema(schema: OpenApiSchema, refPrefix: string): Record<string, unknown> {
  const reference = schema.$ref;
  if (typeof reference === 'string') return { $ref: refPrefix + localName(reference) };
  const converted: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (SAME.has(keyword)) converted[keyword] = value;
    else if (keyword === 'items') converted[keyword] = toJsonSchema(record(value), refPrefix);
    else if (keyword === 'properties') {
      converted[keyword] = mapValues(record(value), (each) => toJsonSchema(each, refPrefix));
      converted.additionalProperties = false;
    } else if (keyword !== 'nullable' && !WORDS.has(keyword)) {
      throw new Error(`The contract checks do not know the OpenAPI keyword "${keyword}" yet.`);
    }
  }
  if (schema.type === 'string' && saysIso8601(schema.description)) converted.format ??= ISO_8601;
  return schema.nullable === true ? orNull(converted) : converted;
}

/** Whether a description asks for a date, as Webex does in words instead of by `format`. */
export function saysIso8601(description: unknown): boolean {
  return typeof description === 'string' && description.includes('ISO 8601');
}

/** The name behind `#/components/schemas/Name`; throws on any other reference. */
function localName(reference: string): string {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
  if (name === undefined)
    throw new Error(`A reference that leads out of the schemas: ${reference}`);
  return name;
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  return { anyOf: [schema, { type: 'null' }] };
}

/** An object by its keys; throws on what is none. */
function record(value: unknown): OpenApiSchema {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('A schema has to be an object.');
  return { ...value };
}

/** Each value of an object of schemas, converted. */
export function mapValues(
  schemas: Readonly<Record<string, unknown>>,
  convert: (schema: OpenApiSchema) => Record<string, unknown>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, each]) => [name, convert(record(each))]),
  );
}
