import { DateTime } from 'luxon';
import { withToken } from '../../accounts/token-provider.js';
import { actsForSelf } from '../../accounts/types.js';
import type { Action } from '../../bot/feature.js';
import { fullestThatFits } from '../../bot/ui/card.js';
import { excerptOf, textOfHtml } from '../../bot/ui/escape.js';
import { messageCard } from '../../bot/ui/message.js';
import { withReason } from '../../bot/ui/problem.js';
import type { ListState } from '../../query/list-state.js';
import type { Summary, Transcript, TranscriptFormat } from '../../recordings/meeting-text.js';
import { downloadTranscript, getSummary, listTranscripts } from '../../recordings/meeting-text.js';
import { type Authority, type Recording, recordedAt } from '../../recordings/types.js';
import { zoneOrUtc } from '../../settings/settings.js';
import { words } from '../../util/words.js';
import { WebexRefused, hasStatus } from '../../webex/errors.js';
import type { Content, FileToSend } from '../../webex/messages.js';
import { TOPIC_LENGTH, dataOf, topicOf } from '../list/index.js';
import { type RecordingAction, type RecordingDeps, showing } from './about.js';
import { cardAbout, notPermittedCard, waysBack } from './details.js';

const EXCERPT = { lines: 15, characters: 2_000 };

interface ReadTranscript {
  /** Hostile. */
  readonly text: string;
  /** Transcripts of the meeting. */
  readonly of: number;
}

/** The beginning of a transcript, with buttons to send the whole of it as a file. */
export function transcriptCard(
  recording: Recording,
  { text, of }: ReadTranscript,
  state: ListState,
): Content {
  const { lines, total } = excerptOf(text, EXCERPT);
  const data = dataOf(recording, state);
  return messageCard({
    title: words.recording.transcriptOf({ topic: topicOf(recording, TOPIC_LENGTH.title) }),
    paragraphs: [
      ...(of > 1 ? [words.recording.nearest({ count: of })] : []),
      ...(lines.length === 0 ? [words.recording.empty] : lines),
      ...(lines.length < total
        ? [words.recording.firstLines({ count: lines.length, all: total })]
        : []),
    ],
    buttons: [
      { title: words.recording.sendText, data: { action: 'transcript-txt', ...data } },
      { title: words.recording.sendTimes, data: { action: 'transcript-vtt', ...data } },
      ...waysBack(recording, state),
    ],
  });
}

/** @param error Webex's refusal, where it did not just find none */
function noTranscriptCard(recording: Recording, state: ListState, error?: WebexRefused): Content {
  const why = withReason([words.recording.noTranscriptWhy], error).paragraphs;
  const paragraphs = [words.recording.noTranscript, ...why];
  return cardAbout(recording, state, words.recording.transcriptOf, { paragraphs });
}

/** @param zone of its name, IANA */
export function transcriptFile(
  recording: Recording,
  text: string,
  format: TranscriptFormat,
  zone: string,
): FileToSend {
  const at = DateTime.fromMillis(recordedAt(recording), { zone }).toFormat('yyyy-MM-dd-HHmm');
  const name = [at, ...fileNameParts(recording.topic)].join('-');
  return {
    name: words.recording.transcriptFile({ name, format }),
    type: format === 'vtt' ? 'text/vtt' : 'text/plain',
    bytes: new TextEncoder().encode(text),
    markdown: words.recording.theTranscript({ topic: topicOf(recording, TOPIC_LENGTH.title) }),
  };
}

const LONGEST_NAME = 60;

/** Letters and digits of the topic, for the name of a file; none where it has none. */
function fileNameParts(topic: string): string[] {
  const parts = topic.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = Array.from(parts.join('-')).slice(0, LONGEST_NAME).join('').replace(/-+$/, '');
  return name === '' ? [] : [name];
}

const TRANSCRIPTS_SCOPE = { of: 'transcripts', scope: 'meeting:transcripts_read' } as const;

export const transcript = (deps: RecordingDeps): Action =>
  showing(deps, 'transcript', (about, recording) =>
    withTranscript(about, recording, 'txt', (read) =>
      about.ctx.update(transcriptCard(recording, read, about.state)),
    ),
  );

/** The whole transcript as a file in the 1:1 space. Sending it twice does no harm. */
export const sendTranscript = (deps: RecordingDeps, format: TranscriptFormat): Action =>
  showing(deps, `transcript-${format}`, (about, recording) =>
    withTranscript(about, recording, format, async ({ text }) => {
      const { ctx, actor } = about;
      const zone = zoneOrUtc(await deps.settings.of(actor.personId));
      const file = transcriptFile(recording, text, format, zone);
      await deps.messaging.postFile({ toPersonId: actor.personId }, file);
      if (!ctx.direct) await ctx.reply({ markdown: words.recording.sent });
    }),
  );

async function withTranscript(
  about: RecordingAction,
  recording: Recording,
  format: TranscriptFormat,
  use: (read: ReadTranscript) => Promise<unknown>,
): Promise<void> {
  const { ctx, deps, actor, state } = about;
  const found = await withToken(deps.tokens, actor, (authority) =>
    fetchNearest(about, authority, recording, format),
  ).catch(refused);
  if (found === undefined) await ctx.update(noTranscriptCard(recording, state));
  else if (!(found instanceof WebexRefused)) await use(found);
  else if (found.status === 403)
    await ctx.update(notPermittedCard(TRANSCRIPTS_SCOPE, recording, state, found));
  else await ctx.update(noTranscriptCard(recording, state, found));
}

/** A meeting that was recorded twice has two transcripts: this recording's began when it did. */
async function fetchNearest(
  { deps: { webex } }: RecordingAction,
  authority: Authority,
  recording: Recording,
  format: TranscriptFormat,
): Promise<ReadTranscript | undefined> {
  const began = Date.parse(recording.timeRecorded ?? recording.createTime);
  const distance = ({ startTime }: Transcript): number =>
    startTime === undefined ? Infinity : Math.abs(Date.parse(startTime) - began);
  const all = await listTranscripts(webex, authority, recording);
  const [nearest] = [...all].sort((one, other) => distance(one) - distance(other));
  if (nearest === undefined) return undefined;
  return { text: await downloadTranscript(webex, authority, nearest.id, format), of: all.length };
}

/** A 400 is Webex's answer to meetings that cannot have one, such as those of personal rooms. */
function refused(error: unknown): WebexRefused {
  if (hasStatus(error, 400, 403, 404, 410)) return error;
  throw error;
}

const NOTES = { lines: 25, characters: 3_000 };
const ITEMS = { lines: 12, characters: 1_200 };

/** Where letters take more than a byte each, fewer shares of the text fit. */
const SHARES = 4;

/** As much of Webex's summary as a card holds, in plain words. */
export function summaryCard(recording: Recording, summary: Summary, state: ListState): Content {
  return fullestThatFits(SHARES, (shares) => beginning(recording, summary, state, shares / SHARES));
}

function beginning(
  recording: Recording,
  summary: Summary,
  state: ListState,
  share: number,
): Content {
  const part = (most: typeof NOTES) => ({ ...most, characters: most.characters * share });
  const notes = excerptOf(textOfHtml(summary.notes), part(NOTES));
  const items = excerptOf(summary.actionItems.join('\n'), part(ITEMS));
  const cut = notes.lines.length < notes.total || items.lines.length < items.total;
  const toDo = items.lines.length > 0 ? [words.recording.toDo] : [];
  return cardAbout(recording, state, words.recording.summaryOf, {
    paragraphs: [
      ...[...notes.lines, ...toDo, ...items.lines.map((item) => `• ${item}`)],
      ...(cut ? [words.recording.summaryCut] : []),
    ],
    detail: words.recording.byAi,
  });
}

/**
 * @param forOther whether somebody acts for the host
 * @param error Webex's refusal, where it did not just find none
 */
export function noSummaryCard(
  recording: Recording,
  state: ListState,
  forOther: boolean,
  error?: WebexRefused,
): Content {
  const why = withReason([words.recording.noSummaryWhy], error).paragraphs;
  const none = [words.recording.noSummary, ...why];
  const paragraphs = forOther ? [words.recording.noSummaryForOthers] : none;
  return cardAbout(recording, state, words.recording.summaryOf, { paragraphs });
}

const SUMMARIES_SCOPE = { of: 'summaries', scope: 'meeting:summaries_read' } as const;

export const summary = (deps: RecordingDeps): Action =>
  showing(deps, 'summary', async ({ ctx, actor, state }, recording) => {
    const { meetingId } = recording;
    const forOther = !actsForSelf(actor);
    if (meetingId === undefined || forOther)
      return await ctx.update(noSummaryCard(recording, state, forOther));
    const found = await withToken(deps.tokens, actor, (authority) =>
      getSummary(deps.webex, authority, meetingId),
    ).catch(refused);
    const content =
      found === undefined
        ? noSummaryCard(recording, state, false)
        : !(found instanceof WebexRefused)
          ? summaryCard(recording, found, state)
          : found.status === 403
            ? notPermittedCard(SUMMARIES_SCOPE, recording, state, found)
            : noSummaryCard(recording, state, false, found);
    return await ctx.update(content);
  });
