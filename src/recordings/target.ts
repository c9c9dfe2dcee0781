import type { WebexClient } from '../webex/client.js';
import { inNobodysName, type Authority } from './authority.js';
import { getRecording } from './get.js';
import type { Recording } from './recording.js';
import { walkRecordings } from './walk.js';

/** Which recording. */
export interface Target {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** When its file was made; milliseconds since the epoch. Needed where it is nobody's any more. */
  readonly createdAt?: number | undefined;
}

const SECOND = 1_000;
/** Recordings are looked for so long before and after: a clock of Webex's may be a second off. */
const AROUND = 5 * SECOND;

/**
 * A recording as it stands, by what this authority may read. In nobody's name that is the list of a
 * site: Webex documents no details for an administrator who names no host.
 *
 * Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 *
 * @returns undefined when it is gone for good
 */
export async function findTarget(
  webex: WebexClient,
  authority: Authority,
  { id, siteUrl, createdAt }: Target,
): Promise<Recording | undefined> {
  if (!inNobodysName(authority)) return await getRecording(webex, authority, id);
  if (siteUrl === undefined || createdAt === undefined) {
    throw new Error('what is nobody’s is found by its site and its time only');
  }
  const second = Math.floor(createdAt / SECOND) * SECOND;
  const window = { from: second - AROUND, to: second + AROUND };
  for (const status of ['available', 'deleted'] as const) {
    const filter = { siteUrl, status };
    for await (const batch of walkRecordings(webex, authority, { window, filter })) {
      const found = batch.find((recording) => recording.id === id);
      // A list of what is in the recycle bin need not say so of each.
      if (found !== undefined) return { ...found, status: found.status ?? status };
    }
  }
  return undefined;
}
