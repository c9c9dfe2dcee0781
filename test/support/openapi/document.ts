import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.object({ schema: Schema.optional() }));

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['query', 'path', 'header']),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema: Schema,
});

const Operation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});

// A record of operations, so that what this reader does not know (path-level parameters,
// `$ref` in place of a parameter) stops it loudly instead of going unchecked.
const Document = z.object({
  openapi: z.string().startsWith('3.0'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema).default({}) }).prefault({}),
});

/** A schema as OpenAPI 3.0 writes it. */
export type OpenApiSchema = z.infer<typeof Schema>;
/** A path, query or header parameter. */
export type OpenApiParameter = z.infer<typeof Parameter>;
/** Media types and their schemas. */
export type OpenApiContent = z.infer<typeof Content>;
/** One method of one path. */
export type OpenApiOperation = z.infer<typeof Operation>;
/** An OpenAPI 3.0 document, as far as the contract checks read it. */
export type OpenApiDocument = z.infer<typeof Document>;

/** Reads a document; throws a ZodError naming what it does not understand. */
export function parseDocument(input: unknown): OpenApiDocument {
  return Document.parse(input);
}

/** The official files, in the order in which a path is looked up. */
export const OFFICIAL_FILES = ['webex-recordings.json', 'webex-messaging-bot.json'] as const;

/** The official documents from a folder; throws when a file is missing or not OpenAPI 3.0. */
export function readOfficialDocuments(directory: string): OpenApiDocument[] {
  return OFFICIAL_FILES.map((name) =>
    parseDocument(JSON.parse(readFileSync(join(directory, name), 'utf8'))),
  );
}
