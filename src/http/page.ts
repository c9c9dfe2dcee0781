import type { Response } from 'express';

/** A page of one thought. All texts are ours: nothing of a request ever stands in a page. */
export interface PageText {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }
  body { margin: 15vh auto; max-width: 32rem; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; font-weight: 600; }
`;

/** Answers with a page that no cache keeps. */
export function page(response: Response, { status, title, text }: PageText): void {
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
