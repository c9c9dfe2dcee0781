/**
 * The UUID, in lower case, inside a Webex id: base64 of `ciscospark://<cluster>/TYPE/<uuid>`, whose cluster
 * varies between tokens. An id of another form is returned as it is.
 */
export function uuidOf(id: string): string {
  const decoded = Buffer.from(id, 'base64').toString('utf8');
  const uuid = /^ciscospark:\/\/.+\/([^/]+)$/.exec(decoded)?.[1];
  return uuid?.toLowerCase() ?? id;
}

/** True for two ids of one person, whatever cluster each was written in. */
export function samePerson(one: string, other: string): boolean {
  return uuidOf(one) === uuidOf(other);
}

type IdType = 'PEOPLE' | 'ROOM' | 'MESSAGE' | 'MEMBERSHIP' | 'ATTACHMENT_ACTION';

/** The id that Webex's API uses for a UUID; people are of one cluster everywhere. */
export function webexIdOf(type: IdType, uuid: string, cluster = 'us'): string {
  return Buffer.from(`ciscospark://${cluster}/${type}/${uuid}`).toString('base64url');
}

/** The person id that Webex's API takes for a UUID. */
export function personIdOf(uuid: string): string {
  return webexIdOf('PEOPLE', uuid);
}

/** The UUID of an id or of a UUID, in lower case: configurations have both. */
export function plainUuid(id: string): string {
  return lower(uuidOf(id));
}

/**
 * Lower case for A to Z alone: JavaScript's own turns letters of other alphabets (the Kelvin sign, a dotted
 * I) into Latin ones, and so one address into another.
 */
export function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
