import { timingSafeEqual } from 'node:crypto';
import { namedUuid, webexId } from '../world/ids.js';
import { EXAMPLE_ORG_ID } from '../world/people.js';
import { INTEGRATION_SCOPES, SERVICE_APP_SCOPES } from '../world/scopes.js';

/** An application registered at this Webex. */
export interface Integration {
  clientId: string;
  clientSecret: string;
  name: string;
  scopes: readonly string[];
}

/** The one Integration of the sandbox. */
export const sandboxIntegration: Integration = {
  clientId: 'sandbox-client',
  clientSecret: 'sandbox-secret',
  name: 'Recordings bot',
  scopes: INTEGRATION_SCOPES,
};

/** A Service App, which an administrator authorizes for an organisation. */
export interface ServiceApp extends Integration {
  /** What stands in the path of POST /applications/{id}/token. */
  id: string;
  /** The one organisation that it can be authorized for here. */
  orgId: string;
}

/** The one Service App of the sandbox. */
export const sandboxServiceApp: ServiceApp = {
  id: webexId('APPLICATION', namedUuid('app/service')),
  clientId: 'sandbox-service-app',
  clientSecret: 'sandbox-service-secret',
  name: 'Recordings for organisations',
  scopes: SERVICE_APP_SCOPES,
  orgId: EXAMPLE_ORG_ID,
};

/** Whether these are the credentials of that application; takes as long for a wrong secret. */
export function areCredentialsOf(
  { clientId, clientSecret }: Integration,
  given: { id: string; secret: string },
): boolean {
  const [right, offered] = [Buffer.from(clientSecret), Buffer.from(given.secret)];
  return (
    given.id === clientId && offered.length === right.length && timingSafeEqual(offered, right)
  );
}

/** What is registered of an Integration: its path has to be just this. */
const CALLBACK = '/oauth/callback';

/** On loopback addresses any port is fine (RFC 8252, 7.3); nothing else is registered. */
export function isAllowedRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ['http:', 'https:'].includes(url.protocol) &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
    url.username === '' &&
    url.pathname === CALLBACK &&
    url.search === '' &&
    !text.includes('#')
  );
}
