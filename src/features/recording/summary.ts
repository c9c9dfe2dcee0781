import { withToken } from '../../accounts/token-provider.js';
import { actsForSelf } from '../../accounts/types.js';
import { type Action, nothing } from '../../bot/feature.js';
import { fullestThatFits } from '../../bot/ui/card.js';
import { excerptOf, textOfHtml } from '../../bot/ui/escape.js';
import { withReason } from '../../bot/ui/explain.js';
import type { ListState } from '../../query/list-state.js';
import { type Summary, getSummary } from '../../recordings/meeting-text.js';
import type { Recording } from '../../recordings/types.js';
import { words } from '../../util/words.js';
import { type WebexRefused, hasStatus } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { type RecordingDeps, onRecording, readRecording } from './about.js';
import { cardAbout, notPermittedCard } from './details.js';

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
  onRecording(deps, {
    name: 'summary',
    extra: nothing,
    run: async (about) => {
      const { ctx, actor, state } = about;
      const read = await readRecording(about);
      if (read === undefined) return;
      const { recording } = read;
      const { meetingId } = recording;
      const forOther = !actsForSelf(actor);
      if (meetingId === undefined || forOther)
        return await ctx.update(noSummaryCard(recording, state, forOther));
      const content = await withToken(deps.tokens, actor, (authority) =>
        getSummary(deps.webex, authority, meetingId).then(
          (found) =>
            found === undefined
              ? noSummaryCard(recording, state, false)
              : summaryCard(recording, found, state),
          (error: unknown) => {
            if (hasStatus(error, 403))
              return notPermittedCard(SUMMARIES_SCOPE, recording, state, error);
            // A 400 is Webex's answer to meetings that cannot have one, such as those of personal rooms.
            if (!hasStatus(error, 400, 404, 410)) throw error;
            return noSummaryCard(recording, state, false, error);
          },
        ),
      );
      await ctx.update(content);
    },
  });
