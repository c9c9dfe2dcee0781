import assert from 'node:assert/strict';
import { keptTable } from '../../bench/measure/kept.js';
import type { Measured, Results } from '../../bench/measure/run.js';
import { table } from '../../bench/measure/table.js';

const measured = (factor: number): Measured => ({
  fetched: [3, 5, 9].map((ms) => ms * factor),
  list: [160, 170, 180].map((ms) => ms * factor),
  click: [210, 220, 230].map((ms) => ms * factor),
  rounds: [{ perSecond: 100 / factor, cpuMsPerMessage: 2 * factor, cardBytes: 9_000 }],
});
const both = (factor: number): Results['plain'] => ({ 50: measured(factor), 0: measured(factor) });
const results: Results = { postgres: both(2), pglite: both(4), plain: both(1) };
const row = (text: string, of: RegExp): string[] =>
  (text.split('\n').find((line) => of.test(line)) ?? '')
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());

describe('bench/measure/table', () => {
  it('sets ours beside the plain one, and beside the least possible', () => {
    const text = table(results, 50);
    const [list, click] = [row(text, /list.*median/), row(text, /click.*p95/)];
    assert.deepEqual(list, ['340.0', '680.0', '170.0', '2.00', '4.00', '150']);
    assert.deepEqual(click, ['460.0', '920.0', '230.0', '2.00', '4.00', '200']);
    assert.deepEqual(row(text, /per second/), ['50', '25', '100', '0.50', '0.25', '']);
    assert.deepEqual(row(text, /CPU/), ['4.00', '8.00', '2.00', '2.00', '4.00', '']);
  });

  it('names no least where no call takes time', () => {
    assert.equal(row(table(results, 0), /list.*median/).at(-1), '');
  });

  it('is a Markdown table', () => {
    const lines = table(results, 50).split('\n');
    assert.equal(new Set(lines.map((line) => line.length)).size, 1);
    assert.match(lines[1] ?? '', /^\| -+ \| -+: /);
  });
});

describe('bench/measure/kept', () => {
  it('says what keeping an event adds, and what it may', () => {
    const text = keptTable(results);
    assert.deepEqual(row(text, /GET of the message/), ['10.0', '20.0', '5.0']);
    assert.deepEqual(row(text, /keeping adds/), ['5.0', '15.0', '']);
    assert.deepEqual(row(text, /most it may/), ['8', '15', '']);
    assert.deepEqual(row(text, /→ card/), ['340.0', '680.0', '170.0']);
    assert.deepEqual(row(text, /more than plain, ms/), ['170.0', '510.0', '']);
  });
});
