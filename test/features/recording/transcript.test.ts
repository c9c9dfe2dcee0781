import assert from 'node:assert/strict';
import { transcriptCard, transcriptFile } from '../../../src/features/recording/transcript.js';
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

  it('is sent as a file named for its day', () => {
    const file = transcriptFile(recording, 'ü', 'txt');
    assert.deepEqual([file.name, file.bytes.length], ['transcript-2026-08-06.txt', 2]);
    const undated = transcriptFile(recordingOf({ timeRecorded: undefined }), '', 'vtt');
    assert.deepEqual([undated.name, undated.type], ['transcript-2026-08-06.vtt', 'text/vtt']);
  });
});
