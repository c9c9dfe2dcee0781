import type { Upload } from '../world/files.js';
import { badRequest } from './api-error.js';
import { MOST_FILE_BYTES } from './multipart.js';

const HERE = ['127.0.0.1', 'localhost', '[::1]'];
const PATIENCE_MS = 10_000;

/**
 * The file that a message names by its address, as Webex fetches it; of this machine alone, so that
 * no test ever leaves it. 400 for a second one, and for what cannot be fetched.
 */
export async function fetchFile(files: readonly unknown[]): Promise<Upload> {
  const [url, ...more] = files;
  if (more.length > 0) throw badRequest('Only one file per message is supported.');
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw badRequest('files: must be the public URL of a file.');
  }
  const { protocol, hostname, pathname } = new URL(url);
  if (!['http:', 'https:'].includes(protocol) || !HERE.includes(hostname)) {
    throw badRequest('files: this sandbox fetches from its own machine alone.');
  }
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
  if (answer?.ok !== true) throw badRequest(`files: ${url} could not be fetched.`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length === 0 || bytes.length > MOST_FILE_BYTES) {
    throw badRequest('files: a file has between one byte and 100 MB.');
  }
  const [contentType = ''] = (answer.headers.get('content-type') ?? '').split(';');
  return {
    name: nameIn(answer.headers.get('content-disposition') ?? '') ?? lastPartOf(pathname),
    contentType: contentType === '' ? 'application/octet-stream' : contentType,
    bytes,
  };
}

function nameIn(disposition: string): string | undefined {
  return /filename="([^"/\\]+)"/.exec(disposition)?.[1];
}

function lastPartOf(pathname: string): string {
  const last = pathname.split('/').at(-1) ?? '';
  return last === '' ? 'file' : decodeURIComponent(last);
}
