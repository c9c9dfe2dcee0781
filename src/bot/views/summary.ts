import type { Recording } from '../../recordings/recording.js';
import type { Summary } from '../../recordings/summary.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { waysBack } from './about-buttons.js';
import { messageContent } from './message.js';
import { excerptOf, textOfHtml } from './plain-lines.js';
import { topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;
const NOTES = { lines: 25, characters: 3_000 };
const ITEMS = { lines: 12, characters: 1_200 };

/** Webex's summary of the meeting, as plain words. */
export function summaryContent(recording: Recording, summary: Summary, state: ListState): Content {
  const notes = excerptOf(textOfHtml(summary.notes), NOTES);
  const items = excerptOf(summary.actionItems.join('\n'), ITEMS);
  const cut = notes.lines.length < notes.total || items.lines.length < items.total;
  return messageContent({
    title: titleOf(recording),
    paragraphs: [
      ...notes.lines,
      ...(items.lines.length === 0 ? [] : ['**To do**', ...items.lines.map((item) => `• ${item}`)]),
      ...(cut ? ['There is more of it on your Webex site.'] : []),
    ],
    detail: 'Written by Webex, which can be wrong.',
    buttons: waysBack(recording, state),
  });
}

/** When there is none, or none that may be read. @param forOther whether somebody acts for the host */
export function noSummaryContent(
  recording: Recording,
  state: ListState,
  forOther: boolean,
): Content {
  return messageContent({
    title: titleOf(recording),
    paragraphs: forOther
      ? ['Webex gives a summary only to those who were in the meeting: not on their behalf.']
      : [
          'Webex has no summary of this meeting for you.',
          'There is one only where the assistant was on, and it can take a while to be ready.',
        ],
    buttons: waysBack(recording, state),
  });
}

function titleOf(recording: Recording): string {
  return `Summary of “${topicOf(recording, SHORT_TOPIC)}”`;
}
