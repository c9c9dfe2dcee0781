import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NOTHING, hasWords, topK, topicSieve, withBatch } from '../../src/recordings/filter.js';
import { recordingOf } from '../bot/support/recordings.js';

describe('the words of a topic', () => {
  for (const [said, topic] of [
    ['demo sprint', 'Sprint demo'],
    ['sprint demos', 'Sprint demo'],
    ['all-hands', 'All-hands'],
    ['Retrospectives', 'Mobile team retrospective'],
    ['parties', 'Office party'],
    ['pitches', 'Pitch: Contoso'],
    ['QBRs', 'QBR EMEA'],
    ['1:1s', '1:1 Bob and his lead'],
    ['customer’s call', 'Customer call'],
    ["O'Brien", 'O’Brien said “ship it”'],
    ['O’Brien', "O'Brien said “ship it”"],
    ['sales', 'Sales weekly'],
    ['sales', 'Sale of the office'],
    ['sales', 'Wholesale: the sale'],
    ['standup', 'Standups of October'],
    ['call with Acme', 'Acme call'],
    ['meeting w/ the board', 'Board meeting'],
    ['the', 'The board'],
    ['to the', 'The road to 2027'],
    ['call with', 'Acme call'],
    ['C#', 'Learn C#'],
    ['설계', '설계 리뷰'],
  ] as const) {
    it(`“${said}” are in “${topic}”, and Webex is given a part of both`, () => {
      assert.ok(hasWords(said, topic));
      const given = topicSieve(said).toLowerCase();
      assert.ok(given !== '' && topic.toLowerCase().includes(given), given);
    });
  }

  for (const [said, topic] of [
    ['sales', 'Wholesale'],
    ['news', 'New hires'],
    ['status', 'Statutory audit'],
    ['sprint demos', 'Sprint review'],
    ['business', 'Busines plan'],
    ['ops', 'Op'],
    ['call with Acme', 'Acme offsite'],
    ['to the', 'Board'],
    ['demo', 'Dem'],
    ['C#', 'Learn C'],
  ] as const) {
    it(`“${said}” is not in “${topic}”`, () => {
      assert.ok(!hasWords(said, topic));
    });
  }

  it('are what Webex would find by its own part of them', () => {
    const word = fc.stringMatching(/^[a-z][a-z'’]{0,7}(?:s|es|ies|'s|’s)?$/);
    const written = fc.constantFrom(
      (one: string) => one,
      (one: string) => one.replace(/['’]?s$/, ''),
      (one: string) => one.replace(/es$/, ''),
      (one: string) => one.replace(/ies$/, 'y'),
      (one: string) => one.replace(/['’]/g, (each) => (each === '’' ? "'" : '’')),
    );
    const words = fc.array(fc.tuple(word, written), { minLength: 1, maxLength: 4 });
    let found = 0;
    fc.assert(
      fc.property(words, (pairs) => {
        const said = pairs.map(([one]) => one).join(' ');
        const topic = pairs.map(([one, write]) => write(one)).join(' ');
        if (!hasWords(said, topic)) return;
        found += 1;
        assert.ok(topic.includes(topicSieve(said)), topicSieve(said));
      }),
      { numRuns: 2_000 },
    );
    assert.ok(found > 200, String(found));
  });
});

const made = (id: string, day: number, given: object = {}) =>
  recordingOf({ id, createTime: `2026-08-0${day}T09:00:00Z`, ...given });
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

describe('recordings/filter: order and totals', () => {
  const unknown = { sizeBytes: undefined, durationSeconds: undefined };
  const small = made('small', 1, { sizeBytes: 1, durationSeconds: 90 });
  const large = made('large', 3, { sizeBytes: 9, durationSeconds: 10 });
  const bare = made('bare', 2, unknown);

  it('adds up batches', () => {
    const totals = withBatch(withBatch(NOTHING, [small, bare]), [large]);
    assert.deepEqual(totals, { count: 3, bytes: 10 });
  });

  it('puts unknown sizes and lengths last', () => {
    const all = [bare, small, large];
    assert.deepEqual(ids(topK([], all, 'largest', 3)), ['large', 'small', 'bare']);
    assert.deepEqual(ids(topK([], all, 'longest', 3)), ['small', 'large', 'bare']);
    assert.deepEqual(ids(topK([], all, 'newest', 3)), ['large', 'bare', 'small']);
  });

  it('orders equals by the newest, and then always alike', () => {
    const [a, b, later] = [made('a', 1), made('b', 1), made('c', 2)];
    assert.deepEqual(ids(topK([b], [later, a], 'largest', 3)), ['c', 'a', 'b']);
  });

  it('keeps the best so far where a batch has nothing better', () => {
    const best = topK([], [large], 'largest', 1);
    assert.equal(topK(best, [small, bare], 'largest', 1), best);
    assert.deepEqual(ids(topK(topK([], [small], 'largest', 1), [large], 'largest', 1)), ['large']);
  });
});
