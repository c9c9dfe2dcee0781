import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed } from '../../accounts/types.js';
import type { AuditEntry, AuditRequest, AuditedChange } from '../../audit/audit.js';
import { actorFromAudit, actsOnOrphaned } from '../../bot/access/impersonation.js';
import { action } from '../../bot/action.js';
import { type Command, command } from '../../bot/command.js';
import type { BaseContext } from '../../bot/context.js';
import type { Feature } from '../../bot/feature.js';
import { nameOf } from '../../bot/ui/behalf.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { inZone } from '../../bot/ui/text-of-card.js';
import { latest, writeState } from '../../query/list-state.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError } from '../../webex/errors.js';
import { present } from '../../util/present.js';
import { DAY } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { topicOf } from '../list/index.js';

type HistoryDeps = Pick<
  Deps,
  'audit' | 'webex' | 'tokens' | 'hosts' | 'roles' | 'settings' | 'now'
>;

/** Lines of a page. */
const PAGE = 10;
const SHORT_TOPIC = 80;

/** `history`: what the person did to recordings, connected or not. */
export const history = (deps: HistoryDeps): Feature => ({
  commands: [
    command({
      name: 'history',
      words: ['history', 'my history', 'show history', 'show my history', 'what did i do'],
      help: '**history** – what you deleted, restored and shared',
      group: 'clean up',
      run: async (ctx) => {
        await showPage(deps, ctx, 0, ctx.reply);
      },
    }),
    undoCommand(deps),
  ],
  actions: [
    action({
      name: 'history-page',
      input: z.object({ start: z.string().regex(/^\d{1,6}$/) }),
      run: (ctx, { start }) => showPage(deps, ctx, Number(start), ctx.update),
    }),
  ],
});

/** Requests to look through for one that can be undone. */
const MOST_LOOKED_AT = 20;

/** `undo`: offers to take back the last thing of the last day that can be. */
const undoCommand = (deps: HistoryDeps): Command =>
  command({
    name: 'undo',
    words: ['undo', 'undo that', 'undo it', 'undo the last one', 'take it back', 'revert', 'oops'],
    help: '**undo** – brings back what you deleted last',
    group: 'clean up',
    run: async ({ actor, reply }) => {
      const now = deps.now();
      const asked = await deps.audit.requests(uuidOf(actor.personId), 0, MOST_LOOKED_AT);
      const last = asked.find(
        ({ entry, outcomes }) =>
          entry.change === 'trash' &&
          entry.hostId === undefined &&
          entry.askedAt > now - DAY &&
          outcomes.some(({ outcome }) => outcome === 'done'),
      );
      if (last === undefined) {
        await reply(
          messageCard({
            title: 'There is nothing to undo',
            paragraphs: ['You moved no recording to the recycle bin in the last day.'],
            buttons: [{ title: 'Show the recycle bin', data: { action: 'say', text: 'bin' } }],
          }),
        );
        return;
      }
      const [row] = await historyOf(deps, [last]);
      await reply(undoCard(last, row?.topic, now));
    },
  });

/** @param topic escaped */
function undoCard(
  { entry, outcomes }: AuditRequest,
  topic: string | undefined,
  now: number,
): Content {
  const count = outcomes.reduce((sum, each) => sum + each.count, 0);
  const bin = { title: 'Show the recycle bin', data: { action: 'say', text: 'bin' } };
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
    buttons: [...(isOne ? [{ title: 'Restore', data }] : []), bin],
  });
}

async function showPage(
  deps: HistoryDeps,
  { actor }: BaseContext,
  start: number,
  answer: (content: Content) => Promise<unknown>,
): Promise<void> {
  const found = await deps.audit.requests(uuidOf(actor.personId), start, PAGE + 1);
  const rows = await historyOf(deps, found.slice(0, PAGE));
  const { timeZone } = await deps.settings.of(actor.personId);
  const content = historyCard(rows, { start, more: found.length > PAGE });
  await answer(timeZone === undefined ? content : inZone(content, timeZone));
}

interface HistoryRow {
  readonly entry: Pick<AuditEntry, 'askedAt' | 'change' | 'outcome'>;
  /** Escaped; undefined when it cannot be read any longer. */
  readonly topic: string | undefined;
  /** Of a batch, which is one line: how many ended how. */
  readonly outcomes?: AuditRequest['outcomes'];
  /** For whom it was done, unless for oneself; escaped. */
  readonly behalf?: string | undefined;
}

/**
 * Adds topics and names, which the audit does not store: they are read again under the authority of
 * that time, and left out where Webex does not show them. Rejects when the database does not answer.
 */
async function historyOf(
  deps: HistoryDeps,
  requests: readonly AuditRequest[],
): Promise<HistoryRow[]> {
  const reads = new Map<string, Promise<Omit<HistoryRow, 'entry'>>>();
  return await Promise.all(
    requests.map(async ({ entry, outcomes }) => {
      const { recordingId, authority, hostId = '' } = entry;
      const key = [recordingId, authority, hostId].join(' ');
      const known = reads.get(key) ?? read(deps, entry);
      reads.set(key, known);
      return { entry, outcomes, ...(await known) };
    }),
  );
}

async function read(
  { webex, tokens, hosts, roles }: HistoryDeps,
  entry: AuditEntry,
): Promise<Omit<HistoryRow, 'entry'>> {
  let behalf = behalfIn(entry);
  try {
    const person = await actorFromAudit(hosts, entry);
    if (person === undefined) return { topic: undefined, behalf };
    if (actsOnOrphaned(person)) behalf = 'as an administrator';
    if (person.onBehalfOf !== undefined) behalf = `for ${nameOf(person.onBehalfOf)}`;
    // Somebody who lost the role still sees what they did, without the topic.
    const other = person.onBehalfOf !== undefined || person.scope !== undefined;
    const role = person.scope === 'organization' ? 'officer' : 'administrator';
    if (other && !(await roles.has(person, role))) return { topic: undefined, behalf };
    // An orphaned recording is found by its time, which the audit does not store.
    if (actsOnOrphaned(person)) return { topic: undefined, behalf };
    const recording = await withToken(tokens, person, (token) =>
      getRecording(webex, token, entry.recordingId),
    );
    return { topic: recording && topicOf(recording, SHORT_TOPIC), behalf };
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return { topic: undefined, behalf };
  }
}

function behalfIn({ authority, hostId }: AuditEntry): string | undefined {
  if (authority === 'officer') return 'as a compliance officer';
  return hostId === undefined ? undefined : 'for somebody else';
}

export function historyCard(
  rows: readonly HistoryRow[],
  { start, more }: { readonly start: number; readonly more: boolean } = { start: 0, more: false },
): Content {
  const title = 'Recent activity';
  const to = (at: number) => ({ action: 'history-page', start: String(at) });
  const buttons = present([
    start > 0 && { title: '‹ Newer', data: to(Math.max(0, start - PAGE)) },
    more && { title: 'Older ›', data: to(start + PAGE) },
    { title: 'Show my recordings', data: { action: 'list' } },
  ]);
  if (rows.length === 0) {
    const paragraphs = [
      'Nothing yet. What you delete, restore or share here shows up in this list.',
    ];
    return messageCard({ title, paragraphs, buttons });
  }
  const paragraphs = rows.map(({ entry, topic, behalf, outcomes = [] }) => {
    const whose = behalf === undefined ? '' : ` – ${behalf}`;
    return `${cardDateTime(entry.askedAt)} – ${linesFor(entry, topic, outcomes)}${whose}`;
  });
  return messageCard({ title, paragraphs, buttons });
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
