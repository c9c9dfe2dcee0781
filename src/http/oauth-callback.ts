import { type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { OAuthFlow, OAuthOutcome } from '../accounts/oauth-flow.js';
import { CALLBACK_PATH, CONNECT_PATH } from '../accounts/oauth-flow.js';
import { type AccountRole, type Actor, refusesApp } from '../accounts/types.js';
import { MINUTE } from '../util/time.js';
import { words } from '../util/words.js';

/** All texts are ours: no part of a request ever appears in a page. */
interface PageText {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const page = (status: number, title: string, text: string): PageText => ({ status, title, text });

const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
  body { margin: 15vh auto; max-width: 32rem; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; font-weight: 600; }
`;

function sendPage(response: Response, { status, title, text }: PageText): void {
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

/** Visits per address and minute: far more than a person needs, but too few for guessing. */
const A_MINUTE = 30;

/** Counted in memory, by each process for itself; `trust proxy` decides which address counts. */
export function oauthLimit(perMinute = A_MINUTE): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: true,
    legacyHeaders: false,
    // Its advice about proxies would print addresses to the console.
    validate: false,
    handler: (_request, response) => {
      sendPage(response, page(429, words.common.oneMoment, words.connect.tooMany));
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

const stale = () => page(400, words.connect.stale, words.connect.staleWhy);

const pageTexts: Record<Exclude<OAuthOutcome['kind'], 'connected'>, () => PageText> = {
  stale,
  declined: () => page(200, words.connect.notConnected, words.connect.declinedWhy),
  refused: () => page(403, words.connect.refused, words.connect.refusedWhy),
  'other-person': () => page(403, words.connect.otherPerson, words.connect.otherPersonWhy),
};

const connected = (purpose: AccountRole, question: string | undefined): PageText => {
  const listed = purpose === 'own' ? words.connect.seeList : words.connect.askAgain;
  const text = question === undefined ? listed : words.connect.seeAnswer;
  return page(200, words.connect.connected, text);
};

const failedPage = () => page(502, words.connect.failed, words.connect.failedWhy);
const appRefusedPage = () => page(502, words.connect.appRefused, words.connect.appRefusedWhy);

/**
 * GET /oauth/connect: a Connect card leads here, and on to Webex's consent page; for an old card the page says
 * so at once. GET /oauth/callback: the consent page redirects here.
 */
export function oauthCallbackRouter({ oauth, onConnected, log }: CallbackDeps): Router {
  const router = Router();
  // Express treats HEAD as GET: a link scanner would use up somebody's sign-in.
  router.head(CALLBACK_PATH, (_request, response) => response.set('Allow', 'GET').sendStatus(405));
  router.get(CONNECT_PATH, oauthLimit(), async (request: Request, response: Response) => {
    const read = state.safeParse(request.query.state);
    const consent = read.success ? await oauth.consentPage(read.data) : undefined;
    if (consent === undefined) sendPage(response, stale());
    else response.set('Cache-Control', 'no-store').redirect(302, consent);
  });
  router.get(CALLBACK_PATH, oauthLimit(), async (request: Request, response: Response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      sendPage(response, stale());
      return;
    }
    let outcome: OAuthOutcome;
    try {
      outcome = await oauth.complete(read.data);
    } catch (error) {
      log.warn({ err: error }, 'sign-in failed');
      sendPage(response, refusesApp(error) ? appRefusedPage() : failedPage());
      return;
    }
    if (outcome.kind === 'refused') {
      const { code } = outcome;
      log.warn({ code }, 'sign-in refused by Webex: check the scopes of the Integration');
      const passing = code === 'server_error' || code === 'temporarily_unavailable';
      sendPage(response, passing ? failedPage() : pageTexts.refused());
      return;
    }
    log.info({ outcome: outcome.kind }, 'sign-in completed');
    if (outcome.kind !== 'connected') {
      sendPage(response, pageTexts[outcome.kind]());
      return;
    }
    const { person: actor, purpose, question } = outcome;
    sendPage(response, connected(purpose, question));
    onConnected(actor, purpose, question);
  });
  return router;
}
