import type { Access, Accesses } from '../../recordings/report.js';
import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { waysBack } from './about-buttons.js';
import { useInWords, useOf } from './accesses.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { defuse } from './defuse.js';
import { messageContent } from './message.js';
import { topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;
const LATEST = 10;

/** Who watched a recording: how often lately, and the latest ones by name. */
export function watchedContent(
  recording: Recording,
  accesses: Accesses,
  state: ListState,
  now: number,
): Content {
  const title = `Who watched “${topicOf(recording, SHORT_TOPIC)}”`;
  const latest = [...accesses.accesses]
    .sort((one, other) => Date.parse(other.accessTime) - Date.parse(one.accessTime))
    .slice(0, LATEST);
  const paragraphs = (dateTime: (ms: number) => string): string[] => [
    useInWords(useOf(accesses, now)),
    ...(latest.length === 0
      ? []
      : [accesses.more ? 'Some of them:' : latest.length < 2 ? 'The latest:' : 'The latest ones:']),
    ...latest.map((access) => line(access, dateTime)),
  ];
  const { markdown } = messageContent({ title, paragraphs: paragraphs(plainDateTime) });
  const buttons = waysBack(recording, state);
  return {
    ...messageContent({ title, paragraphs: paragraphs(cardDateTime), buttons }),
    markdown,
  };
}

/** When the report is not to be had. */
export function notReportedContent(recording: Recording, state: ListState): Content {
  return messageContent({
    title: `Who watched “${topicOf(recording, SHORT_TOPIC)}”`,
    paragraphs: [
      'Webex does not allow me to read who watched it.',
      'The administrator of your Webex site would have to allow recording reports for you, with the permission meeting:recordings_read, or meeting:admin_recordings_read for the recordings of others.',
    ],
    buttons: waysBack(recording, state),
  });
}

function line(access: Access, dateTime: (ms: number) => string): string {
  const who = defuse(access.name, 60) || defuse(access.email, 60) || 'Somebody';
  return `${dateTime(Date.parse(access.accessTime))} – ${who} ${did(access)}`;
}

function did({ viewed, downloaded }: Access): string {
  if (viewed && downloaded) return 'watched and downloaded it';
  if (downloaded) return 'downloaded it';
  return viewed ? 'watched it' : 'opened it';
}
