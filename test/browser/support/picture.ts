import { mkdir } from 'node:fs/promises';
import type { Chat } from './chat.js';

/** Keeps a picture for the README, when asked to: pictures differ a little on every machine. */
export async function picture(chat: Chat, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  await mkdir('docs/images', { recursive: true });
  await chat.page.screenshot({ path: `docs/images/${name}.png` });
}
