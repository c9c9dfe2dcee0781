import { WebexRefused } from '../../src/webex/errors.js';

/** A refusal of Webex's, with no reason given. @param path of the call, a GET unless `given` says otherwise */
export const refusedWith = (
  status: number,
  path = '/recordings',
  given: { readonly method?: string; readonly trackingId?: string } = {},
): WebexRefused =>
  new WebexRefused({ method: given.method ?? 'GET', path }, status, {
    trackingId: given.trackingId,
  });
