/**
 * Under whose authority a Recordings call is made. The token decides everything on Webex's side;
 * nothing that came in a card does.
 */
export interface Authority {
  /** Access token of the person who acts. */
  readonly token: string;
}
