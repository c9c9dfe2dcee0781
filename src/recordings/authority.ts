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
}

/** The `hostEmail` parameter of a call, where one is due. */
export function hostOf({ hostEmail }: Authority): Readonly<Record<string, string>> {
  return hostEmail === undefined ? {} : { hostEmail };
}
