import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed } from '../../accounts/types.js';
import type { AuditEntry } from '../../audit/audit.js';
import { actorFromAudit, actsOnOrphaned } from '../../bot/access/impersonation.js';
import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { nameOf } from '../../bot/ui/behalf.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Deps } from '../deps.js';
import { topicOf } from '../list/index.js';
import { type HistoryRow, historyCard } from './card.js';

/** What history takes. */
export type HistoryDeps = Pick<Deps, 'audit' | 'webex' | 'tokens' | 'hosts' | 'roles'>;

const SHORT_TOPIC = 80;

/**
 * What was done, with what the audit does not keep: topics and names are read again, in the name and
 * with the authority under which it was done, where they still can be. What Webex does not tell, or
 * not any more, is left out; rejects only when the database does not answer.
 */
export async function historyOf(
  deps: HistoryDeps,
  entries: readonly AuditEntry[],
): Promise<HistoryRow[]> {
  const asked = new Map<string, Promise<Omit<HistoryRow, 'entry'>>>();
  return await Promise.all(
    entries.map(async (entry) => {
      const { recordingId, authority, hostId = '' } = entry;
      const key = [recordingId, authority, hostId].join(' ');
      const known = asked.get(key) ?? read(deps, entry);
      asked.set(key, known);
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
    // What somebody did in a role that they have no more is still theirs to know, its topic is not.
    const other = person.onBehalfOf !== undefined || person.scope !== undefined;
    const role = person.scope === 'organization' ? 'officer' : 'administrator';
    if (other && !(await roles.has(person, role))) return { topic: undefined, behalf };
    // It was found by its time, which the audit does not keep.
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

const LATEST = 10;

/** `history`: what the person had done to recordings, connected or not. */
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
