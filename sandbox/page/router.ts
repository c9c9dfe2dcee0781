import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { clientScript } from './client-script.js';

const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** Nothing inline and nothing from elsewhere, save the pictures that a card may name. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The renderer writes back its own paragraphs, style attributes and all, when it cuts a text to maxLines.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The chat page: a small chat client at `/`, its parts below `/page/`.
 * It stands on the sandbox's public surface alone (`/v1` with the chosen person's token,
 * `/sandbox/people` and `/sandbox/feed`), so what it can do, any Webex client could.
 */
export function pageRouter(): express.Router {
  const router = express.Router();
  // Only on the page's own paths: whatever else is mounted beside it keeps its own headers.
  router.use(/^\/(page\/.*)?$/, (_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    });
    next();
  });
  const file = (path: string, folder: string, name: string): void => {
    router.get(path, (_request, response) => {
      response.sendFile(name, { root: folder, cacheControl: false });
    });
  };
  file('/', join(here, 'public'), 'index.html');
  file(
    '/page/adaptivecards.js',
    join(packageFolder('adaptivecards'), 'dist'),
    'adaptivecards.min.js',
  );
  file(
    '/page/markdown-it.js',
    join(packageFolder('markdown-it'), 'dist/browser'),
    'markdown-it.umd.min.js',
  );
  router.get('/page/client/:name.js', async (request, response, next) => {
    const script = await clientScript(request.params.name);
    if (script === undefined) next();
    else response.type('text/javascript').send(script);
  });
  router.use(
    '/page',
    express.static(join(here, 'public'), { index: false, redirect: false, cacheControl: false }),
  );
  return router;
}
