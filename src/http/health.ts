import { Router } from 'express';

/** Why the bot cannot serve, or undefined when it can. */
export type ReadinessProblem = () => Promise<string | undefined>;

/** GET /livez: the process runs. GET /readyz: it can serve; 503 with the reason otherwise. */
export function healthRouter(notReady: ReadinessProblem): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = await notReady();
    if (reason === undefined) response.json({ status: 'ok' });
    else response.status(503).json({ status: 'unavailable', reason });
  });
  return router;
}

/** Whether the bot can serve. */
export interface Readiness {
  /** Why it cannot, or undefined. */
  readonly problem: () => Promise<string | undefined>;
  /** From now on it cannot: it is stopping. */
  readonly stop: () => void;
}

/**
 * Ready is: not stopping, Webex has begun to tell us, and the database answers.
 *
 * @param webhooks why Webex is not telling us yet, or undefined
 * @param ping rejects when the database does not answer
 */
export function readiness(
  webhooks: () => string | undefined,
  ping: () => Promise<void>,
): Readiness {
  let stopping = false;
  return {
    problem: async () => {
      if (stopping) return 'stopping';
      return await ping().then(webhooks, () => 'the database does not answer');
    },
    stop: () => {
      stopping = true;
    },
  };
}
