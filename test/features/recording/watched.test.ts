import assert from 'node:assert/strict';
import { usageInWords, usageOf, watchedCard } from '../../../src/features/recording/watched.js';
import type { Access } from '../../../src/recordings/access-report.js';
import { DAY } from '../../../src/util/time.js';
import { seen } from '../../bot/support/card.js';
import { NOW, recordingOf, stateOfList } from '../../bot/support/recordings.js';

const access = (given: Partial<Access> = {}): Access => ({
  ...{ name: 'Bo', email: 'bo@x.cc', accessTime: '2026-08-01T10:00:00Z' },
  ...{ viewed: true, downloaded: false },
  ...given,
});

const YEAR = 365 * DAY;

describe('how a recording was used', () => {
  it('counts the last 90 days, and people by their address', () => {
    const accesses = [
      access(),
      access({ email: 'BO@x.cc', viewed: true, downloaded: true }),
      access({ email: '', name: 'Cy', viewed: false, downloaded: true }),
      access({ accessTime: '2026-01-01T10:00:00Z', email: 'old@x.cc' }),
    ];
    const use = usageOf({ accesses, more: false }, NOW);
    assert.deepEqual(use, { views: 2, downloads: 2, people: 2, atLeast: false });
  });

  it('is said in words', () => {
    const use = { views: 0, downloads: 0, people: 0, atLeast: false };
    assert.equal(usageInWords(use, YEAR), 'Nobody watched or downloaded it in the last 90 days.');
    assert.equal(usageInWords(use, 3 * DAY), 'Nobody has watched or downloaded it yet.');
    assert.equal(
      usageInWords({ ...use, views: 1, downloads: 2, people: 1 }, YEAR),
      '1 view and 2 downloads by 1 person in the last 90 days.',
    );
    assert.equal(
      usageInWords({ ...use, views: 2, people: 1 }, 3 * DAY),
      '2 views by 1 person so far.',
    );
  });

  it('says of a report that was not read to its end only what was seen', () => {
    const use = { views: 0, downloads: 0, people: 0, atLeast: true };
    assert.match(
      usageInWords(use, YEAR),
      /^I found nobody who .*, but I couldn’t read the whole report/,
    );
    assert.match(
      usageInWords({ ...use, views: 2, people: 2 }, YEAR),
      /^At least 2 views by 2 people in/,
    );
    assert.match(
      usageInWords({ ...use, downloads: 1, people: 1 }, YEAR),
      /^At least 1 download by 1 /,
    );
  });
});

describe('who watched a recording', () => {
  const shown = (accesses: readonly Access[], more = false) =>
    watchedCard(recordingOf(), { accesses, more }, stateOfList(), NOW);

  it('names the latest, the latest first, whatever they are called', () => {
    const content = shown([
      access({ name: 'Eve [click](https://evil.example)' }),
      access({ name: '', accessTime: '2026-08-03T10:00:00Z', viewed: false, downloaded: true }),
      access({ name: '', email: '', viewed: false, accessTime: '2026-08-02T10:00:00Z' }),
      access({ downloaded: true, accessTime: '2026-07-30T10:00:00Z' }),
    ]);
    const lines = content.markdown.split('\n\n');
    assert.deepEqual(lines.slice(2), [
      'The latest ones:',
      '3 Aug 2026, 10:00 UTC – bo\u2060@\u2060x\u2060.cc downloaded it',
      '2 Aug 2026, 10:00 UTC – Somebody opened it',
      '1 Aug 2026, 10:00 UTC – Eve [click]\u2060(https:\u2060/\u2060/evil\u2060.example) watched it',
      '30 Jul 2026, 10:00 UTC – Bo watched and downloaded it',
    ]);
    assert.match(seen(content).text(), /\{\{DATE\(2026-08-03/);
  });

  it('names ten at most, and does not call them the latest where it did not read all', () => {
    const many = Array.from({ length: 12 }, () => access());
    assert.equal(shown(many).markdown.match(/Bo watched/g)?.length, 10);
    assert.match(shown(many, true).markdown, /At least 12 views.*\n\nSome of them:/);
    assert.match(shown([access()]).markdown, /\n\nThe latest:/);
    assert.doesNotMatch(shown([]).markdown, /latest/);
  });
});
