import fc from 'fast-check';
import assert from 'node:assert/strict';
import { type ListState, readState, writeState } from '../../../src/query/list-state.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');

const words = fc
  .string({ minLength: 1, maxLength: 100, unit: 'binary' })
  .filter((text) => !/\p{Cs}/u.test(text));
const optional = { requiredKeys: [], noNullPrototype: true };

const narrowed: fc.Arbitrary<Partial<ListState>> = fc.record(
  {
    span: fc
      .tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }))
      .map(([long, ago]) => {
        const to = NOW - ago * 1000;
        return { from: to - long * 1000, to };
      }),
    filter: fc
      .record(
        {
          topic: words,
          siteUrl: fc.constantFrom('acme.webex.com', 'acme-emea.webex.com'),
          meetingId: fc.stringMatching(/^[0-9a-f]{32}(_I_[0-9]{6})?$/),
          integrationTag: words,
          format: fc.constantFrom('MP4' as const, 'ARF' as const),
          serviceType: fc.constantFrom('MeetingCenter' as const, 'TrainingCenter' as const),
          status: fc.constantFrom('available' as const, 'deleted' as const, 'purged' as const),
        },
        optional,
      )
      .filter((filter) => Object.keys(filter).length > 0),
    sort: fc.constantFrom('newest' as const, 'largest' as const, 'longest' as const),
    host: fc.uuid(),
  },
  optional,
);

const sound: fc.Arbitrary<ListState> = fc
  .record({
    days: fc.integer({ min: 1, max: 365 }),
    asOf: fc.integer({ min: 0, max: NOW / 1000 }),
    limit: fc.integer({ min: 1, max: 1_000 }),
    more: narrowed,
  })
  .chain((part) =>
    fc
      .record({
        days: fc.constant(part.days),
        back: fc.integer({ min: 0, max: Math.floor(3_650 / part.days) }),
        asOf: fc.constant(part.asOf),
        limit: fc.constant(part.limit),
        start: fc.integer({ min: 0, max: part.limit - 1 }),
      })
      .map((numbers) => ({ ...numbers, ...part.more })),
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
        assert.ok(state.limit >= 1 && state.limit <= 1_000 && state.start < state.limit);
        assert.ok(state.days >= 1 && state.days <= 365 && state.days * state.back <= 3_650);
        assert.ok(state.asOf * 1000 <= NOW + 60_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
