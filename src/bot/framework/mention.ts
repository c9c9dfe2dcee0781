import { uuidOf } from '../../webex/ids.js';
import type { Message } from '../../webex/messages.js';

const MENTION = /<spark-mention\b[^>]*data-object-id="([^"]*)"[^>]*>(.*?)<\/spark-mention>/g;

/**
 * The text of a message without the mention of the bot that begins or ends it.
 * @param botName its display name, for messages without HTML
 * @returns one line, without doubled spaces; empty when nothing else was said
 */
export function withoutMention(message: Message, botUuid: string, botName: string): string {
  let text = withoutQuotes(message);
  if (message.mentionedPeople?.some((id) => uuidOf(id) === botUuid) === true) {
    for (const used of namesUsed(message.html ?? '', botUuid, botName)) {
      const lower = text.toLowerCase();
      const name = [used, botName].find((each) => lower.includes(each.toLowerCase()));
      if (name === undefined) continue;
      const at = lower.indexOf(name.toLowerCase());
      text = `${text.slice(0, at)} ${text.slice(at + name.length)}`;
    }
  }
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,:@]+/, '')
    .trim();
}

const BLOCKQUOTE = /<blockquote\b[^>]*>(.*?)<\/blockquote>/gs;

/** What a message quotes is what it is about, and not what it asks. */
function withoutQuotes({ text, html = '' }: Message): string {
  let own = text;
  for (const [, quoted = ''] of html.matchAll(BLOCKQUOTE)) {
    for (const line of unescaped(quoted.replace(/<[^>]*>/g, '\n')).split('\n')) {
      const words = line.trim();
      const at = words === '' ? -1 : own.indexOf(words);
      if (at >= 0) own = `${own.slice(0, at)}\n${own.slice(at + words.length)}`;
    }
  }
  const lines = own.split('\n').filter((line) => !/^\s*>/.test(line));
  return lines.join('\n').trim() === '' ? text : lines.join('\n');
}

/** People can shorten the name in a mention; the HTML says which words were the mention. */
function namesUsed(html: string, botUuid: string, botName: string): string[] {
  const used = [...html.matchAll(MENTION)]
    .filter(([, id]) => uuidOf(id ?? '') === botUuid)
    .map(([, , name = '']) => unescaped(name));
  return used.length > 0 ? used : [botName];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function unescaped(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
