import { createHash, randomUUID } from 'node:crypto';

/** What an id can stand for; the word is part of the id itself, as on Webex. */
export type IdType =
  | 'PEOPLE'
  | 'ROOM'
  | 'MESSAGE'
  | 'MEMBERSHIP'
  | 'WEBHOOK'
  | 'ATTACHMENT_ACTION'
  | 'ORGANIZATION'
  | 'APPLICATION'
  | 'CONTENT';

/** The cluster part of ordinary ids, and the one seen by an Integration's token. */
export const US_CLUSTER = 'us';
export const TEAM_CLUSTER = 'urn:TEAM:us-west-2_r';

/** `ciscospark://<cluster>/<TYPE>/<uuid>` in unpadded base64, as Webex writes ids. */
export function webexId(type: IdType, uuid: string, cluster = US_CLUSTER): string {
  return Buffer.from(`ciscospark://${cluster}/${type}/${uuid}`)
    .toString('base64')
    .replace(/=+$/, '');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it could be an id at all: one in base64, of whatever type, or a bare uuid. */
export function isIdLike(id: string): boolean {
  return UUID.test(id) || Buffer.from(id, 'base64').toString().startsWith('ciscospark://');
}

/**
 * The uuid inside an id of that type, whatever its cluster; a bare uuid is taken for what is asked
 * for. Undefined for anything else.
 */
export function uuidOf(type: IdType, id: string): string | undefined {
  if (UUID.test(id)) return id.toLowerCase();
  const match = /^ciscospark:\/\/[^/]+\/([A-Z_]+)\/(.+)$/.exec(
    Buffer.from(id, 'base64').toString(),
  );
  return match?.[1] === type ? match[2] : undefined;
}

/** The same uuid for the same words, for whatever must be alike at every start. */
export function namedUuid(name: string): string {
  const hex = createHash('sha1').update(`webex-sandbox/${name}`).digest('hex');
  return asUuid(`${hex.slice(0, 12)}5${hex.slice(13, 16)}8${hex.slice(17, 32)}`);
}

/** A source of uuids: the system's own, or one that follows a seeded `random` (0 ≤ n < 1). */
export function uuidSource(random?: () => number): () => string {
  if (random === undefined) return () => randomUUID();
  const word = (): string =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return () => {
    const hex = word() + word() + word() + word();
    return asUuid(`${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`);
  };
}

function asUuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
