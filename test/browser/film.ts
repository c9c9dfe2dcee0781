/**
 * `npm run film`: makes docs/images/demo.webp anew, the animation of the README, from the demo itself.
 */
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startDemo } from '../../sandbox/demo/start.js';
import { demoPorts } from '../support/free-port.js';
import { Chat } from './support/chat.js';
import { chromiumPath, launch } from './support/chromium.js';
import { consents } from './support/connected.js';

const VIEW = { width: 880, height: 660 };

interface Frame {
  /** A WebP file. */
  readonly webp: Buffer;
  readonly ms: number;
}

const demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
const browser = await launch(chromiumPath(process.env));
try {
  const open = async (url: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: VIEW })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(url);
    return page;
  };
  const chat = await Chat.open({ open }, demo.url);
  const darkroom = await open('about:blank');
  const frames: Frame[] = [];
  const shoot = async (ms: number): Promise<void> => {
    const png = (await chat.page.screenshot()).toString('base64');
    frames.push({ webp: await asWebp(darkroom, png), ms });
  };
  const types = async (words: string): Promise<void> => {
    await chat.box().fill(words.slice(0, Math.ceil(words.length / 2)));
    await shoot(350);
    await chat.box().fill(words);
    await shoot(900);
    await chat.box().press('Enter');
  };
  /** Shows where it presses. */
  const presses = async (name: string, ms = 700): Promise<void> => {
    const box = await chat.button(name).boundingBox();
    await chat.page.evaluate(dotAt((box?.x ?? 0) + (box?.width ?? 0) / 2, box?.y ?? 0));
    await shoot(ms);
    await chat.page.evaluate(`document.getElementById('film-dot').remove()`);
    await chat.click(name);
  };

  await chat.cardSaying('Hello!');
  await shoot(2_000);
  await presses('List my recordings');
  await chat.cardSaying('Connect your Webex account');
  await presses('Connect', 1_200);
  const other = await Chat.open({ open }, demo.url);
  await consents(other);
  await chat.cardSaying('You are connected');
  await shoot(2_500);
  await presses('More…');
  await shoot(1_200);
  await presses('Delete…');
  await chat.cardSaying('You can restore it from the recycle bin');
  await shoot(1_500);
  await presses('Move to recycle bin');
  await chat.cardSaying('Undo');
  await shoot(1_800);
  await presses('Undo');
  await chat.cardSaying('Restored');
  await shoot(1_500);
  await types('clean up older than 90 days over 500 MB');
  await chat.lastCard().filter({ hasText: 'recordings found' }).waitFor();
  await shoot(2_800);
  await types('storage');
  await chat.lastCard().filter({ hasText: 'By month' }).waitFor();
  await shoot(3_500);
  await writeFile(new URL('../../docs/images/demo.webp', import.meta.url), animated(frames));
} finally {
  await browser.close();
  await demo.stop();
}

function dotAt(x: number, y: number): string {
  const style = `position:fixed;left:${x - 14}px;top:${y}px;width:28px;height:28px;border-radius:50%;background:#0352a655;border:2px solid #0352a6;z-index:9`;
  return `(() => { const dot = document.createElement('div'); dot.id = 'film-dot'; dot.style.cssText = '${style}'; document.body.append(dot); })()`;
}

/** @param png in base64 */
async function asWebp(page: Page, png: string): Promise<Buffer> {
  const url: string = await page.evaluate(
    `(async () => {
      const png = await (await fetch('data:image/png;base64,${png}')).blob();
      const bitmap = await createImageBitmap(png);
      const canvas = document.createElement('canvas');
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext('2d', { alpha: false }).drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', 0.8);
    })()`,
  );
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

/**
 * One animated WebP file of many still ones, all of the size of the view.
 * https://developers.google.com/speed/webp/docs/riff_container
 */
function animated(frames: readonly Frame[]): Buffer {
  const size = Buffer.concat([uint24(VIEW.width - 1), uint24(VIEW.height - 1)]);
  const chunks = [
    chunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
    chunk('ANIM', Buffer.from([255, 255, 255, 255, 0, 0])),
    ...frames.map(({ webp, ms }) =>
      chunk(
        'ANMF',
        Buffer.concat([uint24(0), uint24(0), size, uint24(ms), Buffer.from([2]), bitstream(webp)]),
      ),
    ),
  ];
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

/** The chunk of a still WebP file that holds its picture. */
function bitstream(webp: Buffer): Buffer {
  for (let at = 12; at < webp.length;) {
    const length = 8 + webp.readUInt32LE(at + 4);
    const end = at + length + (length % 2);
    if (/^VP8[ L]$/.test(webp.toString('latin1', at, at + 4))) return webp.subarray(at, end);
    at = end;
  }
  throw new Error('the browser made no WebP file');
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8, name);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function uint24(value: number): Buffer {
  return Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
}
