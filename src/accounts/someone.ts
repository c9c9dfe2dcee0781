/** Someone as the bot sees them. */
export interface Someone {
  /** Webex's person id. */
  readonly personId: string;
  readonly email: string;
  /** Whose recordings are meant, where an administrator acts for somebody else. */
  readonly host?: Host;
  /**
   * Beyond the recordings of one person: an administrator's `everyone` on a site, or a compliance
   * `officer`'s organisation. As `host`, it is set only after it was seen that they may.
   */
  readonly reach?: 'everyone' | 'officer';
}

/** Somebody whose recordings an administrator looks after, as Webex says it. */
export interface Host {
  /** UUID of the person. */
  readonly personId: string;
  readonly email: string;
  readonly displayName: string;
  /** Webex's id of their organisation, where it tells. */
  readonly orgId?: string | undefined;
}

/** What a person connects for: each has scopes and an account of its own, so that none lends itself to another. */
export const PURPOSES = ['own', 'administrator', 'officer'] as const;
/** One of {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

/** In which capacity somebody acts. */
export function purposeOf({ host, reach }: Someone): Purpose {
  if (reach === 'officer') return 'officer';
  return host === undefined && reach === undefined ? 'own' : 'administrator';
}

/** Under which name an account is kept. @param uuid of the person */
export function accountKey(uuid: string, purpose: Purpose): string {
  return purpose === 'own' ? uuid : `${purpose}:${uuid}`;
}
