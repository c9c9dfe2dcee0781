import { Writable } from 'node:stream';
import type { Logger } from 'pino';
import { createLog } from '../../../src/util/log.js';

/** A log whose lines can be read again. */
export interface ReadableLog {
  readonly log: Logger;
  /** Every line so far, parsed. */
  readonly lines: () => Record<string, unknown>[];
  /** Every line so far, as written. */
  readonly text: () => string;
}

export function readableLog(level = 'trace'): ReadableLog {
  const written: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  return {
    log: createLog(level, destination),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}
