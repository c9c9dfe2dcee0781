import type { Logger } from 'pino';
import type { AccountStore } from '../accounts/account-store.js';
import type { Hosts } from '../accounts/hosts.js';
import type { Linking } from '../accounts/oauth-flow.js';
import type { Authorities } from '../accounts/token-provider.js';
import type { Audit } from '../audit/audit.js';
import type { Roles } from '../bot/access/roles.js';
import type { JobDesk } from '../jobs/jobs.js';
import type { SettingsBook } from '../settings/settings.js';
import type { WebexClient } from '../webex/client.js';
import type { Messaging } from '../webex/messaging.js';
import type { Searches } from './list/search/cache.js';
import type { TellingDesk } from './notify/follow.js';

/** What commands and actions work with. */
export interface Services {
  readonly webex: WebexClient;
  /** Speaking as the bot, where no turn is at hand: work that goes on by itself. */
  readonly messaging: Messaging;
  readonly authorities: Authorities;
  /** Connected accounts; none when the bot runs on a personal token. */
  readonly accounts?: { readonly store: AccountStore; readonly linking: Linking } | undefined;
  readonly audit: Audit;
  /** Work that goes on after its click is answered. */
  readonly jobs: JobDesk;
  /** Lists that take more than one call, and what was found lately. */
  readonly searches: Searches;
  readonly settings: SettingsBook;
  /** Telling people without being asked; not there where nothing is started. */
  readonly telling?: Pick<TellingDesk, 'follow' | 'leave' | 'counts'>;
  /** Called after somebody changed their settings. */
  readonly onSettings?: TellingDesk['onSettings'];
  /** On whose authority the bot acts, as the audit calls it. */
  readonly authorityName: AuthorityName;
  /** Who may act for others. */
  readonly roles: Roles;
  /** For whom they may act, as Webex knows them. */
  readonly hosts: Hosts;
  /** Whether a person may empty their whole recycle bin in one go. */
  readonly allowPurge: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
}

/** `own`: people connect; else one token that the bot was configured with acts for those it serves. */
export type AuthorityName = 'own' | 'personal-token' | 'service-app' | 'admin-token';
