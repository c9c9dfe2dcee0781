import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Position } from './recording.js';
import type { TimeWindow } from './window.js';

/** Where a list goes on: after this recording, in the window of the first page. */
export type Cursor = Position & TimeWindow;

/**
 * Seals and opens the opaque cursors of Link headers. A cursor holds for one caller and one set
 * of filters (`scope`): anything else, and anything altered, is refused.
 */
export class Cursors {
  constructor(private readonly key: string) {}

  seal(cursor: Cursor, scope: string): string {
    const { createTime, id, from, to } = cursor;
    const body = Buffer.from(JSON.stringify([createTime, id, from, to])).toString('base64url');
    return `${body}.${this.#mac(body, scope)}`;
  }

  /** Undefined when the cursor is not one of ours for this scope. */
  open(text: string, scope: string): Cursor | undefined {
    const dot = text.lastIndexOf('.');
    if (dot < 0) return undefined;
    const body = text.slice(0, dot);
    const given = Buffer.from(text.slice(dot + 1));
    const right = Buffer.from(this.#mac(body, scope));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const [createTime, id, from, to] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
      number,
      string,
      number,
      number,
    ];
    return { createTime, id, from, to };
  }

  #mac(body: string, scope: string): string {
    return createHmac('sha256', this.key).update(`${scope}\n${body}`).digest('base64url');
  }
}
