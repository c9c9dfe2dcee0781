/**
 * `npm run gallery`: makes the pictures of docs/gallery/ anew, and the page that shows them. Each card is
 * taken from the demo at the desktop's width and at a phone's, light and dark, side by side in one file.
 * With words behind it, only the cards whose names contain one of them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startDemo } from '../../sandbox/demo/start.js';
import { demoPorts } from '../support/free-port.js';
import { Chat, type ChatParams, spaced } from './support/chat.js';
import { chromiumPath, launch } from './support/chromium.js';
import { CARDS, type Shown } from './support/gallery-cards.js';
import { posts } from './support/made-cards.js';

/**
 * As long as Webex lets topics be, in the scripts that people write, without a place to break; how many
 * days ago. Pictures of pictures come last: few machines that make a gallery have a font for them.
 */
const LONGEST: readonly (readonly [daysAgo: number, topic: string])[] = [
  [
    1,
    `(longest) ${'Quarterly-planning-and-everything-else-that-came-up_'.repeat(3)}`.slice(0, 128),
  ],
  [2, `(longest) ${'設計レビューと録画ボットの新しい画面について'.repeat(6)}`.slice(0, 128)],
  [3, `(longest) ${'اجتماع فريق المبيعات الأسبوعي '.repeat(5)}`.slice(0, 128)],
  [4, `(longest) ${'W'.repeat(118)}`],
  [5, `(longest) ${'👩🏽‍💻🎉'.repeat(14)}`.slice(0, 120)],
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
  const next = left.findIndex(
    ({ say, ready, content }, index) =>
      index > 0 && (say !== undefined || ready === true || content !== undefined),
  );
  return left.slice(0, next === -1 ? undefined : next).some(isWanted);
};

const demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
const browser = await launch(chromiumPath(process.env));
try {
  const open = async (url: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 760, height: 1_600 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(url);
    return page;
  };
  const pages = { open };
  const composer = await open('about:blank');
  await mkdir(folder, { recursive: true });
  const chatsOf = new Map<string, Chat[]>();
  const connected = new Set<string>();
  for (const [at, shown] of CARDS.entries()) {
    if (!leadsTo(at)) continue;
    const { person = 'alice@example.com' } = shown;
    const chats = chatsOf.get(person) ?? [];
    if (chats.length === 0) {
      for (const look of LOOKS) chats.push(await Chat.open(pages, demo.url, { ...look, person }));
      chatsOf.set(person, chats);
    }
    const [first] = chats;
    if (first === undefined) break;
    if (shown.before !== true && !connected.has(person)) {
      connected.add(person);
      await connects(first);
      await first.say('time zone Europe/Berlin');
      await first.cardSaying('Saved.');
      if (connected.size === 1)
        for (const [daysAgo, topic] of LONGEST) await addRecording(topic, daysAgo);
    }
    const pictures = await picturesOf(shown, chats, first).catch((error: unknown) => {
      process.exitCode = 1;
      console.error(shown.name, error instanceof Error ? error.message : error);
      return [];
    });
    if (pictures.length === 0) continue;
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

/** Does what leads to a card, and takes it in each look. */
async function picturesOf(shown: Shown, chats: readonly Chat[], first: Chat): Promise<string[]> {
  const { say, content, clicks = [], words } = shown;
  const known = await first.page.locator('#messages .card').count();
  if (say !== undefined) await first.say(say);
  if (shown.ready === true) await addRecording('Launch review', 0);
  if (content !== undefined) await posts(demo.url, content());
  if (say !== undefined || shown.ready === true || content !== undefined) {
    await first.page.locator('#messages .card').nth(known).waitFor();
  }
  if (shown.consents === true) {
    await approves(first);
    await demo.settled();
  }
  for (const click of clicks.slice(0, -1)) await presses(first, click);
  if (shown.fill !== undefined) await fills(first, shown.fill);
  const last = clicks.at(-1);
  if (last !== undefined) await presses(first, last);
  const pictures: string[] = [];
  for (const chat of chats) {
    if (shown.toggle !== undefined) await chat.click(shown.toggle);
    await chat
      .lastCard()
      .filter({ hasText: spaced(words) })
      .waitFor();
    if (isWanted(shown)) pictures.push(await pictureOf(chat));
  }
  return pictures;
}

/** Waits for the answer, so that the next click is on it. */
async function presses(chat: Chat, button: string | RegExp): Promise<void> {
  await chat.click(button);
  await demo.settled();
  await chat.page.waitForTimeout(300);
}

/** The consent page has chosen already who asked. */
async function connects(chat: Chat): Promise<void> {
  await chat.say('connect');
  await chat.cardSaying('Connect your Webex account');
  await approves(chat);
}

async function approves(chat: Chat): Promise<void> {
  const page = await chat.clickToOpen('Connect');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('You are connected').waitFor();
  await page.close();
}

async function addRecording(topic: string, daysAgo: number): Promise<void> {
  const made = { host: 'alice@example.com', topic, daysAgo, password: 'Kx7pWm2Q' };
  const answer = await fetch(`${demo.url}/sandbox/recordings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(made),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function fills(chat: Chat, [label, text]: readonly [string, string]): Promise<void> {
  const card = chat.lastCard();
  if (label === 'checkbox') await card.getByRole('checkbox').first().check();
  else await card.locator(label).first().fill(text);
}

/** A card that is replaced while its picture is taken is taken again. */
async function pictureOf(chat: Chat, tries = 5): Promise<string> {
  try {
    // What it stands on is shown as pressed.
    await chat.page.mouse.move(0, 0);
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
