import { type Action, nothing } from '../../bot/feature.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { withReason } from '../../bot/ui/problem.js';
import type { ListState } from '../../query/list-state.js';
import { type Access, type Accesses, accessDetail } from '../../recordings/access-report.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { pattern } from '../../util/pattern.js';
import { DAY } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WebexRefused, hasStatus } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { type RecordingDeps, onRecording, readRecording } from './about.js';
import { cardAbout } from './details.js';

const OF_REPORT = pattern`
  ^((and|but|ok) )*((only|just|how many|who|when|how often|any(one|body)|nobody|is that)\s.*)?\b(
    downloads?|downloaded|views?|viewers?|times|once|twice
  )( (it|them|only))?$
  |^who (watched|downloaded|opened|saw) (it|this|that) \S.*$
  |^((and|but|really|so) )*(any(one|body)|nobody|no\s?one|who)( (else|at all|yet|so far|really))*$
  |^(just|only|and|what about) (?!(the|that|this|last|from|in|on|about|all|mine|one|mp4|arf)\b)\p{L}{2,20}\?*$|^(is|was) \p{L}+ (not )?(in|on|among) (there|it|them|that list)$
  |^(which|how many|any|did any) (of (them|these|those)|people)\b.*$
`;

/** “and how many for the other” */
const OF_ANOTHER = pattern`^(and )?(how many|who) (for|of|on|with) (#the\s.+)$`;
/** Whose report a line asks for that goes on from one. */
export const reportMeant = (line: string): string | undefined =>
  OF_REPORT.test(line) ? 'it' : OF_ANOTHER.exec(line)?.[1];

export interface Usage {
  readonly views: number;
  readonly downloads: number;
  readonly people: number;
  readonly atLeast: boolean;
}

const COUNTED_DAYS = 90;

/** Counts a report over the last {@link COUNTED_DAYS} days. */
export function usageOf({ accesses, more }: Accesses, now: number): Usage {
  const from = now - COUNTED_DAYS * DAY;
  const lately = accesses.filter(({ accessTime }) => Date.parse(accessTime) >= from);
  const whoOf = ({ email, name }: Access): string => (email === '' ? name : email).toLowerCase();
  return {
    views: lately.filter(({ viewed }) => viewed).length,
    downloads: lately.filter(({ downloaded }) => downloaded).length,
    people: new Set(lately.map(whoOf)).size,
    atLeast: more,
  };
}

/**
 * E.g. `12 views and 3 downloads by 7 people in the last 90 days.`
 * @param age of the recording, in milliseconds: a young one was not there all that time
 */
export function usageInWords({ views, downloads, people, atLeast }: Usage, age: number): string {
  const time = { age: age < COUNTED_DAYS * DAY ? 'young' : 'old', days: COUNTED_DAYS } as const;
  if (views + downloads === 0) {
    return atLeast ? words.recording.nobodyFound(time) : words.recording.nobody(time);
  }
  // Where only one kind was seen, a “0” of the other would be news of nothing.
  const seen = views === 0 ? 'downloads' : downloads === 0 ? 'views' : 'both';
  return words.recording.used({
    ...{ views, downloads, people, seen, ...time },
    least: atLeast ? 'yes' : 'no',
  });
}

const LATEST = 10;

/** Recent usage, and the latest accesses by name. */
export function watchedCard(
  recording: Recording,
  accesses: Accesses,
  state: ListState,
  now: number,
): Content {
  const latest = [...accesses.accesses]
    .sort((one, other) => Date.parse(other.accessTime) - Date.parse(one.accessTime))
    .slice(0, LATEST);
  const heading = accesses.more
    ? words.recording.someAccesses
    : words.recording.latest({ count: latest.length });
  const paragraphs = [
    usageInWords(usageOf(accesses, now), now - recordedAt(recording)),
    ...(latest.length === 0 ? [] : [heading]),
    ...latest.map(accessText),
  ];
  return cardAbout(recording, state, words.recording.watchedBy, { paragraphs });
}

function notReportedCard(recording: Recording, state: ListState, error: WebexRefused): Content {
  const why = withReason([words.recording.notReportedAdvice], error).paragraphs;
  const paragraphs = [words.recording.notReported, ...why];
  return cardAbout(recording, state, words.recording.watchedBy, { paragraphs });
}

function accessText({ accessTime, name, email, viewed, downloaded }: Access): string {
  const who = escapeText(name, 60) || escapeText(email, 60) || words.recording.somebody;
  const how = viewed ? (downloaded ? 'both' : 'watched') : downloaded ? 'downloaded' : 'opened';
  return words.recording.access({ time: cardDateTime(Date.parse(accessTime)), who, how });
}

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
      const { recording, besides = { accesses: [], more: true } } = read;
      if (besides instanceof WebexRefused)
        return await ctx.update(notReportedCard(recording, state, besides));
      await ctx.update(watchedCard(recording, besides, state, deps.now()));
    },
  });

/** A recording that is gone has no report; reading the recording itself says so. */
function notAllowed(error: unknown): WebexRefused {
  if (hasStatus(error, 403, 404, 405)) return error;
  throw error;
}
