import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasWords, topicSieve } from '../../src/recordings/topic.js';

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
