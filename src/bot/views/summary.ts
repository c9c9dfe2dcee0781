import type { Recording } from '../../recordings/recording.js';
import type { Summary } from '../../recordings/summary.js';
import type { Content } from '../../webex/messages.js';
import { bytesOf, LARGEST_CARD_BYTES } from '../card.js';
import type { ListState } from '../list-state.js';
import { waysBack } from './about-buttons.js';
import { messageContent } from './message.js';
import { excerptOf, textOfHtml } from './plain-lines.js';
import { topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;
const NOTES = { lines: 25, characters: 3_000 };
const ITEMS = { lines: 12, characters: 1_200 };

/** Of which less is shown where letters take more than a byte each. */
const SHARES = 4;

/** Webex's summary of the meeting, as plain words; as much of it as a card holds. */
export function summaryContent(recording: Recording, summary: Summary, state: ListState): Content {
  for (let shares = SHARES; ; shares -= 1) {
    const content = beginning(recording, summary, state, shares / SHARES);
    if (shares === 1 || bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES) return content;
  }
}

function beginning(
  recording: Recording,
  summary: Summary,
  state: ListState,
  share: number,
): Content {
  const notes = excerptOf(textOfHtml(summary.notes), part(NOTES, share));
  const items = excerptOf(summary.actionItems.join('\n'), part(ITEMS, share));
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

function part(most: typeof NOTES, share: number): typeof NOTES {
  return { ...most, characters: most.characters * share };
}

function titleOf(recording: Recording): string {
  return `Summary of “${topicOf(recording, SHORT_TOPIC)}”`;
}
