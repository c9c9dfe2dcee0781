import assert from 'node:assert/strict';
import { writeState } from '../../../src/bot/list-state-text.js';
import { confirmDeleteContent } from '../../../src/bot/views/confirm-delete.js';
import { seen, titles } from '../support/card.js';
import { recordingOf, stateOfList } from '../support/recordings.js';

const state = stateOfList();
const list = writeState(state);

describe('the second question before a deletion for good', () => {
  it('says what is deleted and that nobody can undo it', () => {
    const content = confirmDeleteContent(recordingOf(), state);
    const card = seen(content);
    assert.match(
      card.text(),
      /^Delete “Weekly planning” permanently\?\n\{\{DATE\(2026-08-06T08:00:00Z,SHORT\)\}\}.* · 45 min · 145 MB\n/,
    );
    assert.match(card.text(), /Nobody can bring it back/);
    assert.match(content.markdown, /6 Aug 2026, 08:00 UTC · 45 min · 145 MB/);
    assert.doesNotMatch(content.markdown, /\{\{|Kx7pWm2Q|https:/);
    const data = { recording: 'r1', site: 'acme.webex.com', topic: 'Weekly planning', list };
    assert.deepEqual(card.dataOf('Yes, delete permanently'), { action: 'delete', ...data });
    assert.deepEqual(card.dataOf('Move to recycle bin instead'), { action: 'trash', ...data });
    assert.deepEqual(card.dataOf('Keep it'), { action: 'refresh', list });
  });

  it('does not offer the bin to what is in it', () => {
    const content = confirmDeleteContent(recordingOf({ status: 'deleted' }), state);
    assert.deepEqual(titles(content), ['Yes, delete permanently', 'Keep it']);
  });

  it('works without a site or a topic', () => {
    const content = confirmDeleteContent(recordingOf({ siteUrl: undefined, topic: ' ' }), state);
    const { site, topic } = seen(content).dataOf('Yes, delete permanently');
    assert.deepEqual([site, topic], ['', 'Recording without a topic']);
  });
});
