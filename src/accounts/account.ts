/** What Webex gave us for one person (POST /v1/access_token). Both tokens are secrets. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

/** A Webex person who connected their account. */
export interface Account {
  /** UUID of the person, which is the same in every cluster. */
  readonly personId: string;
  readonly email: string;
  readonly tokens: Tokens;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
}

/** Where accounts are kept. */
export interface AccountStore {
  get: (personId: string) => Promise<Account | undefined>;
  put: (account: Account) => Promise<void>;
  /**
   * Writes new tokens if the old ones are still there, so that a slower refresh never overwrites a
   * newer one and nothing returns after `disconnect`.
   *
   * @returns whether they were written
   */
  renew: (personId: string, was: Tokens, tokens: Tokens) => Promise<boolean>;
  remove: (personId: string) => Promise<void>;
}
