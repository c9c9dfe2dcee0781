import { type Action, nothing } from '../../bot/action.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import type { ListState } from '../../query/list-state.js';
import { type Access, type Accesses, accessDetail } from '../../recordings/access-report.js';
import type { Recording } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';
import { WebexRefused } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { topicOf } from '../list/index.js';
import { type RecordingDeps, onRecording, readRecording } from './about.js';
import { waysBack } from './details.js';

/** How often a recording was used lately, and by how many. */
export interface Usage {
  readonly views: number;
  readonly downloads: number;
  readonly people: number;
  /** Whether there may be more than was counted. */
  readonly atLeast: boolean;
}

/** Days that are counted. */
export const COUNTED_DAYS = 90;

/** What a report says of the last {@link COUNTED_DAYS} days. @param now milliseconds since the epoch */
export function usageOf({ accesses, more }: Accesses, now: number): Usage {
  const from = now - COUNTED_DAYS * DAY;
  const lately = accesses.filter(({ accessTime }) => Date.parse(accessTime) >= from);
  return {
    views: lately.filter(({ viewed }) => viewed).length,
    downloads: lately.filter(({ downloaded }) => downloaded).length,
    people: new Set(lately.map(whoOf)).size,
    atLeast: more,
  };
}

/** e.g. `12 views and 3 downloads by 7 people in the last 90 days.` */
export function usageInWords({ views, downloads, people, atLeast }: Usage): string {
  const days = `in the last ${COUNTED_DAYS} days`;
  if (views + downloads === 0) {
    return atLeast
      ? `I saw nobody who watched or downloaded it ${days}, but its report was too long to read all of it.`
      : `Nobody watched or downloaded it ${days}.`;
  }
  // What was not seen is not known to be none.
  const counts = [
    ...(views === 0 && atLeast ? [] : [counted(views, 'view', 'views')]),
    ...(downloads === 0 && atLeast ? [] : [counted(downloads, 'download', 'downloads')]),
  ].join(' and ');
  const by = counted(people, 'person', 'people');
  return `${atLeast ? 'At least ' : ''}${counts} by ${by} ${days}.`;
}

function whoOf({ email, name }: Access): string {
  return (email === '' ? name : email).toLowerCase();
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const SHORT_TOPIC = 120;
const LATEST = 10;

/** Who watched a recording: how often lately, and the latest ones by name. */
export function watchedCard(
  recording: Recording,
  accesses: Accesses,
  state: ListState,
  now: number,
): Content {
  const title = `Who watched “${topicOf(recording, SHORT_TOPIC)}”`;
  const latest = [...accesses.accesses]
    .sort((one, other) => Date.parse(other.accessTime) - Date.parse(one.accessTime))
    .slice(0, LATEST);
  const paragraphs = [
    usageInWords(usageOf(accesses, now)),
    ...(latest.length === 0
      ? []
      : [accesses.more ? 'Some of them:' : latest.length < 2 ? 'The latest:' : 'The latest ones:']),
    ...latest.map(line),
  ];
  return messageCard({ title, paragraphs, buttons: waysBack(recording, state) });
}

/** When the report is not to be had. */
export function notReportedCard(recording: Recording, state: ListState): Content {
  return messageCard({
    title: `Who watched “${topicOf(recording, SHORT_TOPIC)}”`,
    paragraphs: [
      'Webex does not allow me to read who watched it.',
      'The administrator of your Webex site would have to allow recording reports for you, with the permission meeting:recordings_read, or meeting:admin_recordings_read for the recordings of others.',
    ],
    buttons: waysBack(recording, state),
  });
}

function line(access: Access): string {
  const who = escapeText(access.name, 60) || escapeText(access.email, 60) || 'Somebody';
  return `${cardDateTime(Date.parse(access.accessTime))} – ${who} ${did(access)}`;
}

function did({ viewed, downloaded }: Access): string {
  if (viewed && downloaded) return 'watched and downloaded it';
  if (downloaded) return 'downloaded it';
  return viewed ? 'watched it' : 'opened it';
}

/** Who watched and downloaded a recording. */
export const watched = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'watched',
    extra: nothing,
    run: async (about) => {
      const { ctx, target, state } = about;
      const read = await readRecording(about, (authority) =>
        accessDetail(deps.webex, authority, target.id).catch(notAllowed),
      );
      if (read === undefined) return;
      const { recording, besides } = read;
      await ctx.update(
        besides === undefined
          ? notReportedCard(recording, state)
          : watchedCard(recording, besides, state, deps.now()),
      );
    },
  });

/** A recording that is gone has no report; the recording itself says so. */
function notAllowed(error: unknown): Accesses | undefined {
  const unknown = error instanceof WebexRefused && [403, 404, 405].includes(error.status);
  if (!unknown) throw error;
  return undefined;
}
