import type { OpenApiDocument, OpenApiOperation } from './document.js';

/** The operation that a request means, with what its path carried. */
export interface FoundOperation {
  readonly operation: OpenApiOperation;
  /** As the document writes it: `GET /recordings/{recordingId}`. */
  readonly name: string;
  readonly document: OpenApiDocument;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
}

/** Why no operation was found. */
export type NotFound = 'unknown-path' | 'unknown-method';

interface Candidate extends FoundOperation {
  readonly parameters: number;
}

/**
 * Looks a request up in the documents. A path written out wins over one with parameters
 * (`/recordings/softDelete` over `/recordings/{recordingId}`), the first document over the next.
 * @param path below /v1
 */
export function findOperation(
  documents: readonly OpenApiDocument[],
  method: string,
  path: string,
): FoundOperation | NotFound {
  const candidates: Candidate[] = [];
  const given = path.split('/');
  let pathKnown = false;
  for (const document of documents) {
    for (const { template, parts, methods } of templatesOf(document)) {
      const values = matchPath(parts, given);
      if (values === undefined) continue;
      pathKnown = true;
      const operation = methods[method.toLowerCase()];
      if (operation === undefined) continue;
      const name = `${method.toUpperCase()} ${template}`;
      candidates.push({ operation, name, document, path: values, parameters: size(values) });
    }
  }
  const [best] = candidates.sort((a, b) => a.parameters - b.parameters);
  return best ?? (pathKnown ? 'unknown-method' : 'unknown-path');
}

interface Template {
  readonly template: string;
  readonly parts: readonly { readonly text: string; readonly name?: string | undefined }[];
  readonly methods: OpenApiDocument['paths'][string];
}

/** Every exchange of every journey is looked up in them. */
const templates = new WeakMap<OpenApiDocument, readonly Template[]>();

function templatesOf(document: OpenApiDocument): readonly Template[] {
  const known = templates.get(document);
  if (known !== undefined) return known;
  const read = Object.entries(document.paths).map(([template, methods]) => ({
    template,
    parts: template.split('/').map((text) => ({ text, name: /^\{(.+)\}$/.exec(text)?.[1] })),
    methods,
  }));
  templates.set(document, read);
  return read;
}

function size(values: Readonly<Record<string, string>>): number {
  return Object.keys(values).length;
}

function matchPath(
  parts: Template['parts'],
  given: readonly string[],
): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, { text, name }] of parts.entries()) {
    const actual = given[index] ?? '';
    if (name === undefined) {
      if (text !== actual) return undefined;
    } else if (actual === '') return undefined;
    else values[name] = decode(actual);
  }
  return values;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
