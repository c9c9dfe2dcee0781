import type { Canvas, Ink, Point } from './canvas.js';

/**
 * Letters as strokes of a pen, so that they are sharp in every size and need no font file. Each
 * stands in a box 4 wide and 6 high; a stroke is a row of points, each the two digits of its x and
 * y from the top left. Lower case is written as upper case.
 */
const STROKES: Readonly<Record<string, readonly string[]>> = {
  '0': ['10 30 41 45 36 16 05 01 10'],
  '1': ['01 20 26', '06 46'],
  '2': ['01 10 30 41 42 06 46'],
  '3': ['01 10 30 41 42 33 44 45 36 16 05', '13 33'],
  '4': ['36 30 04 44'],
  '5': ['40 00 03 33 44 45 36 06'],
  '6': ['41 30 10 01 05 16 36 45 44 33 03'],
  '7': ['00 40 16'],
  '8': ['10 30 41 42 33 13 02 01 10', '13 04 05 16 36 45 44 33'],
  '9': ['05 16 36 45 41 30 10 01 02 13 43'],
  '.': ['26 26'],
  ',': ['25 26 17'],
  '-': ['13 33'],
  '+': ['13 33', '22 24'],
  '/': ['40 06'],
  ':': ['22 22', '25 25'],
  A: ['06 20 46', '14 34'],
  B: ['06 00 30 41 42 33 44 45 36 06', '03 33'],
  C: ['41 30 10 01 05 16 36 45'],
  D: ['00 06 26 44 42 20 00'],
  E: ['40 00 06 46', '03 33'],
  F: ['40 00 06', '03 33'],
  G: ['41 30 10 01 05 16 36 45 43 23'],
  H: ['00 06', '40 46', '03 43'],
  I: ['10 30', '20 26', '16 36'],
  J: ['40 45 36 16 05'],
  K: ['00 06', '40 03 46'],
  L: ['00 06 46'],
  M: ['06 00 23 40 46'],
  N: ['06 00 46 40'],
  O: ['10 30 41 45 36 16 05 01 10'],
  P: ['06 00 30 41 42 33 03'],
  Q: ['10 30 41 45 36 16 05 01 10', '34 46'],
  R: ['06 00 30 41 42 33 03', '23 46'],
  S: ['41 30 10 01 02 13 33 44 45 36 16 05'],
  T: ['00 40', '20 26'],
  U: ['00 05 16 36 45 40'],
  V: ['00 26 40'],
  W: ['00 16 23 36 40'],
  X: ['00 46', '40 06'],
  Y: ['00 23 40', '23 26'],
  Z: ['00 40 06 46'],
};

const ADVANCE = 6;
const HEIGHT = 6;
const NARROW: Readonly<Record<string, number>> = { '.': 3, ',': 3, ':': 3, ' ': 4 };

/** How wide a text is, in pixels. @param high of its capitals, in pixels */
export function widthOf(text: string, high: number): number {
  const unit = high / HEIGHT;
  const advances = Array.from(text, (letter) => NARROW[letter] ?? ADVANCE);
  return Math.max(0, advances.reduce((sum, one) => sum + one, 0) - (ADVANCE - 4)) * unit;
}

/** Where the point of a text stands that it is written from. */
export type Anchor = 'start' | 'middle' | 'end';

/**
 * Writes one line. Letters that there are no strokes for are left out.
 *
 * @param at the top of the capitals, at the text's start, middle or end
 * @param high of its capitals, in pixels
 */
export function write(
  canvas: Canvas,
  ink: Ink,
  text: string,
  at: Point,
  high: number,
  anchor: Anchor = 'start',
): void {
  const unit = high / HEIGHT;
  const thick = Math.max(1.2, high / 7);
  const part = { start: 0, middle: 0.5, end: 1 }[anchor];
  let left = at.x - widthOf(text, high) * part;
  for (const letter of text.toUpperCase()) {
    const advance = NARROW[letter] ?? ADVANCE;
    const shift = (advance - ADVANCE) / 2;
    for (const stroke of STROKES[letter] ?? []) {
      const points = stroke.split(' ').map((pair) => ({
        x: left + (Number(pair[0]) + shift) * unit,
        y: at.y + Number(pair[1]) * unit,
      }));
      points.forEach((point, index) => {
        const next = points[index + 1];
        if (next !== undefined) canvas.line(ink, point, next, thick);
      });
    }
    left += advance * unit;
  }
}
