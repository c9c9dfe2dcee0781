import { z } from 'zod';
import type { Answer } from './conversation.js';

const button = z.object({ data: z.record(z.string(), z.string()) });

/** The card of an answer. Throws when there is none. */
export function cardOf({ message }: Answer): unknown {
  const card = message.content.attachments?.[0]?.content;
  if (card === undefined) throw new Error(`Not a card: ${message.content.markdown ?? ''}`);
  return card;
}

/** What the card's first button of this action sends. Throws when there is none. */
export function inputsOf(card: unknown, action: string): Record<string, string> {
  const found: Record<string, string>[] = [];
  JSON.stringify(card, (_key, value: unknown) => {
    const read = button.safeParse(value);
    if (read.success && read.data.data.action === action) found.push(read.data.data);
    return value;
  });
  const [first] = found;
  if (first === undefined) throw new Error(`No button "${action}" on the card`);
  return first;
}

/** Its first link of this title. Throws when there is none. */
export function linkOf(card: unknown, title: string): string {
  const link = z.object({ title: z.literal(title), url: z.string() });
  const found: string[] = [];
  JSON.stringify(card, (_key, value: unknown) => {
    const read = link.safeParse(value);
    if (read.success) found.push(read.data.url);
    return value;
  });
  const [first] = found;
  if (first === undefined) throw new Error(`No link "${title}" on the card`);
  return first;
}
