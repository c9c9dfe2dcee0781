import fc from 'fast-check';
import assert from 'node:assert/strict';
import { LARGEST_BATCH, batchesOf } from '../../src/recordings/requests.js';
import { changeRecordings } from '../../src/recordings/change-recordings.js';
import type { Change } from '../../src/recordings/change.js';
import { type Kept, type Mishap, type Told, memoryWebex, toldOf } from '../support/memory-webex.js';

const SITE = 'acme.webex.com';
const NOW = Date.parse('2026-11-22T10:00:00Z');
const mishap = fc.constantFrom<Mishap>(
  'none',
  'none',
  'too much',
  'broken',
  'broken after',
  'cut after',
  'part done',
);
const FROM = { trash: 'available', restore: 'deleted', delete: 'deleted' } as const;
const TO = { trash: 'deleted', restore: 'available', delete: 'purged' } as const;

async function work(
  kept: readonly Kept[],
  what: Change,
  mishaps: readonly Mishap[],
  maybeAsked?: ReadonlySet<string>,
) {
  const left = [...mishaps];
  const { webex, batches, byId } = memoryWebex(kept, () => left.shift() ?? 'none');
  const ended: Told[] = [];
  await changeRecordings(
    {
      webex,
      withToken: (call) => call({ token: 't' }),
      background: {
        wait: () => Promise.resolve(),
        shouldContinue: () => Promise.resolve(true),
        waitOn: () => Promise.resolve(true),
      },
    },
    { what, members: kept, ...(maybeAsked === undefined ? {} : { maybeAsked }) },
    (more) => {
      ended.push(...more.map(toldOf));
      return Promise.resolve();
    },
  );
  return { ended, batches, byId };
}

describe('property: batches', () => {
  it('hold every recording exactly once, at most a hundred, all of one site, in their order', () => {
    const sites = fc.option(fc.constantFrom('a.webex.com', 'b.webex.com', 'c.webex.com'), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.array(sites, { maxLength: 450 }), (siteUrls) => {
        const all = siteUrls.map((siteUrl, at) => ({ siteUrl, at }));
        const batches = batchesOf(all);
        for (const batch of batches) {
          assert.ok(batch.length >= 1 && batch.length <= LARGEST_BATCH);
          assert.equal(new Set(batch.map(({ siteUrl }) => siteUrl)).size, 1);
          const places = batch.map(({ at }) => at);
          assert.deepEqual(
            places,
            places.toSorted((one, other) => one - other),
          );
        }
        const places = batches.flat().map(({ at }) => at);
        assert.deepEqual(
          places.toSorted((one, other) => one - other),
          all.map(({ at }) => at),
        );
        // No more calls than needed.
        const perSite = new Map<string | undefined, number>();
        for (const site of siteUrls) perSite.set(site, (perSite.get(site) ?? 0) + 1);
        const needed = [...perSite.values()].map((count) => Math.ceil(count / LARGEST_BATCH));
        assert.equal(
          batches.length,
          needed.reduce((sum, count) => sum + count, 0),
        );
      }),
    );
  });

  it('refused ones are halved until exactly those are found that Webex minds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(undefined, undefined, undefined, 400, 403, 409, 423), {
          minLength: 1,
          maxLength: LARGEST_BATCH,
        }),
        fc.constantFrom<Change>('trash', 'restore', 'delete'),
        fc.array(mishap, { maxLength: 4 }),
        async (refusals, what, mishaps) => {
          const kept = refusals.map((refused, at): Kept => ({
            id: `r${at}`,
            siteUrl: SITE,
            createdAt: NOW - at * 60_000,
            status: FROM[what],
            ...(refused === undefined ? {} : { refused }),
          }));
          const { ended, batches } = await work(kept, what, mishaps);
          assert.deepEqual(
            ended.map(({ id }) => id).toSorted(),
            kept.map(({ id }) => id).toSorted(),
          );
          for (const { id, kind, status } of ended) {
            const one = kept.find((other) => other.id === id);
            assert.equal(kind, one?.refused === undefined ? 'done' : 'unchanged', id);
            assert.equal(status, one?.refused);
            assert.equal(one?.status, one?.refused === undefined ? TO[what] : FROM[what]);
          }
          assert.ok(batches.length <= 2 * kept.length + mishaps.length, String(batches.length));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of which some were asked for before a crash are told as done, and asked for once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('untouched', 'asked', 'done', 'gone'), {
          minLength: 1,
          maxLength: 40,
        }),
        async (befores) => {
          const kept = befores.map((before, at): Kept => {
            const status =
              before === 'done' ? 'deleted' : before === 'gone' ? 'purged' : 'available';
            return { id: `r${at}`, siteUrl: SITE, createdAt: NOW - at * 60_000, status };
          });
          const maybeAsked = new Set(
            kept.filter((_, at) => befores[at] !== 'untouched').map(({ id }) => id),
          );
          const { ended, batches } = await work(kept, 'trash', [], maybeAsked);
          for (const { id, kind } of ended) {
            assert.equal(kind, befores[Number(id.slice(1))] === 'gone' ? 'gone' : 'done');
          }
          assert.equal(ended.length, kept.length);
          const asked = batches.flatMap(({ ids }) => ids);
          const due = kept.filter((_, at) => ['untouched', 'asked'].includes(befores[at] ?? ''));
          assert.deepEqual(asked.toSorted(), due.map(({ id }) => id).toSorted());
        },
      ),
      { numRuns: 60 },
    );
  });
});
