import type { Dispatcher } from 'undici';
import { DEVICE_REDIRECTS, createOAuthClient } from '../../accounts/oauth-client.js';
import { CALLBACK_PATH } from '../../accounts/oauth-flow.js';
import { refusesApp } from '../../accounts/types.js';
import type { AppSecrets } from '../../config/authority.js';
import type { Config } from '../../config/config.js';
import { MINUTE } from '../../util/time.js';
import type { WebexClient } from '../../webex/client.js';
import { hasStatus, isFinal, isWebexError, whyAway } from '../../webex/errors.js';
import { getMe } from '../../webex/people.js';
import { deviceService } from '../../webex/socket/device.js';
import { goesBy, lookAt } from '../../webex/transport.js';
import { WEBHOOK_NAME, listWebhooks } from '../../webex/webhooks.js';
import { type Check, type Finding, suspect, ok, unknown, wrong } from '../terminal.js';

export interface WebexDeps {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly agent: Dispatcher;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const asFailure = (error: unknown): { readonly error: unknown } => ({ error });

function network(error?: unknown): string {
  const [first = '', ...rest] = whyAway(error);
  return first.toUpperCase() + rest.join('');
}

/** Webex refused, or did not answer, what it accepts when the setting is right. */
export function unanswered(error: unknown, refused: (status: number) => Finding): Finding {
  if (!isWebexError(error)) throw error;
  return isFinal(error) ? refused(error.status) : wrong('Webex does not answer', network(error));
}

export function webexChecks(deps: WebexDeps): Check[] {
  const { config } = deps;
  const checks: Check[] = [
    { name: 'Webex, its clock', run: () => clock(deps) },
    { name: 'bot token', run: () => bot(deps) },
  ];
  const { authority } = config;
  if (authority.kind === 'personal')
    checks.push(owned(deps, 'WEBEX_ACCESS_TOKEN', authority.token));
  if (authority.kind === 'admin-token')
    checks.push(owned(deps, 'WEBEX_ADMIN_TOKEN', authority.token));
  if (authority.kind === 'service-app') {
    const { app } = authority;
    const known = () => secret(deps, app, 'WEBEX_SERVICE_APP_CLIENT_');
    checks.push({ name: 'Service App', run: known });
    if (app.first.kind === 'manager')
      checks.push(owned(deps, 'WEBEX_SERVICE_APP_MANAGER_TOKEN', app.first.token));
  }
  const integration = integrationOf(authority);
  if (integration !== undefined) {
    checks.push({ name: 'Integration', run: () => secret(deps, integration, 'WEBEX_CLIENT_') });
    // Without an address for the way back, people sign in with a code.
    const run = config.publicUrl === undefined ? deviceCode : redirect;
    checks.push({ name: 'redirect, scopes', run: () => run(deps, integration) });
  }
  return checks;
}

function integrationOf(authority: Config['authority']): AppSecrets | undefined {
  if (authority.kind === 'integration') return authority;
  return 'integration' in authority ? authority.integration : undefined;
}

/** Stale clicks, tokens and Retry-After compare this clock with Webex's. */
async function clock({ config, agent, now }: WebexDeps): Promise<Finding> {
  const { proxy, apiBaseUrl } = config;
  const by = proxy !== undefined && goesBy(proxy, apiBaseUrl) ? ' by the proxy' : '';
  const before = now();
  const answer = await lookAt(agent, `${config.apiBaseUrl}/people/me`).catch(asFailure);
  if ('error' in answer) return wrong(`Webex cannot be reached${by}`, network(answer.error));
  // Webex answered between the two moments; its header has whole seconds.
  const skew = Math.abs(Date.parse(answer.date ?? '') + 500 - (before + now()) / 2);
  if (Number.isNaN(skew))
    return unknown(
      `Webex answers${by}, and does not say what time it is`,
      'See that the clock of this machine is set by NTP.',
    );
  const seconds = Math.round(skew / 1000);
  return skew < MINUTE
    ? ok(`Webex answers${by}; the clocks differ by ${seconds} s`)
    : wrong(
        `the clock of this machine is ${seconds} s off`,
        'Set it by NTP (timedatectl set-ntp true).',
      );
}

async function bot({ config, webex }: WebexDeps): Promise<Finding> {
  const make =
    'Set WEBEX_BOT_TOKEN to the access token of a bot: https://developer.webex.com/my-apps';
  try {
    const me = await getMe(webex, config.botToken);
    if (me.type === 'person') return wrong('it is the token of a person', `${make}/new/bot`);
    return ok(`the bot ${me.emails[0] ?? ''}`.trimEnd());
  } catch (error) {
    return unanswered(error, (status) => wrong(`Webex refuses it (${status})`, `${make}.`));
  }
}

function owned({ webex }: WebexDeps, variable: string, token: string): Check {
  const run = async (): Promise<Finding> => {
    try {
      const { type } = await getMe(webex, token);
      if (type === 'bot') return wrong('it is the token of a bot', `Set ${variable} to your own.`);
      return ok('Webex takes it');
    } catch (error) {
      const todo = `Set ${variable} to a new one: personal access tokens live twelve hours.`;
      return unanswered(error, (status) => wrong(`Webex refuses it (${status})`, todo));
    }
  };
  return { name: variable, run };
}

export function oauthOf({ config, webex, now }: WebexDeps, { clientId, clientSecret }: AppSecrets) {
  const { scopes, publicUrl, apiBaseUrl: baseUrl } = config;
  const redirectUri = `${publicUrl}${CALLBACK_PATH}`;
  return createOAuthClient(webex, { clientId, clientSecret, scopes, redirectUri, baseUrl }, now);
}

/** Sends a made-up refresh token: the reason of the refusal shows whether id and secret are right. */
async function secret(deps: WebexDeps, app: AppSecrets, prefix: string): Promise<Finding> {
  const made = { accessToken: '', accessExpiresAt: 0, refreshExpiresAt: 0 };
  try {
    await oauthOf(deps, app).refresh({ ...made, refreshToken: 'a-made-up-refresh-token' });
    return unknown('Webex does not say', 'The start of the bot tries them.');
  } catch (error) {
    if (!refusesApp(error)) {
      return unanswered(error, () => ok('Webex knows its client id and secret'));
    }
    return wrong(
      'Webex refuses its client id or secret',
      `Set ${prefix}ID and ${prefix}SECRET as https://developer.webex.com/my-apps has them; a new secret is shown once.`,
    );
  }
}

const MOST_REDIRECTS = 5;

/** Follows the consent page as a browser would, up to the sign-in. */
async function redirect(deps: WebexDeps, app: AppSecrets): Promise<Finding> {
  const redirectUri = `${deps.config.publicUrl}${CALLBACK_PATH}`;
  const todo = `At https://developer.webex.com/my-apps, give the Integration the redirect URI ${redirectUri} and every scope that the bot asks for (docs/operate/install.md).`;
  let url = await oauthOf(deps, app).authorizeUrl('doctor', 'doctor'.repeat(10));
  for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
    const answer = await lookAt(deps.agent, url).catch(asFailure);
    if ('error' in answer)
      return unknown('the sign-in page cannot be reached', network(answer.error));
    if (answer.status >= 500)
      return unknown(`the sign-in page answers ${answer.status}`, network());
    // The later pages are made for browsers, and may need what we do not send.
    if (answer.status >= 400) {
      const says = `Webex refuses to ask people (${answer.status})`;
      return hops === 0 ? wrong(says, todo) : suspect(says, todo);
    }
    if (answer.location === undefined || !URL.canParse(answer.location, url)) break;
    const next = new URL(answer.location, url);
    const failure = /^\w{1,40}$/.exec(next.searchParams.get('error') ?? '')?.[0];
    if (failure !== undefined) return wrong(`Webex refuses to ask people (${failure})`, todo);
    if (next.href.startsWith(redirectUri) || next.protocol !== 'https:') break;
    url = next.href;
  }
  return ok('Webex shows its sign-in page');
}

/** Nobody signs in with this code. */
async function deviceCode(deps: WebexDeps, app: AppSecrets): Promise<Finding> {
  try {
    await oauthOf(deps, app).deviceCode();
    return ok('people connect with a code: Webex gives one');
  } catch (error) {
    const scopes = 'every scope that the bot asks for (docs/operate/install.md)';
    const uris = `the redirect URIs ${DEVICE_REDIRECTS.join(', ')}`;
    const todo = `People connect with a code, as there is no PUBLIC_URL. At https://developer.webex.com/my-apps, give the Integration ${scopes}, and ${uris}.`;
    return unanswered(error, (status) => wrong(`Webex gives no code (${status})`, todo));
  }
}

/** Finds the service that the web socket begins at; registers nothing. */
export async function webSocket({ config, agent }: WebexDeps): Promise<Finding> {
  try {
    const { u2cUrl, botToken: token } = config;
    const { host } = new URL(await deviceService({ u2cUrl, token, agent }));
    return ok(`Webex names ${host} for it; the bot opens it when it starts`);
  } catch (error) {
    return unanswered(error, (status) =>
      wrong(`Webex refuses the catalogue (${status})`, network()),
    );
  }
}

/** @param runs true when a bot answers under PUBLIC_URL */
export async function webhooks({ config, webex }: WebexDeps, runs: boolean): Promise<Finding[]> {
  const target = `${config.publicUrl}/webhook`;
  try {
    const all = await listWebhooks(webex, config.botToken);
    const ours = all.filter(({ name }) => name === WEBHOOK_NAME);
    const here = ours.filter(({ targetUrl }) => targetUrl === target);
    const elsewhere = ours.length - here.length;
    const old = suspect(
      `${elsewhere} more lead to another address`,
      'They are of another PUBLIC_URL, or of another process with this token: if nothing runs there, delete them (DELETE /v1/webhooks/{id}).',
    );
    const inactive = here.some(({ status }) => status === 'inactive');
    const kinds = new Set(here.map(({ resource, event }) => `${resource} ${event}`)).size;
    return [webhookFinding({ inactive, kinds, runs }), ...(elsewhere > 0 ? [old] : [])];
  } catch (error) {
    if (hasStatus(error, 401))
      return [unknown('Webex refuses the bot token', 'See the bot token above.')];
    return [
      unanswered(error, (status) =>
        unknown(`Webex does not show them (${status})`, 'See the bot token above.'),
      ),
    ];
  }
}

function webhookFinding(found: {
  readonly inactive: boolean;
  readonly kinds: number;
  readonly runs: boolean;
}): Finding {
  const { inactive, kinds, runs } = found;
  if (inactive) {
    return suspect(
      'Webex has switched one off after failed deliveries',
      'The bot switches it on again within a minute, and at its start; see that PUBLIC_URL stays reachable.',
    );
  }
  if (kinds >= 4) return ok(`${kinds}, all active`);
  return runs
    ? wrong(`${kinds} of 4 are there`, 'Look for “webhooks not ensured” in the log of the bot.')
    : ok(`${kinds} of 4 are there; the bot makes them when it starts`);
}
