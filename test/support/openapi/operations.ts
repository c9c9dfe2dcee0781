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
  let pathKnown = false;
  for (const document of documents) {
    for (const [template, methods] of Object.entries(document.paths)) {
      const values = matchPath(template, path);
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

function size(values: Readonly<Record<string, string>>): number {
  return Object.keys(values).length;
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== actual) return undefined;
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
