import { type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  CALLBACK_PATH,
  CONNECT_PATH,
  type OAuthFlow,
  type OAuthOutcome,
} from '../accounts/oauth-flow.js';
import { type AccountRole, type Actor, refusesApp } from '../accounts/types.js';
import { MINUTE } from '../util/time.js';

/** All texts are ours: nothing of a request ever appears in a page. */
interface PageText {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
  body { margin: 15vh auto; max-width: 32rem; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; font-weight: 600; }
`;

/** No cache keeps the page. */
function page(response: Response, { status, title, text }: PageText): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${title}</title><style>${STYLE}</style>` +
        `<main><h1>${title}</h1><p>${text}</p></main></html>`,
    );
}

/** Visits per address and minute: far more than a person needs, and too few for guessing. */
const A_MINUTE = 30;

/** In memory: each process counts for itself; `trust proxy` decides which address counts. */
export function oauthLimit(perMinute = A_MINUTE): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: true,
    legacyHeaders: false,
    // Its advice about proxies would print addresses to the console.
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

export interface CallbackDeps {
  readonly oauth: Pick<OAuthFlow, 'consentPage' | 'complete'>;
  /** Starts to answer the person in Webex; not awaited. */
  readonly onConnected: (actor: Actor, purpose: AccountRole, question?: string) => void;
  readonly log: Logger;
}

const state = z.string().min(1).max(500);
const query = z.object({
  state,
  code: z.string().min(1).max(2000).optional(),
  error: z.string().max(200).optional(),
});

const STALE: PageText = {
  status: 400,
  title: 'This link no longer works',
  text: 'It was used already, or is older than ten minutes. Write “connect” to the bot in Webex, and it gives you a fresh one.',
};

const texts: Record<OAuthOutcome['kind'], PageText> = {
  connected: {
    status: 200,
    title: 'You are connected',
    text: 'Go back to Webex: your recordings are waiting there. You can close this page.',
  },
  stale: STALE,
  declined: {
    status: 200,
    title: 'You are not connected',
    text: 'You did not give your permission, and nothing was changed. Write “connect” to the bot in Webex if you change your mind.',
  },
  refused: {
    status: 403,
    title: 'Webex refused this sign-in',
    text: 'Nothing was changed. Either whoever runs this bot has to look at the permissions (scopes) that it asks for, or you lack the role at Webex that they take, as an administrator or a compliance officer. Please tell whoever runs the bot.',
  },
  'other-person': {
    status: 403,
    title: 'This link was made for somebody else',
    text: 'You are signed in to Webex as another person than the one who asked the bot for this link, so nothing was connected. Sign in as that person, or write “connect” to the bot yourself: it gives you a link of your own.',
  },
};

const ANSWERED: PageText = {
  ...texts.connected,
  text: 'Go back to Webex: the answer to what you asked is waiting there. You can close this page.',
};

const FOR_OTHERS: PageText = {
  ...texts.connected,
  text: 'Go back to Webex and ask the bot again for what you wanted. You can close this page.',
};

const FAILED: PageText = {
  status: 502,
  title: 'Webex did not complete the sign-in',
  text: 'Nothing was changed. Write “connect” to the bot in Webex for a fresh link, and try again.',
};

const APP_REFUSED: PageText = {
  status: 502,
  title: 'Webex refuses this bot, not you',
  text: 'Nothing was changed. Whoever runs this bot has to look at the client id and secret that it was given; a fresh link does not help before that.',
};

/**
 * GET /oauth/connect: a Connect card leads here, and from here to Webex's consent page; an old card
 * says at once that it is one. GET /oauth/callback: the consent page redirects here.
 */
export function oauthCallbackRouter({ oauth, onConnected, log }: CallbackDeps): Router {
  const router = Router();
  // Express takes HEAD for GET: a scanner of links would use up somebody's sign-in.
  router.head(CALLBACK_PATH, (_request, response) => response.set('Allow', 'GET').sendStatus(405));
  router.get(CONNECT_PATH, oauthLimit(), async (request: Request, response: Response) => {
    const read = state.safeParse(request.query.state);
    const consent = read.success ? await oauth.consentPage(read.data) : undefined;
    if (consent === undefined) page(response, STALE);
    else response.set('Cache-Control', 'no-store').redirect(302, consent);
  });
  router.get(CALLBACK_PATH, oauthLimit(), async (request: Request, response: Response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      page(response, STALE);
      return;
    }
    let outcome: OAuthOutcome;
    try {
      outcome = await oauth.complete(read.data);
    } catch (error) {
      log.warn({ err: error }, 'sign-in failed');
      page(response, refusesApp(error) ? APP_REFUSED : FAILED);
      return;
    }
    if (outcome.kind === 'refused') {
      const { code } = outcome;
      log.warn({ code }, 'sign-in refused by Webex: check the scopes of the Integration');
      const passing = code === 'server_error' || code === 'temporarily_unavailable';
      page(response, passing ? FAILED : texts.refused);
      return;
    }
    log.info({ outcome: outcome.kind }, 'sign-in completed');
    if (outcome.kind !== 'connected') {
      page(response, texts[outcome.kind]);
      return;
    }
    const { person: actor, purpose, question } = outcome;
    const listed = purpose === 'own' ? texts.connected : FOR_OTHERS;
    page(response, question === undefined ? listed : ANSWERED);
    onConnected(actor, purpose, question);
  });
  return router;
}
