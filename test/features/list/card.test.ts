import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, type Notice, bytesOf } from '../../../src/bot/ui/card.js';
import { recordingsCard } from '../../../src/features/list/card.js';
import { type ListState, writeState } from '../../../src/query/list-state.js';
import type { Recording } from '../../../src/recordings/types.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen, titles } from '../../bot/support/card.js';
import { recordingOf, recordingsOf, stateOfList } from '../../bot/support/recordings.js';

function listOf(
  recordings: readonly Recording[],
  given: Partial<ListState> = {},
  more = false,
  notice?: Notice,
): Content {
  return recordingsCard({ state: stateOfList(given), listing: { recordings, more }, notice });
}

describe('the list card', () => {
  it('shows five of many, and says which', () => {
    const content = listOf(recordingsOf(12), { start: 5 });
    assert.deepEqual(
      seen(content).topics(),
      [6, 7, 8, 9, 10].map((n) => `Meeting ${n}`),
    );
    assert.match(
      seen(content).text(),
      /Your recordings from the last 30 days\n6–10 of 12 · as of \{\{DATE\(/,
    );
    assert.match(content.markdown, /last 30 days\*\* – 6–10 of 12 · as of 7 Aug 2026, 10:00 UTC/);
    assert.match(content.markdown, /\n- Meeting 6 – 6 Aug 2026, 08:00 UTC · 45 min · 145 MB\n/);
  });

  it('counts in words people use', () => {
    assert.match(listOf(recordingsOf(1)).markdown, /– 1 recording ·/);
    assert.match(listOf(recordingsOf(3)).markdown, /– 3 recordings ·/);
    assert.match(listOf(recordingsOf(3), {}, true).markdown, /– 1–3 of 3\+ ·/);
  });

  it('shows the last page when the one asked for is gone', () => {
    assert.deepEqual(seen(listOf(recordingsOf(6), { start: 10 })).topics(), ['Meeting 6']);
    assert.equal(seen(listOf(recordingsOf(5), { start: 5 })).topics().length, 5);
  });

  it('says so when there is nothing, and offers a wider search once', () => {
    const usual = listOf([]);
    assert.match(seen(usual).text(), /You have no recordings in this time: a wider search/);
    assert.match(usual.markdown, /You have no recordings in this time: a wider search/);
    assert.ok(titles(usual).includes('Search the last 12 months'));
    const wider = listOf([], { days: 365 });
    assert.match(wider.markdown, /You have no recordings in this time\./);
    assert.deepEqual(titles(wider), ['Refresh', 'Edit']);
  });

  it('names an earlier span by its dates', () => {
    const { markdown } = listOf(recordingsOf(1), { back: 1 });
    assert.match(markdown, /^\*\*Your recordings 8 June – 8 July 2026\*\* – 1 recording/);
  });

  it('tells the site when there are several', () => {
    const two = [recordingOf(), recordingOf({ id: 'r2', siteUrl: 'acme-emea.webex.com' })];
    assert.match(listOf(two).markdown, /acme-emea/);
    assert.doesNotMatch(listOf(two.slice(0, 1)).markdown, /acme/);
  });

  it('puts what came of the last click on top', () => {
    const notice = {
      style: 'good',
      text: 'Done in the card.',
      detail: 'Webex trackingId: x',
      buttons: [{ title: 'Undo', data: { action: 'restore' } }],
    } as const;
    const content = listOf(recordingsOf(1), {}, false, notice);
    assert.match(seen(content).text(), /^Done in the card\.\nWebex trackingId: x\nYour recordings/);
    assert.match(content.markdown, /^Done in the card\.\n\nWebex trackingId: x\n\n\*\*Your/);
    assert.equal(titles(content)[0], 'Undo');
    const bare = listOf([], {}, false, { style: 'good', text: 'x' });
    assert.match(bare.markdown, /^x\n\n\*\*Your/);
  });

  it('shows fewer rows rather than a card that is too large, and leads on from there', () => {
    const content = listOf(
      recordingsOf(5, { topic: '設'.repeat(160), playbackUrl: `https://x/${'y'.repeat(1_500)}` }),
    );
    const rows = seen(content).topics().length;
    assert.ok(rows >= 1 && rows < 5);
    assert.ok(bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES);
    assert.match(seen(content).dataOf('Older ›').list ?? '', new RegExp(`\\.${rows}$`));
  });
});

describe('a row of the list', () => {
  it('offers what the recording allows', () => {
    assert.deepEqual(titles(listOf([recordingOf()])), [
      ...['Watch', 'Password', 'More…', 'Delete…'],
      ...['Refresh', 'Edit', 'Earlier 30 days'],
    ]);
    const shared = recordingOf({ shareToMe: true });
    assert.deepEqual(titles(listOf([shared])).slice(0, 4), [
      ...['Watch', 'Password', 'More…', 'Refresh'],
    ]);
    assert.match(listOf([shared]).markdown, /shared with you/);
    const bare = { shareToMe: true, password: undefined, playbackUrl: undefined };
    assert.deepEqual(titles(listOf([recordingOf(bare)])).slice(0, 2), ['More…', 'Refresh']);
  });

  it('in the recycle bin offers to restore it, and nothing that does not work there', () => {
    const binned = recordingOf({ status: 'deleted' });
    assert.deepEqual(titles(listOf([binned])).slice(0, 4), [
      ...['Restore', 'More…', 'Delete permanently…', 'Refresh'],
    ]);
    const card = seen(listOf([binned]));
    assert.equal(card.dataOf('Restore').action, 'restore');
    assert.equal(card.dataOf('Delete permanently…').action, 'ask-delete');
    const shared = titles(listOf([recordingOf({ status: 'deleted', shareToMe: true })]));
    assert.deepEqual(shared.slice(0, 2), ['More…', 'Refresh']);
  });

  it('asks about this recording and no other', () => {
    const card = seen(listOf(recordingsOf(2)));
    for (const nth of [0, 1]) {
      const about = { recording: `r${nth + 1}`, site: 'acme.webex.com' };
      const list = writeState(stateOfList());
      assert.deepEqual(card.dataOf('Delete…', nth), { action: 'ask-delete', ...about, list });
      assert.deepEqual(card.dataOf('More…', nth), { action: 'more', ...about, list });
    }
  });

  it('shows a password to the letter, and none that is hidden', () => {
    const passwordOf = (password: string): string =>
      seen(listOf([recordingOf({ password })]))
        .parts()
        .filter((part) => part.fontType === 'Monospace')
        .map((part) => String(part.text))
        .join('');
    for (const password of ['Kx7pWm2Q', '${x}', '{{{DATE(x)}}', '<b>&', 'a*']) {
      assert.equal(passwordOf(password), password);
    }
    assert.ok(!titles(listOf([recordingOf({ password: '********' })])).includes('Password'));
    assert.ok(!titles(listOf([recordingOf({ password: '' })])).includes('Password'));
  });

  it('never says a password or a link in plain words', () => {
    assert.doesNotMatch(listOf(recordingsOf(5)).markdown, /Kx7pWm2Q|https?:/);
  });

  it('tells what it knows and leaves out the rest', () => {
    const bare = {
      id: 'r1',
      topic: '',
      createTime: '2026-08-06T09:00:00Z',
    };
    const [line = ''] = listOf([
      recordingOf({
        ...bare,
        timeRecorded: undefined,
        siteUrl: undefined,
        durationSeconds: undefined,
        sizeBytes: undefined,
        format: undefined,
      }),
    ])
      .markdown.split('\n')
      .slice(-1);
    assert.equal(line, '- Recording without a topic – 6 Aug 2026, 09:00 UTC');
    assert.match(listOf([recordingOf({ format: 'ARF' })]).markdown, / · ARF$/);
  });
});
