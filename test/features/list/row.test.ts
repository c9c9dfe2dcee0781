import assert from 'node:assert/strict';
import { confirmDeleteCard } from '../../../src/features/delete/cards.js';
import { recordingsCard } from '../../../src/features/list/card.js';
import { dataOf, daysLeft, homeSite, topicOf } from '../../../src/features/list/row.js';
import { detailsCard } from '../../../src/features/recording/details.js';
import { seen } from '../../bot/support/card.js';
import { NOW, recordingOf, stateOfList } from '../../bot/support/recordings.js';

const DAY = 86_400_000;

describe('the site that goes without saying', () => {
  const [a, b] = [{ siteUrl: 'a.webex.com' }, { siteUrl: 'b.webex.com' }];

  it('is the one that most are on, wherever they stand', () => {
    assert.equal(homeSite([a, b, b]), b.siteUrl);
    assert.equal(homeSite([b, b, a]), b.siteUrl);
    assert.equal(homeSite([b, a, {}, {}, {}]), undefined);
    assert.equal(homeSite([]), undefined);
  });

  it('is by how many each stands for', () => {
    assert.equal(homeSite([{ ...a, count: 3 }, b, b]), a.siteUrl);
    assert.equal(homeSite([b, b, b, { ...a, count: 2 }]), b.siteUrl);
  });
});

describe('what a button says of its recording', () => {
  it('is when it was made too, only where no host is known on a whole site', () => {
    const recording = recordingOf();
    const made = String(Date.parse(recording.createTime) / 1_000);
    const of = (given: Parameters<typeof stateOfList>[0]) =>
      dataOf(recording, stateOfList(given)).made;
    assert.equal(of({ scope: 'site' }), made);
    assert.equal(of({ scope: 'site', host: 'h' }), undefined);
    assert.equal(of({ scope: 'organization' }), undefined);
    assert.equal(of({}), undefined);
  });
});

describe('days left in the recycle bin', () => {
  it('are counted from the day that it was moved there', () => {
    for (const [ago, words] of [
      [-400, '30 days left'],
      [0, '30 days left'],
      [6 * DAY, '24 days left'],
      [5.5 * DAY, '25 days left'],
      [29 * DAY, '1 day left'],
      [30 * DAY, undefined],
    ] as const) {
      assert.equal(daysLeft(NOW - ago, NOW), words);
    }
    assert.equal(daysLeft(undefined, NOW), undefined);
  });

  it('are told in the list, the details and the question, where they are known', () => {
    const recording = recordingOf({ status: 'deleted' });
    const state = stateOfList();
    const binnedAt = Date.parse('2026-08-01T10:00:00Z');
    const binned = new Map([['r1', binnedAt]]);
    const listing = { recordings: [recording], more: false };
    const list = recordingsCard({ state, listing, binned });
    assert.match(list.markdown, /145 MB · 24 days left$/);
    assert.doesNotMatch(recordingsCard({ state, listing }).markdown, /left/);
    const details = detailsCard(recording, state, binnedAt);
    assert.match(details.markdown, /deletes it on 31 Aug 2026, unless/);
    const question = confirmDeleteCard({ recording, state, binnedAt });
    assert.match(question.markdown, /Webex deletes it on 31 Aug 2026 anyway\./);
    assert.match(
      seen(question).text(),
      /it on \{\{DATE\(2026-08-31T10:00:00Z,SHORT\)\}\} anyway\./,
    );
  });
});

describe('how often a recording was opened', () => {
  it('is told in its row, where Webex was asked and somebody opened it', () => {
    const recordings = ['r1', 'r2', 'r3', 'r4'].map((id) => recordingOf({ id }));
    const views = new Map([
      ['r1', 3],
      ['r2', 1],
      ['r3', 0],
    ]);
    const card = recordingsCard({
      state: stateOfList(),
      listing: { recordings, more: false, views },
    });
    const told = seen(card)
      .text()
      .match(/opened (?:once|\d+ times)/g);
    assert.deepEqual(told, ['opened 3 times', 'opened once']);
  });
});

describe('a topic', () => {
  for (const topic of [
    '',
    ' \t\u00A0',
    '\u200B\u200D\uFEFF',
    '\u200C',
    '\u202E',
    '\u3164',
    '\u2800',
    '\u0301',
  ]) {
    it(`of which nothing is to be seen is named: ${JSON.stringify(topic)}`, () => {
      assert.equal(topicOf({ topic }), 'Untitled recording');
    });
  }

  for (const topic of ['?', '★', '👩‍💻', 'é', '０']) {
    it(`stays what it is: ${topic}`, () => assert.equal(topicOf({ topic }), topic));
  }
});
