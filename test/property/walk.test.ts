import fc from 'fast-check';
import assert from 'node:assert/strict';
import { LARGEST_PAGE, listRecordings } from '../../src/recordings/list.js';
import { SCANS_AT_ONCE, scanRecordings } from '../../src/recordings/scan.js';
import type { Filter } from '../../src/recordings/filter.js';
import type { Recording } from '../../src/recordings/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { type ShelfHabits, shelfClient } from '../support/shelf-client.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;
const authority = { token: 't' };
const SPAN_DAYS = 75;

/** Times of recordings: some alone, some in bursts of many at one second. */
const times = fc
  .array(
    fc.record({
      at: fc.integer({ min: -5_000, max: SPAN_DAYS * DAY + 5_000 }),
      count: fc.oneof(
        { weight: 4, arbitrary: fc.constant(1) },
        { weight: 2, arbitrary: fc.integer({ min: 2, max: 40 }) },
        { weight: 1, arbitrary: fc.integer({ min: 90, max: 260 }) },
      ),
      apartMs: fc.constantFrom(0, 0, 1, 300, 1_000, 60_000),
    }),
    { maxLength: 12 },
  )
  .map((bursts) =>
    bursts.flatMap(({ at, count, apartMs }) =>
      Array.from({ length: count }, (_, nth) => START + at + nth * apartMs),
    ),
  );

const windows = fc
  .tuple(fc.integer({ min: 0, max: SPAN_DAYS * 86_400 }), fc.integer({ min: 1, max: 6_500_000 }))
  .map(([from, length]) => ({
    from: START + from * 1_000,
    to: START + (from + length) * 1_000,
  }));

const habits = fc.record<ShelfHabits>({
  inclusiveTo: fc.boolean(),
  shifting: fc.boolean(),
});

/** Some Webex gives what was made at the very end of a span, too; a search by days sifts that. */
function givenOf({ from, to }: { readonly from: number; readonly to: number }, habit: ShelfHabits) {
  return { from, to: habit.inclusiveTo === true ? to + 1 : to };
}

async function walked(
  webex: WebexClient,
  window: { readonly from: number; readonly to: number },
  filter: Filter = {},
  known: readonly Recording[] = [],
): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of scanRecordings(webex, authority, { window, filter, known })) {
    found.push(...batch.map(({ id }) => id));
  }
  return found;
}

const sorted = (ids: readonly string[]): string[] => [...ids].sort();

describe('property: a walk', () => {
  it('gives every recording of the window, once, however they lie', async () => {
    await fc.assert(
      fc.asyncProperty(times, windows, habits, async (all, window, habit) => {
        const shelf = shelfClient(all, habit);
        const found = await walked(shelf.webex, window);
        assert.deepEqual(sorted(found), sorted(shelf.within(givenOf(window, habit))));
        assert.ok(shelf.mostAtOnce() <= SCANS_AT_ONCE);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every recording once, too, when a list has begun with some of them', async () => {
    await fc.assert(
      fc.asyncProperty(times, windows, habits, async (all, window, habit) => {
        const shelf = shelfClient(all, habit);
        const query = { window, limit: LARGEST_PAGE };
        const { recordings: known, more } = await listRecordings(shelf.webex, authority, query);
        fc.pre(more);
        const found = await walked(shelf.webex, window, {}, known);
        assert.deepEqual(sorted(found), sorted(shelf.within(givenOf(window, habit))));
      }),
      { numRuns: 150 },
    );
  });

  it('gives every recording of a meeting once, though Webex heeds no times there', async () => {
    await fc.assert(
      fc.asyncProperty(times, windows, async (all, window) => {
        const shelf = shelfClient(all, { heedsNoTimes: true });
        const found = await walked(shelf.webex, window, { meetingId: 'm1' });
        assert.deepEqual(sorted(found), sorted(shelf.within(window)));
      }),
      { numRuns: 100 },
    );
  });
});
