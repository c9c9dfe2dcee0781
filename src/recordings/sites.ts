import { z } from 'zod';
import { defined } from '../util/present.js';
import type { WebexClient } from '../webex/client.js';
import { type Authority, hostOf } from './types.js';

const answer = z.object({
  sites: z.array(z.object({ siteUrl: z.string(), default: z.boolean().catch(false) })).default([]),
});

/** The name of a Webex site in lower case, e.g. `acme.webex.com`, as List Recordings takes it. */
export const SITE_NAME = /^([a-z0-9-]{1,63}\.)+[a-z]{2,20}$/;

/**
 * The sites of a person, the preferred one first. Rejects with a WebexError; 403 when the
 * authority lacks the scope.
 * https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list
 */
export async function listSites(webex: WebexClient, authority: Authority): Promise<string[]> {
  const { hostEmail } = hostOf(authority);
  const { data } = await webex.call({
    method: 'GET',
    path: '/meetingPreferences/sites',
    token: authority.token,
    answer,
    query: defined({ userEmail: hostEmail }),
  });
  return [...data.sites]
    .sort((one, other) => Number(other.default) - Number(one.default))
    .map(({ siteUrl }) => siteUrl.toLowerCase())
    .filter((site) => SITE_NAME.test(site));
}
