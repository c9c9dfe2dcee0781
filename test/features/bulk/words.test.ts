import assert from 'node:assert/strict';
import {
  amountWords,
  missingWords,
  ruleWords,
  searchInWords,
} from '../../../src/features/bulk/words.js';
import type { BulkJob, Rule } from '../../../src/features/bulk/model.js';
import { words } from '../../../src/util/words.js';
import { NOW } from '../../bot/support/recordings.js';

const ANY: Rule = { age: 0, unit: 'days', neverWatched: false };

describe('the rule of a clean-up, in words', () => {
  it('is a sentence', () => {
    assert.equal(ruleWords(ANY), 'All recordings that you host');
    assert.match(
      ruleWords({ ...ANY, age: 1, neverWatched: true }),
      /older than 1 day, that nobody/,
    );
  });

  it('is defused, and about whom it is', () => {
    const words = ruleWords({ ...ANY, topic: '[x](https://evil.example)' }, 'they');
    assert.match(words, /^Recordings that they host, with “\[x\]\u2060/);
  });
});

describe('how many, in words', () => {
  it('is one of one, and parted in thousands', () => {
    const { recordings } = words.common;
    assert.deepEqual(
      [recordings({ count: 1 }), recordings({ count: 1_234 })],
      ['1 recording', '1,234 recordings'],
    );
  });

  it('says a size only where one is known', () => {
    assert.equal(amountWords({ count: 214, bytes: 38_200_000_000 }), '214 recordings (38.2 GB)');
    assert.equal(amountWords({ count: 2, bytes: 0 }), '2 recordings');
  });
});

describe('what is missing, in words', () => {
  const missing = (data: object) => missingWords({ data } as unknown as BulkJob);

  it('is nothing where all was read, else each of both', () => {
    assert.equal(missing({}), undefined);
    const [one, broke] = [
      '1 recording could not be read, and won’t be changed.',
      words.common.brokeOff,
    ];
    assert.equal(missing({ unread: 1 }), one);
    assert.equal(missing({ brokeOff: true }), broke);
    assert.equal(missing({ unread: 1, brokeOff: true }), `${one} ${broke}`);
  });
});

describe('what was looked for, in words', () => {
  const DAY = 86_400_000;
  const bin = (filter: object, from = NOW - 20 * 365 * DAY, hostId?: string): string =>
    searchInWords({
      hostId,
      data: {
        ...{ phase: 'choose', seen: 0, found: 0 },
        search: { from, to: NOW, filter: { status: 'deleted', ...filter } },
      },
    });

  it('is all of a recycle bin, whosever that is', () => {
    assert.equal(bin({}), 'Recordings in your recycle bin');
    assert.equal(bin({}, undefined, 'bob'), 'Recordings in their recycle bin');
  });

  it('is what it was narrowed by', () => {
    assert.match(bin({ topic: 'standup', format: 'MP4' }), /with “standup” in their topic, MP4$/);
    assert.match(bin({}, NOW - 9 * DAY), /2026.*\(UTC\)$/);
  });
});
