/**
 * The UUID inside a Webex id. Ids are base64 of `ciscospark://<cluster>/TYPE/<uuid>`, and the
 * cluster part varies between tokens, so two ids of one person are equal only by their UUIDs.
 *
 * @param id a person, space or message id as Webex gives it
 * @returns the UUID in lower case; the id itself when it is not of that form
 */
export function uuidOf(id: string): string {
  const decoded = Buffer.from(id, 'base64').toString('utf8');
  const uuid = /^ciscospark:\/\/.+\/([^/]+)$/.exec(decoded)?.[1];
  return uuid?.toLowerCase() ?? id;
}

/** Whether two ids mean the same person, whatever cluster each was written in. */
export function samePerson(one: string, other: string): boolean {
  return uuidOf(one) === uuidOf(other);
}

/** The person id that Webex's API takes for a UUID. */
export function personIdOf(uuid: string): string {
  return Buffer.from(`ciscospark://us/PEOPLE/${uuid}`).toString('base64url');
}
