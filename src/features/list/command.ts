import type { Actor } from '../../accounts/types.js';
import { scopeList } from '../../bot/access/impersonation.js';
import { type Command, command } from '../../bot/command.js';
import type { MessageContext } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { stateOfQuery } from '../../query/query.js';
import { type ReadWords, readWords } from '../../query/read-words.js';
import type { Filter } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { askZoneCard, timeZoneOf } from '../settings/index.js';
import type { ListDeps } from './deps.js';
import { showList } from './show.js';

/**
 * Shows the recordings that a person asked for in words. Asks for their time zone if it matters and is
 * unknown; a search that cannot be done as written opens the Find card.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost, NotDelivered or a WebexError.
 * @param words without the name of the command
 * @param text the message that leads here again, after they chose a time zone
 * @param always a filter that the command implies, as `bin` does the recycle bin
 */
export async function searchWords(
  deps: ListDeps,
  ctx: MessageContext,
  words: string,
  { text, always }: { readonly text: string; readonly always?: Filter },
): Promise<void> {
  const now = deps.now();
  const rough = readWords(words, { now, zone: 'UTC' }, always);
  const zone = rough.zoned ? await timeZoneOf(deps, ctx.actor) : 'UTC';
  if (zone === undefined) {
    await ctx.reply(askZoneCard(`${prefixOf(ctx.actor)}${text}`));
    return;
  }
  const calendar = { now, zone };
  const read = rough.zoned ? readWords(words, calendar, always) : rough;
  const state = scopeList(stateOfQuery(read.query, calendar), ctx.actor);
  if (read.problems.length > 0) {
    await ctx.reply(await deps.findForm(ctx.actor, { state, problems: read.problems }));
    return;
  }
  await showList(deps, { actor: ctx.actor, answer: ctx.reply }, state, noticeOf(read));
}

/** The words in front of a command that make it act for the same host or scope. */
function prefixOf({ onBehalfOf: host, scope }: Actor): string {
  if (host !== undefined) return `for ${host.email} `;
  if (scope === undefined) return '';
  return scope === 'organization' ? 'compliance ' : 'for everyone ';
}

function noticeOf({ notes, query, guessed }: ReadWords): Notice | undefined {
  const ignored = guessed !== '' && guessed !== query.filter.topic;
  const text = present([
    ...notes,
    ignored && `I did not understand “${escapeText(guessed, 60)}”, and left it aside.`,
  ]).join(' ');
  return text === '' ? undefined : { style: 'accent', text };
}

/** With more unknown words than this, a line is no search. */
const MOST_WORDS = 4;

/** Reads a line that begins with no command as a search, such as “mp4 since 1 Oct”. */
const bareSearch: NonNullable<Command['readBare']> = (line, now) => {
  const { recognised, guessed, query } = readWords(line, { now, zone: 'UTC' });
  const unknown = guessed === '' ? [] : guessed.toLowerCase().split(' ');
  // “Tell me about yourself” is about the bot.
  const explicit = query.filter.topic !== undefined && guessed !== query.filter.topic;
  const clear = !explicit || unknown.length === 0;
  return { recognised: recognised && clear && unknown.length <= MOST_WORDS, unknown };
};

/** `list`, with words that narrow it; also a line that is a search without a command. */
export const listCommand = (deps: ListDeps): Command =>
  command({
    name: 'list',
    words: [
      ...['list', 'list my recordings', 'list recordings', 'recordings', 'my recordings'],
      ...['recent recordings', 'show', 'show recordings', 'show my recordings'],
      ...['show me my recordings', 'show recent recordings', 'show my recent recordings'],
    ],
    help: '**list** – your recordings of the last 30 days; **list 20** – the latest 20 of them',
    group: 'find',
    forOthers: true,
    readBare: bareSearch,
    run: (ctx, rest) => searchWords(deps, ctx, rest, { text: `list ${rest}`.trim() }),
  });
