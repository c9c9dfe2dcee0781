import type { Message } from '../../webex/messages.js';
import { uuidOf } from '../../webex/ids.js';

const MENTION = /<spark-mention\b[^>]*data-object-id="([^"]*)"[^>]*>(.*?)<\/spark-mention>/g;

/**
 * What a message says to the bot: its text without the mention that begins or ends it.
 *
 * @param message as fetched; in a group space its text carries the bot's name
 * @param botUuid the bot's UUID
 * @param botName its display name, for messages without HTML
 * @returns one line of words, without doubled spaces; empty when nothing else was said
 */
export function withoutMention(message: Message, botUuid: string, botName: string): string {
  let text = message.text;
  if (message.mentionedPeople?.some((id) => uuidOf(id) === botUuid) === true) {
    for (const name of namesUsed(message.html ?? '', botUuid, botName)) {
      const at = text.toLowerCase().indexOf(name.toLowerCase());
      if (at >= 0) text = `${text.slice(0, at)} ${text.slice(at + name.length)}`;
    }
  }
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,:@]+/, '')
    .trim();
}

/** People can shorten the name in a mention; the HTML says which words were the mention. */
function namesUsed(html: string, botUuid: string, botName: string): string[] {
  const used = [...html.matchAll(MENTION)]
    .filter(([, id]) => uuidOf(id ?? '') === botUuid)
    .map(([, , name]) => name ?? '');
  return used.length > 0 ? used : [botName];
}
