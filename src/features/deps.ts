import type { Logger } from 'pino';
import type { AccountStore } from '../accounts/account-store.js';
import type { Hosts } from '../accounts/hosts.js';
import type { OAuthFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import type { AuthorityName } from '../accounts/types.js';
import type { Vault } from '../accounts/vault.js';
import type { Audit } from '../audit/audit.js';
import type { Roles } from '../bot/access/roles.js';
import type { JobQueue } from '../jobs/jobs.js';
import type { SettingsStore } from '../settings/settings.js';
import type { Store } from '../store/store.js';
import type { Tasks } from '../util/async.js';
import type { WebexClient } from '../webex/client.js';
import type { WebhookTarget } from '../webex/webhooks.js';
import type { Messaging } from '../webex/messaging.js';

/** All that the composition root has to give. A feature takes a Pick: what it may touch, in one line. */
export interface Deps {
  readonly webex: WebexClient;
  /** Speaking as the bot, where no context is at hand: work that goes on by itself. */
  readonly messaging: Messaging;
  readonly tokens: TokenProvider;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly revokingTokens: TokenProvider;
  /** Connected accounts; undefined where nobody can connect. */
  readonly accounts: { readonly store: AccountStore; readonly oauth: OAuthFlow } | undefined;
  /** On whose authority the bot acts, as the audit calls it. */
  readonly authorityName: AuthorityName;
  /** Who may act for others. */
  readonly roles: Roles;
  /** For whom they may act, as Webex knows them. */
  readonly hosts: Hosts;
  readonly audit: Audit;
  readonly settings: SettingsStore;
  /** Work that goes on after its click is answered. */
  readonly jobs: JobQueue;
  readonly store: Pick<Store, 'db' | 'locks'>;
  /** Encrypts what is kept of people. */
  readonly vault: Vault;
  /** Where, and how signed, Webex is to tell us of people's recordings. */
  readonly webhook: WebhookTarget;
  /** Runs what nobody waits for. */
  readonly background: Pick<Tasks, 'run'>;
  /** Whether an event, or a job, will still come back to a change that it asked for. */
  readonly isPending: (idempotencyKey: string) => Promise<boolean>;
  /** Whether a person may empty their whole recycle bin in one go. */
  readonly allowPurge: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
  /** Milliseconds; for tests. */
  readonly timing?: {
    /** After so long a person sees how far a search is. */
    readonly searchPatienceMs?: number | undefined;
    /** From one look for what people are to be told to the next. */
    readonly notifyEveryMs?: number | undefined;
  };
}
