import { z } from 'zod';
import type { ServiceApp } from '../accounts/organisation.js';
import { lower, plainUuid } from '../webex/ids.js';
import { type Environment, someText } from './transport.js';

export type AppSecrets = Pick<ServiceApp, 'clientId' | 'clientSecret'>;

/** The bot's credentials. With an organisation's, officers still connect through the Integration. */
type AuthorityConfig =
  | ({ readonly kind: 'integration' } & AppSecrets)
  | { readonly kind: 'personal'; readonly token: string }
  /** Without an Integration nobody can connect. */
  | { readonly kind: 'none' }
  | ({ readonly kind: 'service-app'; readonly app: ServiceApp } & ForOfficers)
  | ({ readonly kind: 'admin-token'; readonly token: string } & ForOfficers);
interface ForOfficers {
  readonly integration: AppSecrets | undefined;
}

/** Comma-separated entries; malformed ones are rejected, since a typo would silently lock people out. */
export function commaSeparated(
  read: (entry: string) => string,
  isSound: (entry: string) => boolean,
) {
  return z
    .string()
    .default('')
    .transform((list) => (list.trim() === '' ? [] : list.split(',').map((one) => read(one.trim()))))
    .refine((entries) => entries.every(isSound));
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EMAIL = /^[^\s@,]+@[^\s@,]+$/;

/** People separated by commas, as addresses or ids. */
export const peopleList = commaSeparated(
  (entry) => (entry.includes('@') ? lower(entry) : plainUuid(entry)),
  (entry) => EMAIL.test(entry) || UUID.test(entry),
);

const optionalText = someText.optional();
/** Valid in a header: rejects what people copy along, such as “Bearer” or a document's quotes. */
export const headerToken = z
  .string()
  .trim()
  .regex(/^[!-~]+$/);
const optionalToken = headerToken.optional();
const scopes = z
  .string()
  .trim()
  .regex(/^[a-z][\w:-]*( +[a-z][\w:-]*)*$/)
  .transform((list) => list.split(/ +/));

/**
 * The variables of authority and roles, each with advice for when it is missing or wrong; which of them
 * belong together, {@link authorityOf} says.
 */
export const authorityFields = {
  WEBEX_CLIENT_ID: optionalText.describe(
    'the Integration that people connect with; create one at https://developer.webex.com/my-apps/new/integration ' +
      'with the redirect URI <PUBLIC_URL>/oauth/callback, or without PUBLIC_URL with those of Webex’s device grant ' +
      '(docs/operate/install.md)',
  ),
  WEBEX_CLIENT_SECRET: optionalText.describe(
    'the secret of that Integration, shown once when it is created',
  ),
  WEBEX_SCOPES: scopes
    .optional()
    .describe(
      'what people are asked to allow when they connect, separated by spaces, each registered with the Integration; leave it out for what the bot can use (docs/deploy.md)',
    ),
  WEBEX_ACCESS_TOKEN: optionalToken.describe(
    'instead of an Integration, for trying out: your personal access token from https://developer.webex.com/docs/getting-your-personal-access-token (12 hours; serves you alone)',
  ),
  WEBEX_SERVICE_APP_ID: optionalText.describe(
    'the Service App that acts for a whole organisation, instead of people connecting; its id, from https://developer.webex.com/my-apps (docs/deploy.md)',
  ),
  WEBEX_SERVICE_APP_CLIENT_ID: optionalText.describe('the client id of that Service App'),
  WEBEX_SERVICE_APP_CLIENT_SECRET: optionalText.describe('the client secret of that Service App'),
  WEBEX_SERVICE_APP_MANAGER_TOKEN: optionalToken.describe(
    'for the Service App’s first token: an access token of who made the Service App, from an Integration with the scope spark:applications_token (or WEBEX_SERVICE_APP_REFRESH_TOKEN, from the Service App’s page)',
  ),
  WEBEX_SERVICE_APP_REFRESH_TOKEN: optionalText.describe(
    'for the Service App’s first token: the refresh token that its page at https://developer.webex.com/my-apps shows for the organisation',
  ),
  WEBEX_ORG_ID: optionalText.describe(
    'the organisation that has authorised the Service App in Control Hub, as Webex’s orgId',
  ),
  WEBEX_ADMIN_TOKEN: optionalToken.describe(
    'instead of a Service App, for trying out: the personal access token of a full administrator (12 hours; serves everybody of their organisation)',
  ),
  ADMINISTRATORS: peopleList.describe(
    'the people who may act for others, separated by commas, as their address or Webex’s person id; leave it out for nobody',
  ),
  ADMIN_SPACE: optionalText.describe(
    'the id of a space, with the bot in it, whose members may act for others; leave it out for none',
  ),
  COMPLIANCE_OFFICERS: peopleList.describe(
    'the people who may act as compliance officers, separated by commas, as their address or Webex’s person id; leave it out for nobody',
  ),
};

type Name = keyof typeof authorityFields;
type Read = (name: Name) => string | undefined;

/**
 * Chooses the credentials: a personal token wins, since it is the narrowest; then an organisation's
 * Service App or token; then the Integration. @returns or the names of what is missing
 */
export function authorityOf(env: Environment): AuthorityConfig | Name[] {
  const of: Read = (name) => env[name]?.trim();
  const personal = of('WEBEX_ACCESS_TOKEN');
  if (personal !== undefined) return { kind: 'personal', token: personal };

  const [clientId, clientSecret] = INTEGRATION.map(of);
  const integration =
    clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  // Half an Integration is always a mistake.
  const absent = INTEGRATION.filter((name) => of(name) === undefined);
  const missing: Name[] = absent.length === 1 ? absent : [];
  // In an organisation, the consent page sends officers back to PUBLIC_URL.
  const hasAddress = (env.PUBLIC_URL?.trim() ?? '') !== '';
  const forOfficers = hasAddress ? integration : undefined;

  const token = of('WEBEX_ADMIN_TOKEN');
  if (APP.some((name) => of(name) !== undefined)) {
    const app = serviceAppOf(of);
    if (Array.isArray(app)) return [...missing, ...app];
    return missing.length > 0 ? missing : { kind: 'service-app', app, integration: forOfficers };
  }
  if (missing.length > 0) return missing;
  if (token !== undefined) return { kind: 'admin-token', token, integration: forOfficers };
  if (integration !== undefined) return { kind: 'integration', ...integration };
  if (!hasAddress) return { kind: 'none' };
  return [...INTEGRATION, 'WEBEX_ACCESS_TOKEN'];
}

const INTEGRATION = ['WEBEX_CLIENT_ID', 'WEBEX_CLIENT_SECRET'] as const;
const APP = [
  'WEBEX_SERVICE_APP_ID',
  'WEBEX_SERVICE_APP_CLIENT_ID',
  'WEBEX_SERVICE_APP_CLIENT_SECRET',
  'WEBEX_SERVICE_APP_MANAGER_TOKEN',
  'WEBEX_SERVICE_APP_REFRESH_TOKEN',
] as const;

function serviceAppOf(of: Read): ServiceApp | Name[] {
  const needed = [...APP.slice(0, 3), 'WEBEX_ORG_ID'] as const;
  const [applicationId, clientId, clientSecret, orgId] = needed.map(of);
  const manager = of('WEBEX_SERVICE_APP_MANAGER_TOKEN');
  const token = manager ?? of('WEBEX_SERVICE_APP_REFRESH_TOKEN');
  if (
    applicationId !== undefined &&
    clientId !== undefined &&
    clientSecret !== undefined &&
    orgId !== undefined &&
    token !== undefined
  ) {
    const first = { kind: manager === undefined ? 'refresh' : 'manager', token } as const;
    return { applicationId, clientId, clientSecret, orgId, first };
  }
  const missing: Name[] = needed.filter((name) => of(name) === undefined);
  return token === undefined ? [...missing, 'WEBEX_SERVICE_APP_MANAGER_TOKEN'] : missing;
}
