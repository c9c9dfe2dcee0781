/**
 * How far a call reaches beyond the recordings of one person: all hosts of a site that an
 * administrator manages, or, for a compliance officer, all of the organisation.
 */
export type Reach = 'everyone' | 'officer';

/**
 * Under whose authority a Recordings call is made. The token decides everything on Webex's side;
 * nothing that came in a card does.
 */
export interface Authority {
  /** Access token of the person who acts, or of the organisation. */
  readonly token: string;
  /**
   * Whose recordings are meant, where that is not the token's own person: Webex's address of the
   * host, which takes a token with admin scopes.
   */
  readonly hostEmail?: string;
  /** Whose recordings are listed, where it is more than one person's. */
  readonly reach?: Reach;
}

/**
 * Whether somebody acts as an administrator of a site and in no host's name, because there is none
 * any more: then the operations of an administrator are all there is.
 */
export function inNobodysName({ reach, hostEmail }: Omit<Authority, 'token'>): boolean {
  return reach === 'everyone' && hostEmail === undefined;
}

/** The `hostEmail` parameter of a call, where one is due. */
export function hostOf({ hostEmail }: Authority): Readonly<Record<string, string>> {
  return hostEmail === undefined ? {} : { hostEmail };
}

/**
 * Where recordings are listed, and whose: all hosts of a site stand in a list of their own, which
 * takes no `hostEmail`; a compliance officer must not send one.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 */
export function listedAt(authority: Authority): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  if (authority.reach === 'everyone') return { path: '/admin/recordings', query: {} };
  return { path: '/recordings', query: authority.reach === 'officer' ? {} : hostOf(authority) };
}
