import busboy from 'busboy';
import type { Request, RequestHandler } from 'express';
import type { Upload } from '../world/files.js';
import { badRequest } from './api-error.js';

/** Message Attachments guide: files of up to 100 MB, one to a message. */
export const MOST_FILE_BYTES = 100 * 1024 * 1024;

const uploads = new WeakMap<object, Upload>();

/** The file that came with the request. */
export function uploadOf(req: Request): Upload | undefined {
  return uploads.get(req);
}

/**
 * Middleware that reads multipart/form-data. The fields become the body, all of them text; of the
 * file the body only tells name, type and size, and {@link uploadOf} has it. 400 for a body that is
 * cut short, a second file, a file under another name than `files`, and one that is too large.
 */
export const multipart: RequestHandler = (req, _res, next) => {
  if (req.method !== 'POST' || req.is('multipart/form-data') !== 'multipart/form-data') {
    next();
    return;
  }
  read(req).then(
    () => next(),
    (error: unknown) => {
      req.unpipe();
      req.resume();
      next(badRequest(error instanceof Error ? error.message : String(error)));
    },
  );
};

function read(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: MOST_FILE_BYTES, files: 1, fieldSize: 64 * 1024, fields: 20 },
    });
    const body: Record<string, unknown> = {};
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) reject(new Error(`${name} is too long.`));
      else if (Object.hasOwn(body, name)) reject(new Error(`${name} was given twice.`));
      else body[name] = value;
    });
    parser.on('file', (name, stream, { filename: given, mimeType }) => {
      const filename = given === undefined || given === '' ? 'file' : given;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new Error('A file can be at most 100 MB large.')));
      stream.on('error', reject);
      stream.on('close', () => {
        const bytes = Buffer.concat(chunks);
        if (name !== 'files') reject(new Error(`${name}: a file goes into the field "files".`));
        else if (bytes.length === 0) reject(new Error('The file is empty.'));
        uploads.set(req, {
          name: filename,
          contentType: mimeType,
          bytes,
        });
        body.files = [{ name: filename, contentType: mimeType, sizeBytes: bytes.length }];
      });
    });
    parser.on('filesLimit', () => reject(new Error('Only one file per message is supported.')));
    parser.on('error', (error) =>
      reject(error instanceof Error ? error : new Error('Unreadable.')),
    );
    parser.on('close', () => {
      req.body = body;
      resolve();
    });
    req.pipe(parser);
  });
}
