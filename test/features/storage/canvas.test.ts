import assert from 'node:assert/strict';
import { Canvas, STEPS, png } from '../../../src/features/storage/canvas.js';
import { readPng } from './support/png.js';

const INK = { from: 0 };

describe('a picture', () => {
  it('is a PNG file that others can read', () => {
    const pixels = Uint8Array.from([0, 1, 1, 0, 0, 1]);
    const file = png({ width: 3, height: 2, pixels }, [
      [255, 255, 255],
      [1, 2, 3],
    ]);
    const { width, height, colourAt, names } = readPng(file);
    assert.deepEqual([width, height], [3, 2]);
    assert.deepEqual(names, ['IHDR', 'PLTE', 'IDAT', 'IEND']);
    assert.deepEqual(colourAt(0, 0), [255, 255, 255]);
    assert.deepEqual(colourAt(2, 1), [1, 2, 3]);
    // A checksum that every reader checks: of IEND it is known.
    assert.equal(Buffer.from(file).subarray(-4).toString('hex'), 'ae426082');
  });

  it('has boxes and lines where they belong, smooth at their edges', () => {
    const canvas = new Canvas(10, 10);
    canvas.box(INK, { x: 2, y: 2 }, 3.5, 4);
    const at = (x: number, y: number) => canvas.pixels[y * 10 + x];
    assert.equal(at(1, 3), 0);
    assert.equal(at(2, 2), STEPS);
    assert.equal(at(5, 3), Math.round(STEPS / 2));
    assert.equal(at(6, 3), 0);
    const line = new Canvas(10, 10);
    line.line(INK, { x: 1, y: 5 }, { x: 9, y: 5 }, 2);
    assert.equal(line.pixels[4 * 10 + 5], STEPS);
    assert.equal(line.pixels[8 * 10 + 5], 0);
    line.line(INK, { x: -50, y: -50 }, { x: 60, y: -40 }, 2);
    line.line(INK, { x: 3, y: 3 }, { x: 3, y: 3 }, 1);
    assert.ok((line.pixels[3 * 10 + 3] ?? 0) > 0, 'a dot is a line, too');
  });
});
