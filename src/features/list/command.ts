import type { Actor } from '../../accounts/types.js';
import { scopeList } from '../../bot/access/impersonation.js';
import { type Command, command } from '../../bot/command.js';
import type { MessageContext } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { stateOfQuery } from '../../query/query.js';
import { type ReadWords, readWords } from '../../query/read-words.js';
import type { Filter } from '../../recordings/types.js';
import { askZoneCard, timeZoneOf } from '../settings/index.js';
import { bareSearch } from './bare-search.js';
import type { ListDeps } from './deps.js';
import { showList } from './show.js';

/** How a search is said again, when the person had to say something else first. */
export interface SearchRequest {
  /** What was written, in words that lead here again. */
  readonly text: string;
  /** What is meant without being said, as the recycle bin by `bin`. */
  readonly always?: Filter;
}

/**
 * Shows the recordings that somebody asked for in words. Where it takes their time zone and nobody
 * knows it, they are asked, once; what cannot be done as it was said gives the Find card, filled
 * with what was understood.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost, NotDelivered or a WebexError.
 *
 * @param words without the name of the command
 */
export async function searchWords(
  deps: ListDeps,
  ctx: MessageContext,
  words: string,
  { text, always }: SearchRequest,
): Promise<void> {
  const now = deps.now();
  const rough = readWords(words, { now, zone: 'UTC' }, always);
  const zone = rough.zoned ? await timeZoneOf(deps, ctx.actor) : 'UTC';
  if (zone === undefined) {
    await ctx.reply(askZoneCard(`${forWhom(ctx.actor)}${text}`));
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

/** For whom it was asked, in words that ask it again. */
function forWhom({ onBehalfOf: host, scope }: Actor): string {
  if (host !== undefined) return `for ${host.email} `;
  if (scope === undefined) return '';
  return scope === 'organization' ? 'compliance ' : 'for everyone ';
}

/** What was left aside is told, on top of what was found. */
function noticeOf({ notes, query, guessed }: ReadWords): Notice | undefined {
  const aside = guessed !== '' && guessed !== query.filter.topic;
  const told = [
    ...notes,
    ...(aside ? [`I did not understand “${escapeText(guessed, 60)}”, and left it aside.`] : []),
  ].join(' ');
  return told === '' ? undefined : { style: 'accent', text: told };
}

/** `list`, and whatever the list is to be narrowed to; also a line that begins with none of our words. */
export const listCommand = (deps: ListDeps): Command =>
  command({
    name: 'list',
    words: [
      'list',
      'list my recordings',
      'list recordings',
      'recordings',
      'my recordings',
      'recent recordings',
      'show',
      'show recordings',
      'show my recordings',
      'show me my recordings',
      'show recent recordings',
      'show my recent recordings',
    ],
    help: '**list** – your recordings of the last 30 days; **list 20** – the latest 20 of them',
    group: 'find',
    forOthers: true,
    readBare: bareSearch,
    run: async (ctx, rest) => {
      await searchWords(deps, ctx, rest, { text: `list ${rest}`.trim() });
    },
  });
