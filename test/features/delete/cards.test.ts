import assert from 'node:assert/strict';
import { askDeleteCard, confirmDeleteCard } from '../../../src/features/delete/cards.js';
import { writeState } from '../../../src/query/list-state.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen, titles } from '../../bot/support/card.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

const state = stateOfList();
const list = writeState(state);
const data = { recording: 'r1', site: 'acme.webex.com', topic: 'Weekly planning', list };
const use = { views: 12, downloads: 1, people: 7, atLeast: false };

describe('the question before a deletion', () => {
  it('says what it costs, and offers the bin first', () => {
    const content = askDeleteCard({ recording: recordingOf(), state, use });
    const card = seen(content);
    const costs = '12 views and 1 download by 7 people so far.';
    assert.match(
      card.text(),
      new RegExp(
        `^Delete “Weekly planning”\\?\n.* · 45 min · 145 MB\n${costs}\nYou can restore it`,
      ),
    );
    assert.match(content.markdown, new RegExp(costs));
    assert.doesNotMatch(content.markdown, /\{\{|Kx7pWm2Q|https:/);
    assert.deepEqual(titles(content), ['Move to recycle bin', 'Cancel', 'Delete permanently…']);
    assert.deepEqual(card.dataOf('Move to recycle bin'), { action: 'trash', ...data });
    assert.deepEqual(card.dataOf('Delete permanently…'), { action: 'ask-purge', ...data });
    assert.deepEqual(card.dataOf('Cancel'), { action: 'refresh', list });
  });

  it('says nothing of costs that are not known', () => {
    const { markdown } = askDeleteCard({ recording: recordingOf(), state });
    assert.doesNotMatch(markdown, /90 days/);
  });
});

describe('the colours of both questions', () => {
  /** Titles of the buttons that are red. */
  const red = (content: Content): (string | undefined)[] =>
    seen(content)
      .parts()
      .flatMap(({ style, title }) => (style === 'destructive' ? [title] : []));
  const warns = (content: Content): boolean =>
    seen(content)
      .parts()
      .some(({ style }) => style === 'attention');

  it('are calm for what can be undone, and red for what cannot', () => {
    const bin = askDeleteCard({ recording: recordingOf(), state });
    assert.deepEqual(red(bin), ['Delete permanently…']);
    assert.ok(!warns(bin));
    const forGood = confirmDeleteCard({ recording: recordingOf(), state });
    assert.deepEqual(red(forGood), ['Yes, delete permanently']);
    assert.ok(warns(forGood));
  });
});

describe('the second question before a deletion for good', () => {
  it('says what is deleted, what it costs, and that nobody can undo it', () => {
    const content = confirmDeleteCard({ recording: recordingOf(), state, use });
    const card = seen(content);
    assert.match(
      card.text(),
      /^Delete “Weekly planning” permanently\?\n\{\{DATE\(2026-08-06T08:00:00Z,SHORT\)\}\}.* · 45 min · 145 MB\n12 views/,
    );
    assert.match(card.text(), /Nobody can bring it back/);
    assert.match(content.markdown, /6 Aug 2026, 08:00 UTC · 45 min · 145 MB/);
    assert.doesNotMatch(content.markdown, /\{\{|Kx7pWm2Q|https:/);
    assert.deepEqual(card.dataOf('Yes, delete permanently'), { action: 'delete', ...data });
    assert.deepEqual(card.dataOf('Move to recycle bin instead'), { action: 'trash', ...data });
    assert.deepEqual(card.dataOf('Cancel'), { action: 'refresh', list });
  });

  it('does not offer the bin to what is in it, and says how that would end', () => {
    const recording = recordingOf({ status: 'deleted' });
    const content = confirmDeleteCard({ recording, state });
    assert.deepEqual(titles(content), ['Yes, delete permanently', 'Cancel']);
    assert.match(content.markdown, /deletes it 30 days after it was moved there anyway/);
  });

  it('works without a site or a topic', () => {
    const recording = recordingOf({ siteUrl: undefined, topic: ' ' });
    const content = confirmDeleteCard({ recording, state });
    const { site, topic } = seen(content).dataOf('Yes, delete permanently');
    assert.deepEqual([site, topic], ['', 'Untitled recording']);
  });
});
