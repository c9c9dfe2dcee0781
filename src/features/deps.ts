import type { Logger } from 'pino';
import type { AccountStore } from '../accounts/account-store.js';
import type { Hosts } from '../accounts/hosts.js';
import type { OAuthFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import type { Audit } from '../audit/audit.js';
import type { Roles } from '../bot/access/roles.js';
import type { JobQueue } from '../jobs/jobs.js';
import type { SettingsStore } from '../settings/settings.js';
import type { WebexClient } from '../webex/client.js';
import type { Messaging } from '../webex/messaging.js';
import type { SearchCache } from './list/search/cache.js';
import type { Notifications } from './notify/follow.js';

/** What commands and actions work with. */
export interface Deps {
  readonly webex: WebexClient;
  /** Speaking as the bot, where no turn is at hand: work that goes on by itself. */
  readonly messaging: Messaging;
  readonly tokens: TokenProvider;
  /** Connected accounts; none when the bot runs on a personal token. */
  readonly accounts?: { readonly store: AccountStore; readonly oauth: OAuthFlow } | undefined;
  readonly audit: Audit;
  /** Work that goes on after its click is answered. */
  readonly jobs: JobQueue;
  /** Lists that take more than one call, and what was found lately. */
  readonly searches: SearchCache;
  readonly settings: SettingsStore;
  /** Telling people without being asked; not there where nothing is started. */
  readonly telling?: Pick<Notifications, 'applySettings' | 'unsubscribe' | 'counts'>;
  /** Called after somebody changed their settings. */
  readonly onSettings?: Notifications['onSettings'];
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
