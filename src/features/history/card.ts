import type { AuditEntry, AuditRequest, AuditedChange } from '../../audit/audit.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { messageCard, showBinButton, showListButton } from '../../bot/ui/message.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Window } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';

/** Lines of a page. */
export const PAGE = 10;

export interface HistoryRow {
  readonly entry: Pick<AuditEntry, 'askedAt' | 'change' | 'outcome'>;
  /** Escaped; undefined when it cannot be read any longer. */
  readonly topic: string | undefined;
  /** Of a batch, which is one line: how many ended how. */
  readonly outcomes?: AuditRequest['outcomes'];
  /** For whom it was done, unless for oneself; escaped. */
  readonly behalf?: string | undefined;
}

/** @param topic escaped */
export function undoCard(
  { entry, outcomes }: AuditRequest,
  topic: string | undefined,
  now: number,
): Content {
  const count = outcomes.reduce((sum, each) => sum + each.count, 0);
  const { recordingId, siteUrl, askedAt } = entry;
  const isOne = count === 1 && siteUrl !== undefined;
  const data = {
    ...{ action: 'restore', recording: recordingId, site: siteUrl ?? '', topic: topic ?? '' },
    list: writeState(latest(now)),
  };
  const what =
    count === 1 ? (topic === undefined ? 'a recording' : `“${topic}”`) : `${count} recordings`;
  return messageCard({
    title: 'Undo this?',
    paragraphs: [
      `${cardDateTime(askedAt)}: you moved ${what} to the recycle bin.`,
      ...(isOne ? [] : ['The recycle bin has them: restore them there, or by Undo on their card.']),
    ],
    buttons: [...(isOne ? [{ title: 'Restore', data }] : []), showBinButton],
  });
}

interface HistoryPage {
  readonly start: number;
  readonly more: boolean;
  /** When it was done; undefined for all of it. In milliseconds since the epoch. */
  readonly asked?: Window | undefined;
  /** Paragraphs above: our words, or escaped. */
  readonly above?: readonly string[];
}

export function historyCard(
  rows: readonly HistoryRow[],
  { start, more, asked, above = [] }: HistoryPage = { start: 0, more: false },
): Content {
  const title = 'Recent activity';
  const span = asked && { from: String(asked.from), to: String(asked.to) };
  const to = (at: number) => ({ action: 'history-page', start: String(at), ...span });
  const buttons = present([
    start > 0 && { title: '‹ Newer', data: to(Math.max(0, start - PAGE)) },
    more && { title: 'Older ›', data: to(start + PAGE) },
    showListButton,
  ]);
  if (rows.length === 0) {
    const none =
      asked === undefined
        ? 'Nothing yet. What you delete, restore or share here shows up in this list.'
        : 'Nothing: you deleted, restored and shared no recording then.';
    return messageCard({ title, paragraphs: [...above, none], buttons });
  }
  const paragraphs = rows.map(({ entry, topic, behalf, outcomes = [] }) => {
    const whose = behalf === undefined ? '' : ` – ${behalf}`;
    return `${cardDateTime(entry.askedAt)} – ${linesFor(entry, topic, outcomes)}${whose}`;
  });
  return messageCard({ title, paragraphs: [...above, ...paragraphs], buttons });
}

type Words = Readonly<Record<'done' | 'already' | 'not', string>>;

const WORDS: Readonly<Record<AuditedChange, Words>> = {
  trash: {
    done: 'moved to the recycle bin',
    already: 'was already in the recycle bin',
    not: 'not moved to the recycle bin',
  },
  restore: { done: 'restored', already: 'was already restored', not: 'not restored' },
  delete: {
    done: 'deleted permanently',
    already: 'was already deleted permanently',
    not: 'not deleted',
  },
  share: {
    done: 'sharing changed',
    already: 'was already shared like that',
    not: 'sharing not changed',
  },
};

/** A batch says how many ended how: “12 recordings: 10 moved to the recycle bin, 2 not changed”. */
function linesFor(
  entry: HistoryRow['entry'],
  topic: string | undefined,
  outcomes: AuditRequest['outcomes'],
): string {
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  if (all <= 1) return wordsFor(entry, topic);
  const name = `${all} recordings`;
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0) {
    return wordsFor({ ...entry, outcome: only.outcome }, undefined, name);
  }
  const { done } = WORDS[entry.change];
  const parts = outcomes
    .toSorted((one, other) => other.count - one.count)
    .map(({ outcome = 'open', count }) => {
      const how = outcome === 'done' ? done : (IN_BATCH[outcome] ?? 'unclear');
      return `${count} ${how}`;
    });
  return `${name}: ${parts.join(', ')}`;
}

const IN_BATCH: Readonly<Record<string, string>> = {
  already: 'already done',
  gone: 'already deleted permanently',
  unchanged: 'not changed',
  'not-seen': 'looked unchanged',
  open: 'outcome not known yet',
};

/** Says what was seen, and no more. */
function wordsFor(
  { change, outcome }: HistoryRow['entry'],
  topic: string | undefined,
  name = topic === undefined ? 'A recording' : `“${topic}”`,
): string {
  const { done, already, not } = WORDS[change];
  switch (outcome) {
    case 'done':
      return `${name}: ${done}`;
    case 'already':
      return `${name}: ${already}`;
    case 'gone':
      return `${name}: ${not}, because it no longer existed`;
    case 'unchanged':
      return `${name}: ${not}`;
    case 'not-seen':
      return `${name}: ${not} when I last looked, though Webex accepted the request`;
    case undefined:
      return `${name}: ${done}? The outcome is not known yet`;
    default:
      return `${name}: ${done}? I couldn’t see the outcome`;
  }
}
