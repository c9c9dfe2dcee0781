import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  noSummaryCard,
  summaryCard,
  transcriptCard,
  transcriptFile,
} from '../../../src/features/recording/meeting-text.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

const recording = recordingOf();
const state = stateOfList();

describe('a transcript', () => {
  it('shows its beginning, and that it is one of several', () => {
    const text = Array.from({ length: 40 }, (_, n) => `line ${n}`).join('\n');
    const content = transcriptCard(recording, { text, of: 2 }, state);
    assert.match(content.markdown, /The meeting has 2 transcripts.*\n\nline 0\n\n/);
    assert.match(content.markdown, /These are the first 15 of 40 lines\.$/);
    const empty = transcriptCard(recording, { text: '\n', of: 1 }, state).markdown;
    assert.match(empty, /\n\nIt is empty\.$/);
  });

  it('is sent as a file named for its time, in the person’s zone, and its topic', () => {
    const file = transcriptFile(recording, 'ü', 'txt', 'Europe/Berlin');
    assert.equal(file.name, 'transcript-2026-08-06-1000-Weekly-planning.txt');
    assert.equal(file.bytes.length, 2);
    const undated = recordingOf({ timeRecorded: undefined, topic: '../.. \u202E?' });
    const { name, type } = transcriptFile(undated, '', 'vtt', 'UTC');
    assert.deepEqual([name, type], ['transcript-2026-08-06-0900.vtt', 'text/vtt']);
    const named = (topic: string): string =>
      transcriptFile(recordingOf({ topic }), '', 'vtt', 'UTC').name;
    assert.equal(
      named('Q3: "Zürich"/<Review> 🎉 2\u0000'),
      'transcript-2026-08-06-0800-Q3-Zürich-Review-2.vtt',
    );
    assert.ok(named('long '.repeat(80)).length < 100);
  });
});

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
