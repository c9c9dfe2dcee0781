import { withToken } from '../../accounts/token-provider.js';
import { type Host, actsForSelf, isOutOfReach } from '../../accounts/types.js';
import type { AuditEntry, AuditRequest, AuditedChange } from '../../audit/audit.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { escapeText, isSafeInCard } from '../../bot/ui/escape.js';
import { actorFromAudit, actsOnOrphaned } from '../../bot/access/impersonation.js';
import { cardDateTime } from '../../bot/ui/format.js';
import {
  messageCard,
  personLabel,
  sayButton,
  showBinButton,
  showListButton,
} from '../../bot/ui/message.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Window } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { source } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { getRecording } from '../../recordings/requests.js';
import { TOPIC_LENGTH, topicOf } from '../list/index.js';
import type { HistoryDeps } from './index.js';

/** Words of what was done, and the changes that they are about. */
export const KINDS_OF_CHANGE: readonly (readonly [said: string, ...of: AuditedChange[]])[] = [
  [source`delet\w+|trash\w*|remov\w+|thr(ow|own|ew) away|bin(ned)?|eras\w+`, 'trash', 'delete'],
  ['restor\\w+|undelet\\w+|recover\\w*', 'restore'],
  [source`shar(ed?|es|ings?)`, 'share'],
];

/** The kind that words begin with; `rest` is what follows it. */
export function kindIn(
  said = '',
): { readonly changes: AuditedChange[]; readonly name: string } | undefined {
  for (const [pattern, ...changes] of KINDS_OF_CHANGE) {
    const [name] =
      new RegExp(`^(?:(?:of|my|the|all)\\s+)*(?:${pattern})(?![\\w-])`, 'i').exec(said) ?? [];
    if (name !== undefined) return { changes, name };
  }
  return undefined;
}

export const LINES_PER_PAGE = 10;

export interface HistoryRow {
  readonly entry: Pick<AuditEntry, 'askedAt' | 'change' | 'outcome'>;
  /** Escaped; undefined when it cannot be read any longer. */
  readonly topic: string | undefined;
  /** For a batch, which is one line: how many ended how. */
  readonly outcomes?: AuditRequest['outcomes'];
  /** For whom it was done, unless for oneself; escaped. */
  readonly behalf?: string | undefined;
}

/**
 * @param topic escaped
 * @param isShared sharing was changed since, which is taken back by a line
 * @param host whose recordings were moved, where an administrator acted for somebody
 */
export function undoCard(
  { entry, outcomes }: AuditRequest,
  topic: string | undefined,
  now: number,
  isShared: boolean,
  host?: Host,
): Content {
  const asked = outcomes.reduce((sum, each) => sum + each.count, 0);
  const count = outcomes.find(({ outcome }) => outcome === 'done')?.count ?? 0;
  const { recordingId, siteUrl, askedAt } = entry;
  // With several, this entry may be one that was not moved.
  const isOne = asked === 1 && siteUrl !== undefined;
  const data = {
    ...{ action: 'restore', recording: recordingId, site: siteUrl ?? '', topic: topic ?? '' },
    list: writeState({ ...latest(now), ...defined({ host: host?.personId }) }),
  };
  const bin =
    host === undefined
      ? showBinButton
      : sayButton(words.common.showBin, `for ${host.email} ${showBinButton.data.text ?? ''}`);
  const at = cardDateTime(askedAt);
  const one =
    topic === undefined ? words.history.movedOne({ at }) : words.history.moved({ at, topic });
  return messageCard({
    title: words.history.undoThis,
    paragraphs: [
      asked === 1 ? one : words.history.movedMany({ at, count }),
      ...(isOne ? [] : [words.history.undoThere]),
      ...(isShared ? [words.history.undoSharing] : []),
    ],
    buttons: [...(isOne ? [{ title: words.common.restore, data }] : []), bin],
  });
}

interface HistoryPage {
  readonly start: number;
  readonly more: boolean;
  /** When it was done; undefined for all of it. In milliseconds since the epoch. */
  readonly asked?: Window | undefined;
  /** Where it is of one kind, which the name says. */
  readonly of?: { readonly name: string; readonly changes: readonly string[] } | undefined;
  /** What the recordings are called; empty for all of them. */
  readonly about?: readonly string[];
  /** Paragraphs above: our words, or escaped. */
  readonly above?: readonly string[];
}

export function historyCard(
  rows: readonly HistoryRow[],
  { start, more, asked, of, about = [], above: said = [] }: HistoryPage = { start: 0, more: false },
): Content {
  const title = words.history.title;
  const span = asked && { from: String(asked.from), to: String(asked.to) };
  const isNamed = about.length > 0;
  const which = defined({ of: of?.name, about: isNamed ? about.join('\n') : undefined });
  const to = (at: number) => ({ action: 'history-page', start: String(at), ...span, ...which });
  const topic = about.map((one) => `“${escapeText(one, 40)}”`).join(', ');
  const above = isNamed ? [...said, words.history.called({ topic })] : said;
  const bin = `bin about ${about.map((one) => `"${one}"`).join(' or ')}`;
  const buttons = present([
    start > 0 && { title: words.history.newer, data: to(Math.max(0, start - LINES_PER_PAGE)) },
    more && { title: words.history.older, data: to(start + LINES_PER_PAGE) },
    isNamed && isSafeInCard(bin, LONGEST_SAID) && sayButton(words.history.inBin, bin, 'said'),
    showListButton,
  ]);
  if (rows.length === 0) {
    const change = of?.changes[0] ?? 'any';
    const what = isNamed ? 'named' : 'then';
    const isAny = asked === undefined && !isNamed;
    const none = isAny ? words.history.nothingYet : words.history.nothingThen({ change, what });
    return messageCard({ title, paragraphs: [...above, none], buttons });
  }
  const paragraphs = rows.map(({ entry, topic, behalf, outcomes = [] }) => {
    const whose = behalf === undefined ? '' : ` – ${behalf}`;
    return `${cardDateTime(entry.askedAt)} – ${linesFor(entry, topic, outcomes)}${whose}`;
  });
  return messageCard({ title, paragraphs: [...above, ...paragraphs], buttons });
}

/** A batch says how many ended how: “12 recordings: 10 moved to the recycle bin, 2 not changed”. */
function linesFor(
  entry: HistoryRow['entry'],
  topic: string | undefined,
  outcomes: AuditRequest['outcomes'],
): string {
  const all = outcomes.reduce((sum, { count }) => sum + count, 0);
  if (all <= 1) return lineFor(entry, topic === undefined ? words.history.recording : `“${topic}”`);
  const name = words.history.recordings({ count: all });
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0)
    return lineFor({ ...entry, outcome: only.outcome }, name);
  const { change } = entry;
  const parts = outcomes
    .toSorted((one, other) => other.count - one.count)
    .map(({ outcome = 'open', count }) =>
      outcome === 'done'
        ? words.history.partDone({ change, count })
        : words.history.part({ outcome: outcome.replace('-', '_'), count }),
    );
  return `${name}: ${parts.join(', ')}`;
}

/** Says only what was seen. */
function lineFor({ change, outcome }: HistoryRow['entry'], name: string): string {
  const what = { change, name };
  switch (outcome) {
    case 'done':
      return words.history.done(what);
    case 'already':
      return words.history.already(what);
    case 'gone':
      return words.history.gone(what);
    case 'unchanged':
      return words.history.unchanged(what);
    case 'not-seen':
      return words.history.notSeen(what);
    case undefined:
      return words.history.open(what);
    default:
      return words.history.unsure(what);
  }
}

/**
 * Adds topics and names, which the audit does not store: they are read again under the authority of that time,
 * and left out where Webex does not show them. Rejects when the database does not answer.
 */
export async function historyOf(
  deps: HistoryDeps,
  requests: readonly AuditRequest[],
): Promise<HistoryRow[]> {
  const reads = new Map<string, Promise<Omit<HistoryRow, 'entry'>>>();
  return await Promise.all(
    requests.map(async ({ entry, outcomes }) => {
      const { recordingId, authority, hostId = '' } = entry;
      const key = [recordingId, authority, hostId].join(' ');
      const known = reads.get(key) ?? readRecorded(deps, entry);
      reads.set(key, known);
      return { entry, outcomes, ...(await known) };
    }),
  );
}

async function readRecorded(
  { webex, tokens, hosts, roles }: HistoryDeps,
  entry: AuditEntry,
): Promise<Omit<HistoryRow, 'entry'>> {
  let behalf = behalfIn(entry);
  try {
    const person = await actorFromAudit(hosts, entry);
    if (person === undefined) return { topic: undefined, behalf };
    if (actsOnOrphaned(person)) behalf = words.history.asAdministrator;
    if (person.onBehalfOf !== undefined)
      behalf = words.history.onBehalf({ name: personLabel(person.onBehalfOf) });
    // Somebody who lost the role still sees what they did, without the topic.
    const role = person.scope === 'organization' ? 'officer' : 'administrator';
    const mayStill = actsForSelf(person) || (await roles.has(person, role));
    // An orphaned recording is found by its time, which the audit does not store.
    if (!mayStill || actsOnOrphaned(person)) return { topic: undefined, behalf };
    const recording = await withToken(tokens, person, (token) =>
      getRecording(webex, token, entry.recordingId),
    );
    return { topic: recording && topicOf(recording, TOPIC_LENGTH.line), behalf };
  } catch (error) {
    if (!isOutOfReach(error) && !isWebexError(error)) throw error;
    return { topic: undefined, behalf };
  }
}

function behalfIn({ authority, hostId }: AuditEntry): string | undefined {
  if (authority === 'officer') return words.history.asOfficer;
  return hostId === undefined ? undefined : words.history.forSomebody;
}
