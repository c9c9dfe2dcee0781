import { Canvas, type Ink, type Point, STEPS, png } from './canvas.js';

/**
 * Letters as strokes of a pen, sharp in every size without a font file. Each fills a box 4 wide and 6
 * high; a stroke is a row of points, each the two digits of its x and y from the top left.
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
const LETTER_HEIGHT = 6;
const NARROW: Readonly<Record<string, number>> = { '.': 3, ',': 3, ':': 3, ' ': 4 };

/** In pixels. @param high of its capitals, in pixels */
export function widthOf(text: string, high: number): number {
  const unit = high / LETTER_HEIGHT;
  const advances = Array.from(text, (letter) => NARROW[letter] ?? ADVANCE);
  return Math.max(0, advances.reduce((sum, one) => sum + one, 0) - (ADVANCE - 4)) * unit;
}

/**
 * Writes one line in capitals, without the letters that have no strokes.
 * @param at the top of the capitals, at the text's start or middle
 * @param high of its capitals, in pixels
 */
export function write(
  canvas: Canvas,
  ink: Ink,
  text: string,
  at: Point,
  high: number,
  anchor: 'start' | 'middle' = 'start',
): void {
  const unit = high / LETTER_HEIGHT;
  const thick = Math.max(1.2, high / 7);
  let left = at.x - (anchor === 'middle' ? widthOf(text, high) / 2 : 0);
  for (const letter of text.toUpperCase()) {
    const advance = NARROW[letter] ?? ADVANCE;
    const shift = (advance - ADVANCE) / 2;
    for (const stroke of STROKES[letter] ?? []) {
      const points = stroke.split(' ').map((pair) => ({
        x: left + (Number(pair[0]) + shift) * unit,
        y: at.y + Number(pair[1]) * unit,
      }));
      for (const [index, next] of points.slice(1).entries()) {
        canvas.line(ink, points[index] ?? next, next, thick);
      }
    }
    left += advance * unit;
  }
}

/** All texts are short, and of letters that have strokes. */
export interface Bar {
  /** Below it, e.g. `Nov`. */
  readonly label: string;
  /** Below the label, e.g. `2026`; may be empty. */
  readonly under: string;
  /** Above it, e.g. `1.2 GB`. */
  readonly words: string;
  /** 0 or more; the highest bar is the largest. */
  readonly value: number;
}

/** In pixels: twice the size on a common screen, for sharper ones. */
const WIDTH = 1_000;
const HEIGHT = 480;
const MARGIN = 36;
const TITLE_HIGH = 20;
const LABEL_HIGH = 14;
const WORDS_HIGH = 12;
const TOP = 120;
const BOTTOM = HEIGHT - 84;
/** The share of its room that a bar fills. */
const FILLED = 0.62;
/** The smallest value still shows. */
const LOWEST = 3;

type Colour = readonly [number, number, number];
const WHITE: Colour = [255, 255, 255];
// Webex's accent, and greys that are readable on white.
const COLOURS: readonly Colour[] = [
  [3, 82, 166],
  [32, 32, 32],
  [96, 96, 96],
  [208, 208, 208],
];
const inkOf = (index: number): Ink => ({ from: index * (STEPS + 1) });
const [BLUE, BLACK, GREY, LIGHT] = [inkOf(0), inkOf(1), inkOf(2), inkOf(3)];

const PALETTE: readonly Colour[] = COLOURS.flatMap((colour) =>
  Array.from({ length: STEPS + 1 }, (_shade, step): Colour => {
    const mix = (at: 0 | 1 | 2): number =>
      Math.round(WHITE[at] + ((colour[at] - WHITE[at]) * step) / STEPS);
    return [mix(0), mix(1), mix(2)];
  }),
);

/** Bars side by side as a PNG file. Not everybody can see it: give the same figures in words. */
export function barsPicture(title: string, bars: readonly Bar[]): Uint8Array<ArrayBuffer> {
  const canvas = new Canvas(WIDTH, HEIGHT);
  const room = (WIDTH - 2 * MARGIN) / Math.max(1, bars.length);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  write(canvas, BLACK, title, { x: MARGIN, y: MARGIN }, TITLE_HIGH);
  for (const part of [0.5, 1]) {
    const y = BOTTOM - (BOTTOM - TOP) * part;
    canvas.line(LIGHT, { x: MARGIN, y }, { x: WIDTH - MARGIN, y }, 1);
  }
  bars.forEach(({ label, under, words, value }, index) => {
    const middle = MARGIN + room * (index + 0.5);
    const width = room * FILLED;
    const high = value === 0 ? 0 : Math.max(LOWEST, ((BOTTOM - TOP) * value) / most);
    canvas.box(BLUE, { x: middle - width / 2, y: BOTTOM - high }, width, high);
    const above = { x: middle, y: BOTTOM - high - WORDS_HIGH - 8 };
    write(canvas, BLACK, words, above, WORDS_HIGH, 'middle');
    write(canvas, GREY, label, { x: middle, y: BOTTOM + 14 }, LABEL_HIGH, 'middle');
    write(canvas, GREY, under, { x: middle, y: BOTTOM + 40 }, LABEL_HIGH, 'middle');
  });
  canvas.line(GREY, { x: MARGIN, y: BOTTOM }, { x: WIDTH - MARGIN, y: BOTTOM }, 2);
  return png(canvas, PALETTE);
}
