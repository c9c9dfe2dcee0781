import assert from 'node:assert/strict';
import { Canvas } from '../../../src/features/storage/canvas.js';
import { barsPicture, widthOf, write } from '../../../src/features/storage/chart.js';
import { readPng } from './support/png.js';

const INK = { from: 0 };

describe('the text of a chart', () => {
  it('has letters that differ from each other, all that are needed', () => {
    // All but O, which is as 0 is: what stands beside it tells.
    const seen = new Map<string, string>();
    for (const letter of 'ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789.,-+/:') {
      const canvas = new Canvas(40, 40);
      write(canvas, INK, letter, { x: 5, y: 5 }, 24);
      const drawn = Buffer.from(canvas.pixels).toString('base64');
      assert.ok(
        canvas.pixels.some((shade) => shade > 0),
        letter,
      );
      assert.equal(seen.get(drawn), undefined, letter);
      seen.set(drawn, letter);
    }
  });

  it('has texts at their start or middle, and leaves out what there is no letter for', () => {
    const left = (anchor: 'start' | 'middle'): number => {
      const canvas = new Canvas(200, 30);
      write(canvas, INK, 'Nov', { x: 100, y: 5 }, 12, anchor);
      const columns = Array.from({ length: 200 }, (_, x) => x);
      return columns.findIndex((x) =>
        Array.from({ length: 30 }, (_, y) => y).some((y) => (canvas.pixels[y * 200 + x] ?? 0) > 0),
      );
    };
    assert.ok(left('middle') < left('start'));
    assert.equal(widthOf('', 12), 0);
    assert.ok(widthOf('1.5', 12) < widthOf('125', 12));
    const none = new Canvas(20, 20);
    write(none, INK, '☃', { x: 2, y: 2 }, 12);
    assert.ok(none.pixels.every((shade) => shade === 0));
  });
});

describe('the bars of a chart', () => {
  const bar = (value: number) => ({ label: 'Nov', under: '2026', words: '1 GB', value });

  it('are as high as their values, and show however small', () => {
    const { width, height, colourAt } = readPng(
      barsPicture('Recorded', [bar(10), bar(5), bar(0.001), bar(0)]),
    );
    const blue = (part: number): number => {
      const x = Math.round(36 + ((width - 72) / 4) * part);
      return Array.from({ length: height }, (_, y) => colourAt(x, y)).filter(
        ([red, , blue]) => red === 3 && blue === 166,
      ).length;
    };
    const [ten, five, little, none] = [0.5, 1.5, 2.5, 3.5].map(blue);
    assert.ok(ten !== undefined && five !== undefined && little !== undefined);
    assert.ok(Math.abs(ten - 2 * five) <= 4, `${ten} ${five}`);
    assert.ok(little > 0 && little < 10);
    assert.equal(none, 0);
  });

  it('are small files, and none is no error', () => {
    assert.ok(
      barsPicture(
        'Recorded',
        Array.from({ length: 12 }, () => bar(7)),
      ).length < 20_000,
    );
    assert.ok(barsPicture('Nothing', []).length > 0);
  });
});
