import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readState, writeState, type ListState } from '../../../src/bot/list-state.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');

const sound: fc.Arbitrary<ListState> = fc
  .record({
    days: fc.integer({ min: 1, max: 365 }),
    asOf: fc.integer({ min: 0, max: NOW / 1000 }),
    limit: fc.integer({ min: 1, max: 100 }),
  })
  .chain((part) =>
    fc.record({
      days: fc.constant(part.days),
      back: fc.integer({ min: 0, max: Math.floor(3_650 / part.days) }),
      asOf: fc.constant(part.asOf),
      limit: fc.constant(part.limit),
      start: fc.integer({ min: 0, max: part.limit - 1 }),
    }),
  );

describe('the state of a list, whatever comes back', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(sound, (state) => {
        assert.deepEqual(readState(writeState(state), NOW), { ...state });
      }),
    );
  });

  it('is refused unless we would have written just that', () => {
    const nearly = fc
      .array(
        fc.oneof(
          fc.integer({ min: -2, max: 400 }).map(String),
          fc.constantFrom('', '01', '1e2', ' 1', '+1', '１'),
        ),
        {
          minLength: 4,
          maxLength: 6,
        },
      )
      .map((parts) => parts.join('.'));
    const broken = fc
      .tuple(sound, fc.nat(), fc.string({ maxLength: 2 }))
      .map(([state, at, piece]) => {
        const text = writeState(state);
        const where = at % (text.length + 1);
        return text.slice(0, where) + piece + text.slice(where + 1);
      });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), nearly, broken), (junk) => {
        const state = readState(junk, NOW);
        if (state === undefined) return;
        assert.equal(writeState(state), junk);
        assert.ok(state.limit >= 1 && state.limit <= 100 && state.start < state.limit);
        assert.ok(state.days >= 1 && state.days <= 365 && state.days * state.back <= 3_650);
        assert.ok(state.asOf * 1000 <= NOW + 60_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
