import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import { noSummaryCard, summaryCard } from '../../../src/features/recording/summary.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

const recording = recordingOf();
const state = stateOfList();

describe('a summary', () => {
  it('is shown in plain words, cut where it is long', () => {
    const summary = { notes: '<p>[a](https://e)</p>'.repeat(30), actionItems: [] };
    const { markdown } = summaryCard(recording, summary, state);
    assert.doesNotMatch(markdown, /To do|\]\(|<p>/);
    assert.match(markdown, /The rest is on your Webex site/);
    const items = { notes: '', actionItems: ['do it'] };
    assert.match(summaryCard(recording, items, state).markdown, /\*\*To do\*\*\n\n• do it/);
  });

  it('is shown in part where its letters take more room', () => {
    const summary = {
      notes: `${'会议纪要。'.repeat(60)}<br>`.repeat(20),
      actionItems: Array.from({ length: 12 }, () => '跟进'.repeat(60)),
    };
    const content = summaryCard(recording, summary, state);
    assert.ok(
      bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES,
      String(bytesOf(content.card ?? {})),
    );
    assert.match(content.markdown, /会议纪要[^]*To do[^]*跟进[^]*The rest is on/);
  });

  it('is not given on somebody’s behalf', () => {
    assert.match(noSummaryCard(recording, state, true).markdown, /not to others on their behalf/);
  });
});
