import { Router } from 'express';

/** Why the bot cannot serve, or undefined when it can. */
export type Readiness = () => Promise<string | undefined>;

/** GET /livez: the process runs. GET /readyz: it can serve; 503 with the reason otherwise. */
export function healthRouter(notReady: Readiness): Router {
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
