import { existsSync } from 'node:fs';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { WAITS_MS } from '../../support/until.js';

/** Where Chromium is looked for: CHROMIUM_PATH, else where Debian puts it. */
export function chromiumPath(env: Readonly<Record<string, string | undefined>>): string {
  const path = env.CHROMIUM_PATH;
  return path === undefined || path === '' ? '/usr/bin/chromium' : path;
}

/** Opens pages, and holds against each of them whatever it complains of on its console. */
export interface Pages {
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/**
 * A describe block of tests in a real browser. Without Chromium its tests are left out, loudly; in CI
 * (CI=true) a missing Chromium is a failure.
 */
export function describeInBrowser(title: string, define: (pages: Pages) => void): void {
  const path = chromiumPath(process.env);
  if (!existsSync(path)) {
    if (process.env.CI === 'true') {
      describe(title, () => {
        it('has a Chromium to run in', () => {
          assert.fail(`No Chromium at ${path}: install it, or set CHROMIUM_PATH.`);
        });
      });
    } else {
      process.stderr.write(
        `\n*** LEFT OUT: the browser tests "${title}". No Chromium at ${path}: ` +
          'install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.\n\n',
      );
    }
    return;
  }
  describe(title, function () {
    this.timeout(120_000);
    let browser: Browser | undefined;
    let complaints: string[] = [];

    before(async () => {
      browser = await launch(path);
    });
    afterEach(async () => {
      await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
      const all = complaints;
      complaints = [];
      assert.deepEqual(all, [], 'the page complained on its console');
    });
    after(async () => {
      await browser?.close();
    });

    define({
      open: async (url, options = {}) => {
        if (!browser) throw new Error('Pages can be opened inside a test only.');
        const context = await browser.newContext({
          viewport: { width: 1100, height: 800 },
          ...options,
        });
        const page = await context.newPage();
        page.setDefaultTimeout(WAITS_MS);
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('console', (message) => {
          // A refusal by the API is part of some tests, and the browser logs each as an error.
          const refused = message.text().includes('Failed to load resource: the server responded');
          if (message.type() === 'error' && !refused) complaints.push(message.text());
        });
        await page.goto(url);
        return page;
      },
    });
  });
}

/** @param executablePath see chromiumPath */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
