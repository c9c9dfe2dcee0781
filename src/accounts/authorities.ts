import type { Someone } from './linking.js';

/** What `recordings` takes as its authority. */
export interface AccessToken {
  readonly token: string;
  /** Where the token is not the host's own: the host's address, which takes admin scopes. */
  readonly hostEmail?: string;
}

/** Who may do what in whose name: by connected accounts, or by one personal token. */
export interface Authorities {
  /** The token of this person. Rejects with NotConnected or NotServed. */
  of: (person: Someone) => Promise<AccessToken>;
  /** Another one after Webex refused (401) this one. Rejects with NotConnected when there is none. */
  renewed: (person: Someone, refused: AccessToken) => Promise<AccessToken>;
}
