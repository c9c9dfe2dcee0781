import type { Picture } from './png.js';

/** From nothing to full, in this many steps: what a shade of an ink can be. */
export const STEPS = 51;

/** A point, in pixels from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is drawn with: the value of its lightest shade, `STEPS` above which is its full one. */
export interface Ink {
  readonly from: number;
}

/** A white surface to draw on; everything is smoothed at its edges. */
export class Canvas implements Picture {
  readonly pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(width * height);
  }

  /** A filled rectangle. */
  box(ink: Ink, at: Point, width: number, height: number): void {
    this.#shade(ink, at.x, at.y, at.x + width, at.y + height, (x, y) => {
      const across = overlap(x, at.x, at.x + width);
      return across * overlap(y, at.y, at.y + height);
    });
  }

  /** A straight line with round ends. @param thick in pixels */
  line(ink: Ink, from: Point, to: Point, thick: number): void {
    const reach = thick / 2 + 1;
    const left = Math.min(from.x, to.x) - reach;
    const right = Math.max(from.x, to.x) + reach;
    const top = Math.min(from.y, to.y) - reach;
    const bottom = Math.max(from.y, to.y) + reach;
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

/** How much of the pixel from `at` to `at + 1` lies within. */
function overlap(at: number, from: number, to: number): number {
  return Math.max(0, Math.min(at + 1, to) - Math.max(at, from));
}

/** How far a point is from a straight line between two others. */
function distance(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const nearest = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - nearest * dx, point.y - from.y - nearest * dy);
}
