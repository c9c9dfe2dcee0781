import assert from 'node:assert/strict';
import { historyCard } from '../../../src/features/history/card.js';
import { seen, titles } from '../../bot/support/card.js';
import { NOW } from '../../bot/support/recordings.js';

type Entry = Parameters<typeof historyCard>[0][number]['entry'];

function lines(entries: Partial<Entry>[], topic?: string): string[] {
  const remembered = entries.map((entry) => ({
    entry: { askedAt: NOW, change: 'trash' as const, outcome: 'done', ...entry },
    topic,
  }));
  return historyCard(remembered)
    .markdown.split('\n\n')
    .slice(1)
    .map((line) => line.replace(/^.* UTC – /, ''));
}

describe('the history card', () => {
  it('says how each attempt ended, and never more than was seen', () => {
    const outcomes = [
      'done',
      'already',
      'gone',
      'unchanged',
      'not-seen',
      'unsure',
      'new',
      undefined,
    ];
    assert.deepEqual(lines(outcomes.map((outcome) => ({ outcome }))), [
      'A recording: moved to the recycle bin',
      'A recording: was already in the recycle bin',
      'A recording: not moved to the recycle bin, because it was gone',
      'A recording: not moved to the recycle bin',
      'A recording: not moved to the recycle bin when I last looked, though Webex accepted the request',
      'A recording: moved to the recycle bin? I couldn’t see the outcome',
      'A recording: moved to the recycle bin? I couldn’t see the outcome',
      'A recording: moved to the recycle bin? The outcome is not known yet',
    ]);
    assert.deepEqual(lines([{ change: 'restore' }, { change: 'delete' }], 'Weekly planning'), [
      '“Weekly planning”: restored',
      '“Weekly planning”: deleted permanently',
    ]);
  });

  it('shows dates in the reader’s own zone on the card, and in UTC without one', () => {
    const content = historyCard([
      { entry: { askedAt: NOW, change: 'trash', outcome: 'done' }, topic: undefined },
    ]);
    assert.match(seen(content).text(), /\{\{DATE\(2026-08-07T10:00:00Z,SHORT\)\}\} \{\{TIME\(/);
    assert.match(content.markdown, /7 Aug 2026, 10:00 UTC – A recording: moved/);
    assert.doesNotMatch(content.markdown, /\{\{/);
    assert.deepEqual(titles(content), ['Show my recordings']);
  });

  it('has one line for a batch, which says how many ended how', () => {
    const entry = { askedAt: NOW, change: 'trash' as const, outcome: 'done' };
    const batch = (...outcomes: [string | undefined, number][]) =>
      historyCard([
        {
          entry,
          topic: 'Weekly planning',
          outcomes: outcomes.map(([outcome, count]) => ({ outcome, count })),
        },
      ]).markdown.replace(/^[^]* UTC – /, '');
    assert.equal(batch(['done', 12]), '12 recordings: moved to the recycle bin');
    assert.equal(
      batch(['unchanged', 2], ['done', 9], ['gone', 1]),
      '12 recordings: 9 moved to the recycle bin, 2 not changed, 1 gone already',
    );
    assert.equal(batch(['done', 1]), '“Weekly planning”: moved to the recycle bin');
  });

  it('goes on to older pages, and back', () => {
    const rows = [
      { entry: { askedAt: NOW, change: 'trash' as const, outcome: 'done' }, topic: 'x' },
    ];
    const card = historyCard(rows, { start: 10, more: true });
    assert.deepEqual(titles(card), ['‹ Newer', 'Older ›', 'Show my recordings']);
    assert.deepEqual(seen(card).dataOf('Older ›'), { action: 'history-page', start: '20' });
    assert.deepEqual(seen(card).dataOf('‹ Newer'), { action: 'history-page', start: '0' });
    const narrowed = historyCard(rows, { start: 0, more: true, asked: { from: 1_000, to: 2_000 } });
    const older = { action: 'history-page', start: '10', from: '1000', to: '2000' };
    assert.deepEqual(seen(narrowed).dataOf('Older ›'), older);
  });

  it('says so when there is nothing', () => {
    assert.match(seen(historyCard([])).text(), /Nothing yet/);
  });
});
