import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { OpenApiDocument, OpenApiSchema } from './document.js';
import { ISO_8601, mapValues, toJsonSchema } from './schema.js';

/** What is wrong with one value. */
export interface Fault {
  /** JSON pointer below the value, '' for the value itself. */
  readonly pointer: string;
  /** The JSON Schema keyword. */
  readonly rule: string;
  /** The key in question, or ''. */
  readonly subject: string;
  readonly words: string;
}

/** Says every fault of a value; none when it fits. */
export type Check = (value: unknown) => Fault[];

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?`;
const ISO_PATTERN = new RegExp(`^${DATE}(T${TIME})?$`);

/**
 * Compiles schemas of one document, each once.
 * @returns a function from a schema (with references into the document) to its check
 */
export function schemaChecks(document: OpenApiDocument): (schema: OpenApiSchema) => Check {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  ajvFormats.default(ajv);
  ajv.addFormat(ISO_8601, ISO_PATTERN);
  const prefix = 'components#/$defs/';
  ajv.addSchema({
    $id: 'components',
    $defs: mapValues(document.components.schemas, (each) => toJsonSchema(each, prefix)),
  });
  const compiled = new WeakMap<OpenApiSchema, ValidateFunction>();
  return (schema) => (value) => {
    const validate = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema, prefix));
    compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(toFault);
  };
}

function toFault(error: ErrorObject): Fault {
  const parameters: Record<string, unknown> = error.params;
  const subject = text(parameters.missingProperty ?? parameters.additionalProperty);
  return {
    pointer: error.instancePath,
    rule: error.keyword,
    subject,
    words: wordsFor(error, subject, parameters),
  };
}

function wordsFor(
  error: ErrorObject,
  subject: string,
  parameters: Readonly<Record<string, unknown>>,
): string {
  switch (error.keyword) {
    case 'required':
      return `"${subject}" is missing`;
    case 'additionalProperties':
      return `"${subject}" is not in the document`;
    case 'enum':
      return `must be one of ${JSON.stringify(parameters.allowedValues)}`;
    default:
      return error.message ?? error.keyword;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
