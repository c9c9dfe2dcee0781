import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed } from '../../accounts/types.js';
import type { AuditEntry, AuditedChange } from '../../audit/audit.js';
import { actorFromAudit, actsOnOrphaned } from '../../bot/access/impersonation.js';
import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { nameOf } from '../../bot/ui/behalf.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { topicOf } from '../list/index.js';

type HistoryDeps = Pick<Deps, 'audit' | 'webex' | 'tokens' | 'hosts' | 'roles'>;

const LATEST = 10;
const SHORT_TOPIC = 80;

/** `history`: what the person did to recordings, connected or not. */
export const history = (deps: HistoryDeps): Feature => ({
  commands: [
    command({
      name: 'history',
      words: ['history', 'my history', 'show history', 'show my history', 'what did i do'],
      help: '**history** – what you had me delete, restore and share',
      group: 'clean up',
      run: async (ctx) => {
        const entries = await deps.audit.history(uuidOf(ctx.actor.personId), LATEST);
        await ctx.reply(historyCard(await historyOf(deps, entries)));
      },
    }),
  ],
});

interface HistoryRow {
  readonly entry: Pick<AuditEntry, 'askedAt' | 'change' | 'outcome'>;
  /** Escaped; undefined when it cannot be read any longer. */
  readonly topic: string | undefined;
  /** For whom it was done, unless for oneself; escaped. */
  readonly behalf?: string | undefined;
}

/**
 * Adds topics and names, which the audit does not store: they are read again under the authority of
 * that time, and left out where Webex does not show them. Rejects when the database does not answer.
 */
async function historyOf(deps: HistoryDeps, entries: readonly AuditEntry[]): Promise<HistoryRow[]> {
  const reads = new Map<string, Promise<Omit<HistoryRow, 'entry'>>>();
  return await Promise.all(
    entries.map(async (entry) => {
      const { recordingId, authority, hostId = '' } = entry;
      const key = [recordingId, authority, hostId].join(' ');
      const known = reads.get(key) ?? read(deps, entry);
      reads.set(key, known);
      return { entry, ...(await known) };
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

export function historyCard(rows: readonly HistoryRow[]): Content {
  const title = 'Recent activity';
  const buttons = [{ title: 'Show my recordings', data: { action: 'list' } }];
  if (rows.length === 0) {
    const paragraphs = ['Nothing yet: you have deleted, restored or shared no recording here.'];
    return messageCard({ title, paragraphs, buttons });
  }
  const paragraphs = rows.map(({ entry, topic, behalf }) => {
    const whose = behalf === undefined ? '' : ` – ${behalf}`;
    return `${cardDateTime(entry.askedAt)} – ${wordsFor(entry, topic)}${whose}`;
  });
  return messageCard({ title, paragraphs, buttons });
}

type Words = Readonly<Record<'done' | 'already' | 'asked', string>>;

const WORDS: Readonly<Record<AuditedChange, Words>> = {
  trash: {
    done: 'moved to the recycle bin',
    already: 'was in the recycle bin already',
    asked: 'to be moved to the recycle bin',
  },
  restore: { done: 'restored', already: 'was restored already', asked: 'to be restored' },
  delete: {
    done: 'deleted permanently',
    already: 'was deleted permanently already',
    asked: 'to be deleted permanently',
  },
  share: {
    done: 'shared, or no longer shared, with the people you named',
    already: 'was shared like that already',
    asked: 'to be shared, or no longer shared',
  },
};

/** Says what was seen, and no more. */
function wordsFor({ change, outcome }: HistoryRow['entry'], topic: string | undefined): string {
  const name = topic === undefined ? 'A recording' : `“${topic}”`;
  const { done, already, asked } = WORDS[change];
  switch (outcome) {
    case 'done':
      return `${name}: ${done}`;
    case 'already':
      return `${name}: ${already}`;
    case 'gone':
      return `${name}: ${asked}, but it was gone for good`;
    case 'unchanged':
      return `${name}: ${asked}, and nothing was changed`;
    case 'not-seen':
      return `${name}: ${asked}; Webex agreed, but it looked unchanged`;
    case undefined:
      return `${name}: ${asked}; I do not know yet how it ended`;
    default:
      return `${name}: ${asked}; I could not see whether it was done`;
  }
}
