/**
 * `npm run gallery`: makes the pictures of docs/gallery/ anew, and the page that shows them. Each card is
 * taken from the demo at the desktop's width and at a phone's, light and dark, side by side in one file.
 * With words behind it, only the cards whose names contain one of them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startDemo } from '../../sandbox/demo/start.js';
import { demoPorts } from '../support/free-port.js';
import { Chat, type ChatParams } from './support/chat.js';
import { chromiumPath, launch } from './support/chromium.js';
import { connectedAlice } from './support/connected.js';

interface Shown {
  readonly name: string;
  /** What the picture shows, for the page. */
  readonly title: string;
  readonly say?: string;
  /** Buttons, one after another. */
  readonly clicks?: readonly (string | RegExp)[];
  /** Stands on the card once it is there. */
  readonly words: RegExp;
}

const CARDS: readonly Shown[] = [
  { name: 'help', title: 'Help', say: 'help', words: /recordings/ },
  { name: 'list', title: 'A list', say: 'list', words: /as of/ },
  { name: 'list-more', title: 'More… on a row', clicks: ['More…'], words: /Password/ },
  { name: 'select', title: 'Select several…', clicks: ['Select several…'], words: /Tick the ones/ },
  {
    name: 'details',
    title: 'Details',
    say: 'list',
    clicks: ['More…', 'Details'],
    words: /Recorded/,
  },
  {
    name: 'delete',
    title: 'Delete…',
    say: 'list',
    clicks: ['More…', 'Delete…'],
    words: /from the recycle bin/,
  },
  { name: 'deleted', title: 'After a deletion', clicks: ['Move to recycle bin'], words: /Moved/ },
  { name: 'find', title: 'Find', say: 'find', words: /Find recordings/ },
  { name: 'bin', title: 'The recycle bin', say: 'bin', words: /recycle bin/ },
  {
    name: 'bin-select',
    title: 'Select several…',
    clicks: ['Select several…'],
    words: /recycle bin/,
  },
  { name: 'clean-up', title: 'Clean up', say: 'clean up', words: /Clean up recordings/ },
  {
    name: 'clean-up-found',
    title: 'What a clean-up found',
    say: 'clean up older than 60 days',
    words: /recordings found/,
  },
  { name: 'clean-up-review', title: 'Review list', clicks: ['Review list'], words: /Untick/ },
  { name: 'storage', title: 'Storage', say: 'storage', words: /Your recordings use/ },
  { name: 'settings', title: 'Settings', say: 'settings', words: /Your settings/ },
];

const LOOKS: readonly ChatParams[] = [
  { theme: 'light' },
  { theme: 'dark' },
  { theme: 'light', width: 340 },
  { theme: 'dark', width: 340 },
];

const folder = new URL('../../docs/gallery/', import.meta.url);
const wanted = process.argv.slice(2);
const isWanted = ({ name }: Shown): boolean =>
  wanted.length === 0 || wanted.some((word) => name.includes(word));
/** What leads to a card: from the line that is said, click by click. */
const leadsTo = (at: number): boolean => {
  const left = CARDS.slice(at);
  const next = left.findIndex(({ say }, index) => index > 0 && say !== undefined);
  return left.slice(0, next === -1 ? undefined : next).some(isWanted);
};

const demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
const browser = await launch(chromiumPath(process.env));
try {
  const open = async (url: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 760, height: 1_600 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url);
    return page;
  };
  const pages = { open };
  await connectedAlice(pages, demo);
  const settles = await Chat.open(pages, demo.url);
  await settles.say('time zone Europe/Berlin');
  await settles.cardSaying('Saved.');
  const chats: Chat[] = [];
  for (const look of LOOKS) chats.push(await Chat.open(pages, demo.url, look));
  const [first] = chats;
  const composer = await open('about:blank');
  await mkdir(folder, { recursive: true });
  for (const [at, shown] of CARDS.entries()) {
    if (!leadsTo(at)) continue;
    const { say, clicks = [], words } = shown;
    if (first === undefined) break;
    if (say !== undefined) {
      const before = await first.page.locator('#messages .card').count();
      await first.say(say);
      await first.page.locator('#messages .card').nth(before).waitFor();
    }
    for (const click of clicks) await first.click(click);
    const pictures: string[] = [];
    for (const chat of chats) {
      await chat.lastCard().filter({ hasText: words }).waitFor();
      if (isWanted(shown)) pictures.push(await pictureOf(chat));
    }
    if (!isWanted(shown)) continue;
    const webp = await sideBySide(composer, pictures, 'webp');
    await writeFile(new URL(`${shown.name}.webp`, folder), Buffer.from(webp, 'base64'));
    const { GALLERY_PNG } = process.env;
    if (GALLERY_PNG === undefined) continue;
    const png = await sideBySide(composer, pictures, 'png');
    await writeFile(`${GALLERY_PNG}/${shown.name}.png`, Buffer.from(png, 'base64'));
  }
  await writeFile(new URL('README.md', folder), galleryPage());
} finally {
  await browser.close();
  await demo.stop();
}

/** A card that is replaced while its picture is taken is taken again. */
async function pictureOf(chat: Chat, tries = 5): Promise<string> {
  try {
    return (await chat.lastCard().screenshot()).toString('base64');
  } catch (error) {
    if (tries === 1) throw error;
    return await pictureOf(chat, tries - 1);
  }
}

/** Draws PNG files beside each other, and returns one file; all in base64. */
async function sideBySide(
  page: Page,
  pictures: readonly string[],
  format: 'webp' | 'png',
): Promise<string> {
  return await page.evaluate(
    `(async () => {
      const bitmaps = await Promise.all(${JSON.stringify(pictures)}.map(async (png) =>
        createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob())));
      const gap = 16;
      const canvas = document.createElement('canvas');
      canvas.width = bitmaps.reduce((sum, one) => sum + one.width + gap, gap);
      canvas.height = Math.max(...bitmaps.map((one) => one.height)) + 2 * gap;
      const ink = canvas.getContext('2d');
      ink.fillStyle = '#7d7d7d';
      ink.fillRect(0, 0, canvas.width, canvas.height);
      let left = gap;
      for (const one of bitmaps) { ink.drawImage(one, left, gap); left += one.width + gap; }
      return canvas.toDataURL('image/${format}', 0.82).split(',')[1];
    })()`,
  );
}

function galleryPage(): string {
  const cards = CARDS.map(({ name, title }) => `## ${title}\n\n![${title}](${name}.webp)\n`);
  return [
    '# Every card\n',
    'At 432 px (desktop) and 340 px (phone), light and dark. `npm run gallery` makes these pictures anew.\n',
    ...cards,
  ].join('\n');
}
