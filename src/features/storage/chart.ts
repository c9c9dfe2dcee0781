import { Canvas, type Ink, STEPS, png } from './canvas.js';
import { write } from './glyphs.js';

/** One bar. All texts are short, and of letters that there are strokes for. */
export interface Bar {
  /** Below it, e.g. `Nov`. */
  readonly label: string;
  /** Below that, where something begins, e.g. `2026`; empty otherwise. */
  readonly under: string;
  /** Above it, e.g. `1.2 GB`. */
  readonly words: string;
  /** 0 or more; the highest bar is the largest. */
  readonly value: number;
}

/** In pixels: twice what is shown on a common screen, so that a sharper one has something to show. */
const WIDTH = 1_000;
const HEIGHT = 480;
const MARGIN = 36;
const TITLE_HIGH = 20;
const LABEL_HIGH = 14;
const WORDS_HIGH = 12;
const TOP = 120;
const BOTTOM = HEIGHT - 84;
/** Of the room of a bar. */
const FILLED = 0.62;
/** What is there shows, however little it is. */
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
const BLUE = inkOf(0);
const BLACK = inkOf(1);
const GREY = inkOf(2);
const LIGHT = inkOf(3);

const PALETTE: readonly Colour[] = COLOURS.flatMap((colour) =>
  Array.from({ length: STEPS + 1 }, (_shade, step): Colour => {
    const mix = (at: 0 | 1 | 2): number =>
      Math.round(WHITE[at] + ((colour[at] - WHITE[at]) * step) / STEPS);
    return [mix(0), mix(1), mix(2)];
  }),
);

/**
 * A picture of bars side by side, as a PNG file. What it shows must stand in words beside it: it
 * is not for everybody.
 */
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
