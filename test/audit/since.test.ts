import assert from 'node:assert/strict';
import { sinceOf } from '../../src/audit/since.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');

describe('since when', () => {
  for (const [text, from] of [
    ['30d', '2026-07-08T10:00:00Z'],
    ['12h', '2026-08-06T22:00:00Z'],
    ['0d', '2026-08-07T10:00:00Z'],
    ['2026-08-01', '2026-08-01T00:00:00Z'],
    ['2026-08-01T12:30:00Z', '2026-08-01T12:30:00Z'],
    ['2026-08-01T12:30:00+02:00', '2026-08-01T10:30:00Z'],
  ] as const) {
    it(`${text} is ${from}`, () => {
      assert.equal(sinceOf(text, NOW), Date.parse(from));
    });
  }

  for (const text of [
    '',
    '30',
    'd',
    '-3d',
    '3w',
    '30 d',
    '123456d',
    '2026-13-01',
    '1 Aug',
    '2026-08-01T12:30',
  ]) {
    it(`“${text}” is no time`, () => {
      assert.equal(sinceOf(text, NOW), undefined);
    });
  }
});
