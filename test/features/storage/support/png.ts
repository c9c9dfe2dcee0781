import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** What a reader of PNG files sees in this one. */
export function readPng(file: Uint8Array) {
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
