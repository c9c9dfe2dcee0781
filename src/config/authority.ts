import { z } from 'zod';
import type { RoleRules } from '../bot/access/roles.js';
import { people } from './limits.js';

/** Credentials of an application at Webex. */
export interface AppSecrets {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A Service App, and where its first token comes from. */
export interface ServiceApp extends AppSecrets {
  readonly applicationId: string;
  /** Webex's id of the organisation that has authorised it. */
  readonly orgId: string;
  readonly first:
    | { readonly kind: 'manager'; readonly token: string }
    | { readonly kind: 'refresh'; readonly token: string };
}

/** Credentials of the bot. */
export type AuthorityConfig =
  | ({ readonly kind: 'integration' } & AppSecrets)
  | { readonly kind: 'personal'; readonly token: string }
  /** For everybody of one organisation; officers still connect, where there is an Integration. */
  | {
      readonly kind: 'service-app';
      readonly app: ServiceApp;
      readonly integration: AppSecrets | undefined;
    }
  | {
      readonly kind: 'admin-token';
      readonly token: string;
      readonly integration: AppSecrets | undefined;
    };

const text = z.string().trim().min(1).optional();
const scopes = z
  .string()
  .trim()
  .regex(/^[a-z][\w:-]*( +[a-z][\w:-]*)*$/)
  .transform((list) => list.split(/ +/));

/** The variables of authority and roles; which of them belong together, {@link authorityOf} says. */
export const authorityFields = {
  WEBEX_CLIENT_ID: text,
  WEBEX_CLIENT_SECRET: text,
  WEBEX_SCOPES: scopes.optional(),
  WEBEX_ACCESS_TOKEN: text,
  WEBEX_SERVICE_APP_ID: text,
  WEBEX_SERVICE_APP_CLIENT_ID: text,
  WEBEX_SERVICE_APP_CLIENT_SECRET: text,
  WEBEX_SERVICE_APP_MANAGER_TOKEN: text,
  WEBEX_SERVICE_APP_REFRESH_TOKEN: text,
  WEBEX_ORG_ID: text,
  WEBEX_ADMIN_TOKEN: text,
  ADMINISTRATORS: people,
  ADMIN_SPACE: text,
  COMPLIANCE_OFFICERS: people,
};

/** Advice for each variable; shown when it is missing or wrong. */
export const authorityAdvice: Record<keyof typeof authorityFields, string> = {
  WEBEX_CLIENT_ID:
    'the Integration that people connect with; create one at https://developer.webex.com/my-apps/new/integration with the redirect URI <PUBLIC_URL>/oauth/callback',
  WEBEX_CLIENT_SECRET: 'the secret of that Integration, shown once when it is created',
  WEBEX_SCOPES:
    'what people are asked to allow when they connect, with blanks between, each registered with the Integration; leave it out for what the bot can use (docs/deploy.md)',
  WEBEX_ACCESS_TOKEN:
    'instead of an Integration, for trying out: your personal access token from https://developer.webex.com/docs/getting-your-personal-access-token (12 hours; serves you alone)',
  WEBEX_SERVICE_APP_ID:
    'the Service App that acts for a whole organisation, instead of people connecting; its id, from https://developer.webex.com/my-apps (docs/deploy.md)',
  WEBEX_SERVICE_APP_CLIENT_ID: 'the client id of that Service App',
  WEBEX_SERVICE_APP_CLIENT_SECRET: 'the client secret of that Service App',
  WEBEX_SERVICE_APP_MANAGER_TOKEN:
    'for the Service App’s first token: an access token of who made the Service App, from an Integration with the scope spark:applications_token (or WEBEX_SERVICE_APP_REFRESH_TOKEN, from the Service App’s page)',
  WEBEX_SERVICE_APP_REFRESH_TOKEN:
    'for the Service App’s first token: the refresh token that its page at https://developer.webex.com/my-apps shows for the organisation',
  WEBEX_ORG_ID:
    'the organisation that has authorised the Service App in Control Hub, as Webex’s orgId',
  WEBEX_ADMIN_TOKEN:
    'instead of a Service App, for trying out: the personal access token of a full administrator (12 hours; serves everybody of their organisation)',
  ADMINISTRATORS:
    'the people who may act for others, by comma, as their address or Webex’s person id; leave it out for nobody',
  ADMIN_SPACE:
    'the id of a space, with the bot in it, whose members may act for others; leave it out for none',
  COMPLIANCE_OFFICERS:
    'the people who may act as compliance officers, by comma, as their address or Webex’s person id; leave it out for nobody',
};

type Name = keyof typeof authorityFields;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chooses the credentials: a personal token wins, since it is the narrowest; then an organisation's
 * Service App or token; then the Integration.
 *
 * @param env only what is set
 * @returns or the names of what is missing
 */
export function authorityOf(env: Environment): AuthorityConfig | Name[] {
  const of = (name: Name): string | undefined => env[name]?.trim();
  const personal = of('WEBEX_ACCESS_TOKEN');
  if (personal !== undefined) return { kind: 'personal', token: personal };

  const [clientId, clientSecret] = [of('WEBEX_CLIENT_ID'), of('WEBEX_CLIENT_SECRET')];
  const integration =
    clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  // Half an Integration is a mistake, whatever else there is.
  const missing: Name[] = [];
  if (clientId === undefined && clientSecret !== undefined) missing.push('WEBEX_CLIENT_ID');
  if (clientId !== undefined && clientSecret === undefined) missing.push('WEBEX_CLIENT_SECRET');

  const admin = of('WEBEX_ADMIN_TOKEN');
  if (APP.some((name) => of(name) !== undefined)) {
    const app = serviceAppOf(of);
    if (Array.isArray(app)) return [...missing, ...app];
    return missing.length > 0 ? missing : { kind: 'service-app', app, integration };
  }
  if (admin !== undefined) {
    return missing.length > 0 ? missing : { kind: 'admin-token', token: admin, integration };
  }
  if (integration !== undefined) return { kind: 'integration', ...integration };
  return missing.length > 0
    ? missing
    : ['WEBEX_CLIENT_ID', 'WEBEX_CLIENT_SECRET', 'WEBEX_ACCESS_TOKEN'];
}

const APP = [
  'WEBEX_SERVICE_APP_ID',
  'WEBEX_SERVICE_APP_CLIENT_ID',
  'WEBEX_SERVICE_APP_CLIENT_SECRET',
  'WEBEX_SERVICE_APP_MANAGER_TOKEN',
  'WEBEX_SERVICE_APP_REFRESH_TOKEN',
] as const;

function serviceAppOf(of: (name: Name) => string | undefined): ServiceApp | Name[] {
  const needed = [...APP.slice(0, 3), 'WEBEX_ORG_ID'] as const;
  const [applicationId, clientId, clientSecret, orgId] = needed.map(of);
  const manager = of('WEBEX_SERVICE_APP_MANAGER_TOKEN');
  const refresh = of('WEBEX_SERVICE_APP_REFRESH_TOKEN');
  const first =
    manager !== undefined
      ? ({ kind: 'manager', token: manager } as const)
      : refresh !== undefined
        ? ({ kind: 'refresh', token: refresh } as const)
        : undefined;
  if (
    applicationId !== undefined &&
    clientId !== undefined &&
    clientSecret !== undefined &&
    orgId !== undefined &&
    first !== undefined
  ) {
    return { applicationId, clientId, clientSecret, orgId, first };
  }
  return [
    ...needed.filter((name) => of(name) === undefined),
    ...(first === undefined ? (['WEBEX_SERVICE_APP_MANAGER_TOKEN'] as const) : []),
  ];
}

/** Who may act for others, out of the variables. */
export function rolesOf(
  read: Pick<
    z.infer<z.ZodObject<typeof authorityFields>>,
    'ADMINISTRATORS' | 'ADMIN_SPACE' | 'COMPLIANCE_OFFICERS'
  >,
): RoleRules {
  return {
    administrators: read.ADMINISTRATORS,
    adminSpace: read.ADMIN_SPACE,
    officers: read.COMPLIANCE_OFFICERS,
  };
}
