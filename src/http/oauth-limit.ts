import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { page } from './page.js';

/** Far more than people need who press the wrong button, and few enough to guess nothing by. */
const A_MINUTE = 30;
const MINUTE = 60_000;

/**
 * So many visits a minute from one address, and a page that says so for what is beyond. In memory:
 * each process counts for itself. Whose address counts is for `trust proxy` to say.
 */
export function oauthLimit(perMinute = A_MINUTE): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: true,
    legacyHeaders: false,
    // Its advice about proxies goes to the console, and would name addresses there.
    validate: false,
    handler: (_request, response) => {
      page(response, {
        status: 429,
        title: 'One moment, please',
        text: 'There were too many sign-ins from your address. Nothing was changed. Wait a minute, then write “connect” to the bot in Webex for a fresh link.',
      });
    },
  });
}
