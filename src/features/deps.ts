import type { Logger } from 'pino';
import type { AccountStore } from '../accounts/account-store.js';
import type { OAuthFlow, DeviceFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import type { AuthorityName } from '../accounts/types.js';
import type { Vault } from '../accounts/vault.js';
import type { Audit } from '../audit/audit.js';
import type { Roles, Hosts } from '../bot/access/impersonation.js';
import type { Router } from '../bot/router.js';
import type { JobQueue } from '../jobs/jobs.js';
import type { LookAgain } from '../recordings/change.js';
import type { SettingsStore } from '../settings/settings.js';
import type { Store } from '../store/store.js';
import type { Tasks } from '../util/async.js';
import type { WebexClient } from '../webex/client.js';
import type { WebhookTarget } from '../webex/webhooks.js';
import type { Messaging } from '../webex/messaging.js';

/** The composition root provides these. A feature's `Pick` says in one line what the feature may touch. */
export interface Deps {
  readonly webex: WebexClient;
  /** As the bot; for background work, which has no context. */
  readonly messaging: Messaging;
  readonly tokens: TokenProvider;
  /** Also for people no longer served: only to remove what was created in their name. */
  readonly revokingTokens: TokenProvider;
  /** Connected accounts; undefined where nobody can connect. */
  readonly accounts:
    | {
        readonly store: AccountStore;
        readonly oauth: OAuthFlow;
        readonly device?: DeviceFlow | undefined;
      }
    | undefined;
  /** Answers a question that had to wait for its person to connect. */
  readonly resume: Router['resume'];
  /** The audit's name for the bot's access. */
  readonly authorityName: AuthorityName;
  readonly roles: Roles;
  /** People to act for, looked up at Webex. */
  readonly hosts: Hosts;
  readonly audit: Audit;
  readonly settings: SettingsStore;
  readonly jobs: JobQueue;
  readonly store: Pick<Store, 'db' | 'locks'>;
  readonly vault: Vault;
  /** Target of the webhooks for people's recordings; undefined where Webex cannot call the bot. */
  readonly webhook: WebhookTarget | undefined;
  readonly background: Pick<Tasks, 'run'>;
  /** True while an event or a job will still finish a change that it requested. */
  readonly isPending: (idempotencyKey: string) => Promise<boolean>;
  /** A person may empty their whole recycle bin at once. */
  readonly allowPurge: boolean;
  /** When to look again at a change that does not show; left out: as people bear it. */
  readonly lookAgain?: LookAgain | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Logger;
  /** Milliseconds; for tests. */
  readonly timing?: {
    readonly searchPatienceMs?: number | undefined;
    readonly notifyEveryMs?: number | undefined;
    readonly codesEveryMs?: number | undefined;
  };
}
