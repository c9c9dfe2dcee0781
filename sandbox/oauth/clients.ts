import { INTEGRATION_SCOPES } from '../world/scopes.js';

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

/** Loopback addresses on any port are fine (RFC 8252, 7.3); nothing else is registered. */
export function isAllowedRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ['http:', 'https:'].includes(url.protocol) &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
    url.username === '' &&
    !text.includes('#')
  );
}
