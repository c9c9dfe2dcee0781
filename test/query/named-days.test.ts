import assert from 'node:assert/strict';
import { at } from '../../src/query/calendar.js';
import { namedDayAt } from '../../src/query/named-days.js';
import { BERLIN } from './reading-of.js';

/** The first day and the last one, and whether it reads as a date with nothing before it. */
function dayOf(text: string): string | null | undefined {
  const { span, plain } = namedDayAt(text, BERLIN) ?? {};
  if (span === undefined) return undefined;
  const [from, to] = [span.from, span.to - 1].map((ms) => at(ms, BERLIN.zone).toISODate());
  const days = from === to ? from : `${from} – ${to}`;
  return plain === true ? days : `${days} perhaps`;
}

describe('a day by its name', () => {
  // It is a Thursday, the 26th of November.
  for (const [text, day] of [
    ['the thursday before last', '2026-11-12'],
    ['two thursdays ago', '2026-11-12'],
    ['one wednesday ago', '2026-11-25'],
    ['friday 2 weeks ago', '2026-11-13'],
    ['a week ago, on friday', '2026-11-20'],
    ['first sunday of november', '2026-11-01'],
    ['fourth monday in october', '2026-10-26'],
    ['last sunday of last month', '2026-10-25'],
    ['the last working day', '2026-11-25'],
    ['last 4 business days', '2026-11-20 – 2026-11-26'],
    ['halloween', '2026-10-31 perhaps'],
    ['boxing day 2024', '2024-12-26'],
    ['christmas', '2025-12-25 perhaps'],
    ['halloween party', undefined],
    ['monday', undefined],
  ] as const) {
    it(`${text}: ${day ?? 'none'}`, () => {
      assert.equal(dayOf(text), day);
    });
  }
});
