import type { Card } from '../../webex/messages.js';

/** A card, and above what it shows that of another one. */
export function onTop(above: Card, below: Card): Card {
  return { ...below, body: [...bodyOf(above), ...bodyOf(below)] };
}

/** What a card shows, in its order. */
export function bodyOf(of: Card): readonly unknown[] {
  const { body } = of as { readonly body?: unknown };
  return Array.isArray(body) ? (body as unknown[]) : [];
}
