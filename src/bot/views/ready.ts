import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import { bytesOf, card, LARGEST_CARD_BYTES } from '../card.js';
import { latest } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { factsOf, topicOf } from './recording-row.js';

/** More rows make a card that nobody reads; the list has them all. */
const MOST_ROWS = 8;
const SHORT_TOPIC = 80;

/**
 * Tells a person that recordings of theirs are ready, with fewer rows where long topics would make
 * the card too large; only ever sent to them alone.
 *
 * @param recordings one or more
 * @param now milliseconds since the epoch
 */
export function readyContent(recordings: readonly Recording[], now: number): Content {
  for (let rows = MOST_ROWS; ; rows -= 1) {
    const content = withRows(recordings, rows, now);
    if (rows === 1 || bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES) return content;
  }
}

function withRows(recordings: readonly Recording[], rows: number, now: number): Content {
  const shown = recordings.slice(0, rows);
  const left = recordings.length - shown.length;
  const title =
    recordings.length === 1
      ? 'Your recording is ready'
      : `${recordings.length} recordings of yours are ready`;
  const more = left === 0 ? '' : `And ${left} more: your list has them.`;
  const list = writeState(latest(now));
  const filled = card('ready', {
    title,
    rows: shown.map((recording) => {
      const { id, siteUrl, playbackUrl } = recording;
      return {
        topic: topicOf(recording),
        facts: factsOf(recording, cardDateTime, false).join(' · '),
        canWatch: playbackUrl !== undefined,
        watchUrl: playbackUrl ?? 'https://www.webex.com',
        details: {
          action: 'more',
          recording: id,
          site: siteUrl ?? '',
          topic: topicOf(recording, SHORT_TOPIC),
          list,
        },
      };
    }),
    hasMore: left > 0,
    more,
  });
  const lines = shown.map(
    (recording) =>
      `- ${topicOf(recording)} – ${factsOf(recording, plainDateTime, false).join(' · ')}`,
  );
  const markdown = [
    `**${title}**`,
    [...lines, ...(left === 0 ? [] : [`- ${more}`])].join('\n'),
    'Write **list** to see your recordings, or **notify off** to hear no more of new ones.',
  ].join('\n\n');
  return { markdown, card: filled };
}
