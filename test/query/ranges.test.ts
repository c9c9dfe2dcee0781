import assert from 'node:assert/strict';
import { dateTold } from './told.js';

describe('spans from one date to another', () => {
  const read: readonly (readonly [string, string | undefined])[] = [
    ['from 1 Oct to 15 Oct', '1–15 October 2026'],
    ['from oct 1 until oct 15', '1–15 October 2026'],
    ['between 1 and 5 October', '1–5 October 2026'],
    ['1-31 October 2026', 'in October 2026'],
    ['1 Oct – 15 Nov', '1 October – 15 November 2026'],
    ['from 20 Dec to 5 Jan', '20 December 2025 – 5 January 2026'],
    ['20 Dec to 5 Jan 2025', '20 December 2024 – 5 January 2025'],
    ['2026-10-01 to 2026-10-15', '1–15 October 2026'],
    ['from monday to now', 'since 16 November 2026'],
    ['Oct 1, 2026 - Oct 15, 2026', '1–15 October 2026'],
    ['between Jan 1, 2025 and Mar 31, 2025', '1 January – 31 March 2025'],
    ['October 1 to 15', '1–15 October 2026'],
    ['from Oct 1 to 15', '1–15 October 2026'],
    ['from October 1st to 15th', '1–15 October 2026'],
    ['between October 1 and 15', '1–15 October 2026'],
    ['Oct 1-15', '1–15 October 2026'],
    ['October 1-15, 2025', '1–15 October 2025'],
    ['Dec 1-15', '1–15 December 2025'],
    ['October 1 and 15', 'on 1 October 2026'],
    ['October 1 - 15 November', '1 October – 15 November 2026'],
    ['October 1 to 40', 'on 1 October 2026'],
    ['October 15 to 1', 'backwards'],
    ['29 February – 13 December 2020', '29 February – 13 December 2020'],
    ['31 to 5 november', 'on 5 November 2026'],
    ['1 and 5 October', 'on 5 October 2026'],
  ];
  for (const [text, expected] of read) {
    it(`“${text}” is ${expected ?? 'no date'}`, () => {
      assert.equal(dateTold(text), expected);
    });
  }
});
