import type { Recording } from '../../recordings/recording.js';
import type { ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import type { Button } from './button.js';
import { placeOf } from './place-of.js';
import { topicOf } from './recording-row.js';

/** Longest topic that travels in a button. */
const SHORT_TOPIC = 60;

/** What a button about a recording carries. */
export function dataOf(
  recording: Recording,
  state: ListState,
): Readonly<Record<'recording' | 'site' | 'topic' | 'list', string> & { made?: string }> {
  return {
    recording: recording.id,
    site: recording.siteUrl ?? '',
    topic: topicOf(recording, SHORT_TOPIC),
    list: writeState(state),
    ...placeOf(recording, state),
  };
}

/** The ways back from a card about a recording. */
export function waysBack(recording: Recording, state: ListState): Button[] {
  return [
    { title: '« Back to the recording', data: { action: 'more', ...dataOf(recording, state) } },
    toTheList(state),
  ];
}

/** The way back to the list. */
export function toTheList(state: ListState): Button {
  return { title: '« Back to the list', data: { action: 'refresh', list: writeState(state) } };
}
