import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const EIGHT_BITS = 8;
const PALETTE = 3;

/**
 * A PNG file with a palette.
 * https://www.w3.org/TR/png-3/
 * @param palette red, green, blue for each value of a pixel; at most 256
 */
export function png(
  { width, height, pixels }: Pick<Canvas, 'width' | 'height' | 'pixels'>,
  palette: readonly (readonly [number, number, number])[],
): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = EIGHT_BITS;
  header[9] = PALETTE;
  // Each row begins with its filter: 0, none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const file = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return new Uint8Array(file);
}

function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The shades of an ink, from nothing to full. */
export const STEPS = 51;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The pixel value of its lightest shade; the full shade is `STEPS` above. */
export interface Ink {
  readonly from: number;
}

export class Canvas {
  /** One byte for each pixel, row by row, from the top left: an index of the palette. */
  readonly pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(width * height);
  }

  box(ink: Ink, at: Point, width: number, height: number): void {
    this.#shade(ink, at.x, at.y, at.x + width, at.y + height, (x, y) => {
      const across = overlap(x, at.x, at.x + width);
      return across * overlap(y, at.y, at.y + height);
    });
  }

  /** A straight line with round ends. @param thick in pixels */
  line(ink: Ink, from: Point, to: Point, thick: number): void {
    const margin = thick / 2 + 1;
    const left = Math.min(from.x, to.x) - margin;
    const right = Math.max(from.x, to.x) + margin;
    const top = Math.min(from.y, to.y) - margin;
    const bottom = Math.max(from.y, to.y) + margin;
    this.#shade(ink, left, top, right, bottom, (x, y) => {
      const away = distance({ x: x + 0.5, y: y + 0.5 }, from, to);
      return thick / 2 + 0.5 - away;
    });
  }

  /** @param cover how much of a pixel is covered, 0 to 1 */
  #shade(
    { from }: Ink,
    left: number,
    top: number,
    right: number,
    bottom: number,
    cover: (x: number, y: number) => number,
  ): void {
    const lastX = Math.min(this.width, Math.ceil(right));
    const lastY = Math.min(this.height, Math.ceil(bottom));
    for (let y = Math.max(0, Math.floor(top)); y < lastY; y++) {
      for (let x = Math.max(0, Math.floor(left)); x < lastX; x++) {
        const step = Math.round(Math.min(1, Math.max(0, cover(x, y))) * STEPS);
        const at = y * this.width + x;
        const there = this.pixels[at] ?? 0;
        // Strokes of one ink that meet do not darken each other's edges.
        const sameInk = there >= from && there <= from + STEPS;
        if (step > 0 && !(sameInk && there >= from + step)) this.pixels[at] = from + step;
      }
    }
  }
}

/** The share of the pixel from `at` to `at + 1` that lies within. */
function overlap(at: number, from: number, to: number): number {
  return Math.max(0, Math.min(at + 1, to) - Math.max(at, from));
}

/** From a point to a line between two others. */
function distance(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - nearest * dx, point.y - from.y - nearest * dy);
}
