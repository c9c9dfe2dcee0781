import { Router, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Linking, LinkOutcome } from '../accounts/linking.js';
import type { Purpose, Someone } from '../accounts/someone.js';
import { oauthLimit } from './oauth-limit.js';
import { page, type PageText } from './page.js';

/** Where Webex sends people back to; the Integration's redirect URI ends in this. */
export const CALLBACK_PATH = '/oauth/callback';

/** What the callback needs. */
export interface CallbackParts {
  readonly linking: Pick<Linking, 'finish'>;
  /** Begins to tell the person in Webex; not waited for. */
  readonly onConnected: (person: Someone, purpose: Purpose) => void;
  readonly log: Logger;
}

const query = z.object({
  state: z.string().min(1).max(500),
  code: z.string().min(1).max(2000).optional(),
  error: z.string().max(200).optional(),
});

const STALE: PageText = {
  status: 400,
  title: 'This link no longer works',
  text: 'It was used already, or is older than ten minutes. Write “connect” to the bot in Webex, and it gives you a fresh one.',
};

const texts: Record<LinkOutcome['kind'], PageText> = {
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

const FOR_OTHERS: PageText = {
  ...texts.connected,
  text: 'Go back to Webex and ask the bot again for what you wanted. You can close this page.',
};

const FAILED: PageText = {
  status: 502,
  title: 'Webex did not complete the sign-in',
  text: 'Nothing was changed. Write “connect” to the bot in Webex for a fresh link, and try again.',
};

/** GET /oauth/callback: the end of the way through Webex's consent page. */
export function oauthCallbackRouter({ linking, onConnected, log }: CallbackParts): Router {
  const router = Router();
  router.get(CALLBACK_PATH, oauthLimit(), async (request: Request, response: Response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      page(response, STALE);
      return;
    }
    let outcome: LinkOutcome;
    try {
      outcome = await linking.finish(read.data);
    } catch (error) {
      log.warn({ err: error }, 'a sign-in could not be completed');
      page(response, FAILED);
      return;
    }
    if (outcome.kind === 'refused') {
      const { code } = outcome;
      log.warn({ code }, 'Webex refused a sign-in: check the scopes of the Integration');
      const passing = code === 'server_error' || code === 'temporarily_unavailable';
      page(response, passing ? FAILED : texts.refused);
      return;
    }
    log.info({ outcome: outcome.kind }, 'a sign-in ended');
    if (outcome.kind !== 'connected') {
      page(response, texts[outcome.kind]);
      return;
    }
    const { person, purpose } = outcome;
    page(response, purpose === 'own' ? texts.connected : FOR_OTHERS);
    onConnected(person, purpose);
  });
  return router;
}
