import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { accountStore } from '../../accounts/account-store.js';
import { KeyRingError, openTokenKeys } from '../../accounts/keys.js';
import { type ServiceApp, serviceAppToken } from '../../accounts/organisation.js';
import { createVault } from '../../accounts/vault.js';
import { StoreError, isStoreFailure } from '../../store/errors.js';
import type { StoreFacts } from '../../store/inspect.js';
import { type StoreConfig, openStore } from '../../store/store.js';
import { createLog } from '../../util/log.js';
import { type WebexClient, getJson } from '../../webex/client.js';
import { hasStatus, isFinal } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import { getMe } from '../../webex/people.js';
import { asOwner, type Finding, ok, unknown, wrong } from '../terminal.js';
import { type WebexDeps, oauthOf, unanswered } from './webex.js';

/**
 * Gets its token as a start does, under the bot's own lock: the stored one, else the first one. A new token is
 * stored, since Webex may end the refresh token that it came from.
 * @param reached the database
 */
async function appToken(deps: WebexDeps, app: ServiceApp, reached: StoreConfig): Promise<string> {
  const { config, webex, now } = deps;
  const store = await openStore(reached);
  try {
    const folder = reached.kind === 'pglite' ? reached.folder : undefined;
    const vault = createVault(openTokenKeys({ tokenKeys: config.tokenKeys, folder }));
    const accounts = accountStore(store.db, vault, createLog('silent'));
    const locking = { locks: store.locks, wait: setTimeout };
    const integration = oauthOf(deps, app);
    return await serviceAppToken(app, { webex, accounts, integration, locking, now }).get();
  } finally {
    await store.close();
  }
}

/** Checks that Webex gives a Service App a token of that organisation, and lets it list recordings. */
export async function serviceApp(
  deps: WebexDeps,
  app: ServiceApp,
  facts: StoreFacts | StoreError | undefined,
): Promise<Finding> {
  const { config, webex } = deps;
  // Opening the database migrates it, which must not happen to a running bot.
  const { applied = 0, known = 0 } = facts instanceof StoreError ? {} : (facts?.migrations ?? {});
  if (facts instanceof StoreError || (applied > 0 && applied < known)) return SHUT;
  try {
    const token = await asOwner(config.store, (reached) => appToken(deps, app, reached));
    const me = await getMe(webex, token).catch(() => undefined);
    if (me?.orgId !== undefined && uuidOf(me.orgId) !== uuidOf(app.orgId))
      return wrong(
        'its token is of another organisation',
        `Compare WEBEX_ORG_ID with ${APP_PAGE}.`,
      );
    return await mayList(webex, token, (await getMe(webex, config.botToken)).emails[0]);
  } catch (error) {
    if (isStoreFailure(error) || error instanceof KeyRingError) return SHUT;
    return unanswered(error, (status) =>
      wrong(`Webex gives it no token (${status})`, FIRST_TOKEN[app.first.kind]),
    );
  }
}

const SHUT = unknown(
  'its token is in the database, which is not opened for it',
  'See the database above; where the bot has it open, stop the bot, or look into its log.',
);
const APP_PAGE = 'the page of the Service App at https://developer.webex.com/my-apps';
const FIRST_TOKEN = {
  refresh: `Set WEBEX_SERVICE_APP_REFRESH_TOKEN to the one that ${APP_PAGE} shows for the organisation.`,
  manager: `Compare WEBEX_SERVICE_APP_ID and WEBEX_ORG_ID with ${APP_PAGE}; an administrator has to have authorised it in Control Hub, and WEBEX_SERVICE_APP_MANAGER_TOKEN has to be of who made it, with the scope spark:applications_token.`,
};

/** Lists the recordings of somebody who has none: only the permission matters. */
async function mayList(webex: WebexClient, token: string, hostEmail = ''): Promise<Finding> {
  try {
    await getJson(webex, token, '/recordings', z.unknown(), { hostEmail, max: '1' });
  } catch (error) {
    if (!isFinal(error)) throw error;
    if (hasStatus(error, 401, 403)) {
      const todo = `Give it the scopes of docs/deploy.md on ${APP_PAGE}, and have it authorised again in Control Hub.`;
      return wrong(`it may not list recordings (${error.status})`, todo);
    }
  }
  return ok('Webex gives it a token, which may list recordings');
}
