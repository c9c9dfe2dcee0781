import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { Canvas, STEPS, png } from '../../../src/features/storage/canvas.js';
import { barsPicture, widthOf, write } from '../../../src/features/storage/chart.js';

const INK = { from: 0 };

/** What a reader of PNG files sees in this one. */
function read(file: Uint8Array) {
  const bytes = Buffer.from(file);
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    chunks.set(
      bytes.subarray(at + 4, at + 8).toString('latin1'),
      bytes.subarray(at + 8, at + 8 + length),
    );
    at += length + 12;
  }
  const header = chunks.get('IHDR');
  const data = chunks.get('IDAT');
  const palette = chunks.get('PLTE');
  assert.ok(header !== undefined && data !== undefined && palette !== undefined);
  const width = header.readUInt32BE(0);
  const rows = inflateSync(data);
  const colourAt = (x: number, y: number): number[] => {
    const shade = rows[y * (width + 1) + 1 + x] ?? 0;
    return [...palette.subarray(shade * 3, shade * 3 + 3)];
  };
  return { width, height: header.readUInt32BE(4), colourAt, names: [...chunks.keys()] };
}

describe('a picture', () => {
  it('is a PNG file that others can read', () => {
    const pixels = Uint8Array.from([0, 1, 1, 0, 0, 1]);
    const file = png({ width: 3, height: 2, pixels }, [
      [255, 255, 255],
      [1, 2, 3],
    ]);
    const { width, height, colourAt, names } = read(file);
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

describe('bars', () => {
  const bar = (value: number) => ({ label: 'Nov', under: '2026', words: '1 GB', value });

  it('are as high as their values, and show however small', () => {
    const { width, height, colourAt } = read(
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
