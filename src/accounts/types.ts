import { WebexRefused, isWebexError } from '../webex/errors.js';
import type { Scope } from '../webex/people.js';

/** The bot's own client id and secret, or the organisation's authorization. */
export type RefusedAccess = 'app' | 'organisation';

/**
 * Webex gave no token, and connecting again does not help: only the operator can fix it. Like any other
 * refusal it is worth another try.
 */
export class AccessRefused extends WebexRefused {
  constructor(
    refused: WebexRefused,
    readonly access: RefusedAccess,
  ) {
    super(refused.request, refused.status, refused);
  }
}

/**
 * The client id and secret were refused, and not the grant (RFC 6749, 5.2). Webex's own error bodies have
 * no code: there the words decide.
 */
export function refusesApp(error: unknown): boolean {
  if (!(error instanceof WebexRefused) || error.status >= 500) return false;
  const { code, reason, complaints } = error;
  if (code !== undefined) return code === 'invalid_client' || code === 'unauthorized_client';
  const words = [reason, ...complaints].join(' ');
  if (/\b(grant|refresh|code|expired|revoked|verifier)\b|refresh_token|redirect/i.test(words)) {
    return false;
  }
  return /client|secret|credential|authentication failed/i.test(words);
}

/** A person as the bot knows them. */
export interface Actor {
  readonly personId: string;
  /** Known from a message, not from a click. */
  readonly email?: string | undefined;
  /** The host whose recordings are meant, where an administrator acts for somebody else. */
  readonly onBehalfOf?: Host;
  /**
   * More than one person's recordings: all hosts of a `site` for an administrator, or the `organization`
   * for a compliance officer. Like `onBehalfOf`, set only after the person's permission was checked.
   */
  readonly scope?: Scope;
}

/** True for one's own recordings, which need no role. */
export function actsForSelf({ onBehalfOf, scope }: Pick<Actor, 'onBehalfOf' | 'scope'>): boolean {
  return onBehalfOf === undefined && scope === undefined;
}

/** A person whose recordings an administrator manages, as Webex knows them. */
export interface Host {
  /** A UUID. */
  readonly personId: string;
  readonly email: string;
  readonly displayName: string;
  /** Webex's id of their organisation, if it tells. */
  readonly orgId?: string | undefined;
}

/** `own`: people connect themselves; else one configured token acts for everybody whom it serves. */
export type AuthorityName = 'own' | 'personal-token' | 'service-app' | 'admin-token';

/** Each role has its own scopes and account, and none is used for another. */
export const ACCOUNT_ROLES = ['own', 'administrator', 'officer'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** Of an actor, or of whoever sees a list of somebody's. */
export function accountRoleOf({
  onBehalfOf: host,
  scope,
}: Omit<Partial<Actor>, 'onBehalfOf'> & { readonly onBehalfOf?: unknown }): AccountRole {
  if (scope === 'organization') return 'officer';
  return host === undefined && scope === undefined ? 'own' : 'administrator';
}

/** The key of a stored account. @param uuid of the person */
export function accountKey(uuid: string, purpose: AccountRole): string {
  return purpose === 'own' ? uuid : `${purpose}:${uuid}`;
}

/** The person has no account with us, or one that Webex no longer honours: they must connect (again). */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';

  constructor(
    /** `never` connected, or the connection is `over`: expired, revoked, or lacking a scope. */
    readonly reason: 'never' | 'over',
    readonly purpose: AccountRole = 'own',
  ) {
    super(`No valid connection (${reason})`);
  }
}

/** Why a person is not served; always the operator's decision. */
export type NotServedReason =
  /** The operator listed whom the bot serves, and this person is not among them. */
  | 'not-admitted'
  /** The bot runs on its owner's personal token. */
  | 'not-the-owner'
  /** The bot acts for an organisation, and this person belongs to another. */
  | 'other-organisation'
  /** There is no Integration to connect with. */
  | 'no-accounts'
  /** Compliance officers need a token of their own, and nothing is set up to connect one. */
  | 'no-officers';

export class NotServed extends Error {
  override readonly name = 'NotServed';

  constructor(readonly reason: NotServedReason = 'not-the-owner') {
    super(`Not served (${reason})`);
  }
}

/** True where a person has not connected, or is not served: a retry does not help. */
export function isOutOfReach(error: unknown): error is NotConnected | NotServed {
  return error instanceof NotConnected || error instanceof NotServed;
}

/** For `.catch`, where an answer does without what Webex does not tell this person; other errors are thrown again. */
export function undefinedIfUntold(error: unknown): undefined {
  if (!isOutOfReach(error) && !isWebexError(error)) throw error;
}
