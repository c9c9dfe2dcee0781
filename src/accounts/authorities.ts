import type { Someone } from './someone.js';

/** What `recordings` takes as its authority. */
export interface AccessToken {
  readonly token: string;
  /** Where the token is not the host's own: the host's address, which takes admin scopes. */
  readonly hostEmail?: string;
  /** Where more than one person's recordings are listed. */
  readonly reach?: 'everyone' | 'officer';
}

/** Who may do what in whose name: by connected accounts, by one personal token, or an organisation's. */
export interface Authorities {
  /** The token of this person. Rejects with NotConnected or NotServed. */
  of: (person: Someone) => Promise<AccessToken>;
  /** Another one after Webex refused (401) this one. Rejects with NotConnected when there is none. */
  renewed: (person: Someone, refused: AccessToken) => Promise<AccessToken>;
}

/** What a token is for, beside whose it is: the host that an administrator acts for, and how far it reaches. */
export function forWhom({ host, reach }: Someone): Omit<AccessToken, 'token'> {
  return {
    ...(host === undefined || reach === 'officer' ? {} : { hostEmail: host.email }),
    ...(reach === undefined ? {} : { reach }),
  };
}
