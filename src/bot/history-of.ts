import { NotConnected, NotServed } from '../accounts/errors.js';
import { withAuthority } from '../accounts/with-authority.js';
import type { AuditEntry } from '../audit/entry.js';
import { getRecording } from '../recordings/get.js';
import { isWebexError } from '../webex/errors.js';
import { actorOf, actsForNobody } from './on-behalf.js';
import type { Services } from './services.js';
import { nameOf } from './views/behalf.js';
import type { Remembered } from './views/history.js';
import { topicOf } from './views/recording-row.js';

const SHORT_TOPIC = 80;

/**
 * What was done, with what the audit does not keep: topics and names are read again, in the name and
 * with the authority under which it was done, where they still can be. What Webex does not tell, or
 * not any more, is left out; rejects only when the database does not answer.
 */
export async function historyOf(
  services: Pick<Services, 'webex' | 'authorities' | 'hosts' | 'roles'>,
  entries: readonly AuditEntry[],
): Promise<Remembered[]> {
  const asked = new Map<string, Promise<Omit<Remembered, 'entry'>>>();
  return await Promise.all(
    entries.map(async (entry) => {
      const { recordingId, authority, hostId = '' } = entry;
      const key = [recordingId, authority, hostId].join(' ');
      const known = asked.get(key) ?? read(services, entry);
      asked.set(key, known);
      return { entry, ...(await known) };
    }),
  );
}

async function read(
  { webex, authorities, hosts, roles }: Pick<Services, 'webex' | 'authorities' | 'hosts' | 'roles'>,
  entry: AuditEntry,
): Promise<Omit<Remembered, 'entry'>> {
  let behalf = behalfIn(entry);
  try {
    const person = await actorOf(hosts, entry);
    if (person === undefined) return { topic: undefined, behalf };
    if (actsForNobody(person)) behalf = 'as an administrator';
    if (person.host !== undefined) behalf = `for ${nameOf(person.host)}`;
    // What somebody did in a role that they have no more is still theirs to know, its topic is not.
    const other = person.host !== undefined || person.reach !== undefined;
    const role = person.reach === 'officer' ? 'officer' : 'administrator';
    if (other && !(await roles.has(person, role))) return { topic: undefined, behalf };
    // It was found by its time, which the audit does not keep.
    if (actsForNobody(person)) return { topic: undefined, behalf };
    const recording = await withAuthority(authorities, person, (token) =>
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
