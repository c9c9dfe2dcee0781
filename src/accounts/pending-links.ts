/** A person on their way through Webex's consent page. */
export interface PendingLink {
  /** Unguessable, and good once. */
  readonly state: string;
  /** The person who asked, as the bot sees them. */
  readonly personId: string;
  readonly email: string;
  /** PKCE (RFC 7636): proves that who asked for the code is who redeems it. */
  readonly verifier: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Where they are kept meanwhile. */
export interface PendingLinks {
  put: (link: PendingLink) => Promise<void>;
  /** Gives a link out and forgets it, so that it works once. */
  take: (state: string) => Promise<PendingLink | undefined>;
  /** Forgets all of one person. @param personId as the bot sees them */
  forget: (personId: string) => Promise<void>;
  /** Forgets those that have expired. */
  tidy: () => Promise<void>;
}
