import assert from 'node:assert/strict';
import type { Measured, Results } from '../../bench/measure/run.js';
import { table } from '../../bench/measure/table.js';

describe('bench/measure/table', () => {
  const measured = (factor: number): Measured => ({
    list: [160, 170, 180].map((ms) => ms * factor),
    click: [210, 220, 230].map((ms) => ms * factor),
    rounds: [{ perSecond: 100 / factor, cpuMsPerMessage: 2 * factor, cardBytes: 9_000 }],
  });
  const both = (factor: number): Results['ours'] => ({ 50: measured(factor), 0: measured(factor) });
  const results: Results = { ours: both(0.5), plain: both(1) };
  const row = (text: string, of: RegExp): string[] =>
    (text.split('\n').find((line) => of.test(line)) ?? '').split('|').map((cell) => cell.trim());

  it('sets ours beside the plain one, and beside the least possible', () => {
    const text = table(results, 50);
    assert.deepEqual(row(text, /list.*median/).slice(2, -1), ['85.0', '170.0', '0.50', '150']);
    assert.deepEqual(row(text, /click.*p95/).slice(2, -1), ['115.0', '230.0', '0.50', '200']);
    assert.deepEqual(row(text, /per second/).slice(2, -1), ['200', '100', '2.00', '']);
    assert.deepEqual(row(text, /CPU/).slice(2, -1), ['1.00', '2.00', '0.50', '']);
  });

  it('names no least where no call takes time', () => {
    assert.deepEqual(row(table(results, 0), /list.*median/).slice(2, -1), [
      '85.0',
      '170.0',
      '0.50',
      '',
    ]);
  });

  it('is a Markdown table', () => {
    const lines = table(results, 50).split('\n');
    assert.equal(new Set(lines.map((line) => line.length)).size, 1);
    assert.match(lines[1] ?? '', /^\| -+ \| -+: /);
  });
});
