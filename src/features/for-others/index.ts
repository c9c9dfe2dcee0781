import type { Actor } from '../../accounts/types.js';
import { NoSuchHost, NotAllowed, withActor } from '../../bot/access/impersonation.js';
import { type Command, type Feature, command } from '../../bot/feature.js';
import type { BaseContext } from '../../bot/context.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { isSafeInCard } from '../../bot/ui/escape.js';
import { messageCard, shortCard, showListButton } from '../../bot/ui/message.js';
import { USUAL_LIMIT, WIDER_DAYS, latest } from '../../query/list-state.js';
import { isSentence } from '../../query/line.js';
import { readWords } from '../../query/read-words.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { samePerson } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { type ListDeps, MOST_HOSTS, actorAbove, showList, titleOfHost } from '../list/index.js';
import { pattern } from '../../util/pattern.js';

/** `for …` and `compliance …`: what administrators and compliance officers do for others. */
export const forOthers = (deps: ListDeps): Feature => ({
  commands: [forHost(deps), forAnother(deps), compliance(deps)],
});

interface ForRequest {
  /** `everyone`: all hosts of a site, by default the administrator's preferred one. */
  readonly whom:
    | { readonly kind: 'person'; readonly email: string }
    | { readonly kind: 'everyone'; readonly siteUrl?: string };
  /** A command as people write it for themselves. */
  readonly words: string;
}

const EVERYONE =
  /^(?:everyone|everybody|all)(?:\s+(?:on|at)\s+(?:site\s+)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20}))?(?=[\s:,]|$)[\s:,]*(.*)$/isu;
const PERSON = /^<?([^\s@<>,:]{1,100}@[^\s@<>,:]{3,200})>?(?=[\s:,]|$)[\s:,]*(.*)$/su;

/**
 * Splits the words after `for`: an address, or `everyone on acme.webex.com`, and the command.
 * @returns undefined without an address: names are not unique
 */
export function forWhomIn(text: string): ForRequest | undefined {
  const everyone = EVERYONE.exec(text.trim());
  if (everyone !== null) {
    const [, site, said = ''] = everyone;
    const on = defined({ siteUrl: site?.toLowerCase() });
    return { whom: { kind: 'everyone', ...on }, words: said.trim() };
  }
  const [, email, said = ''] = PERSON.exec(text.trim()) ?? [];
  return email === undefined ? undefined : { whom: { kind: 'person', email }, words: said.trim() };
}

const THEIRS = /(?<![\p{L}'’])(?:his|her|hers|him|their|theirs|he|she|they)(?![\p{L}])/iu;
const NO_PERSON = pattern`^((the|this|that|these|those|a|an|my|our|me|us|it|them)\s(?!\S*@)|\d)`;
/** “and the same for bob”, “only alice”: what was asked for others, of another one. */
const ANOTHER_ONE = pattern`
  ^(ok )?((and|now|then|only|just|what|how|the|same|about|for|go|back|to) )+
  (?<name>\p{L}[\p{L}.'’-]*(@\S+| \p{Lu}\S+)?)$
`;
const isSearch = (said: string, now: number): boolean =>
  readWords(said, { now, zone: 'UTC' }).recognised;

/** The role is checked first, so that nobody else learns whom Webex knows. */
const forHost = (deps: ListDeps): Command =>
  command({
    name: 'for',
    words: ['for', 'on behalf of'],
    says: [/^as\s+(?<what><?[^\s@]+@[^\s@]+\s.*)$/i],
    help: words.forOthers.forHelp,
    group: 'others',
    // “how much space does he use”
    follows: (line, before) => {
      const { whom, words: said } = forWhomIn(before) ?? {};
      // “For whom?”
      if (whom === undefined && PERSON.test(line))
        return `for ${line} ${before.replace(/^\S+\s*/, '')}`;
      const { name } = ANOTHER_ONE.exec(line)?.groups ?? {};
      if (
        whom !== undefined &&
        name !== undefined &&
        !THEIRS.test(name) &&
        !isSearch(name, deps.now())
      )
        return `for another ${[name, said, line].join('|')}`;
      return whom?.kind === 'person' && THEIRS.test(line)
        ? `for another ${whom.email}|${line.replace(/^for\s+(?:s?he|they|him|her|them)\s+/i, '')}`
        : undefined;
    },
    run: async (ctx, rest) => {
      // “for the ones shared with me” is no person.
      if (NO_PERSON.test(rest)) return await ctx.dispatch(`what about ${rest}`);
      const isAdministrator = await deps.roles.has(ctx.actor, 'administrator');
      if (!isAdministrator) throw new NotAllowed('administrator');
      const request = forWhomIn(rest);
      if (request === undefined) return await ctx.reply(await forWhomCard(deps, rest));
      const { whom, words: said } = request;
      const { personId, email } = ctx.actor;
      if (whom.kind === 'everyone') {
        const where = whom.siteUrl === undefined ? '' : ` on site ${whom.siteUrl}`;
        const line = `${said === '' ? 'list' : said}${where}`;
        await runFor(ctx, { personId, email, scope: 'site' }, line);
        return;
      }
      const host = await deps.hosts.byEmail(whom.email);
      if (host === undefined) throw new NoSuchHost();
      // One’s own recordings need no administrator.
      const own = samePerson(host.personId, personId);
      await runFor(ctx, own ? ctx.actor : { personId, email, onBehalfOf: host }, asTheirs(said));
    },
  });

/** Of the only person who is called so; where nobody is, the line means what it means elsewhere. */
const forAnother = (deps: ListDeps): Command =>
  command({
    name: 'for another',
    words: ['for another'],
    help: words.forOthers.forHelp,
    isHidden: true,
    run: async (ctx, rest) => {
      if (!(await deps.roles.has(ctx.actor, 'administrator')))
        throw new NotAllowed('administrator');
      const [name = '', said = '', line = ''] = rest.split('|');
      // “hers”, below a list of another person than was named before.
      const isTheirs = line === '' && name.includes('@');
      const above = isTheirs ? (await actorAbove(deps, ctx.actor)).onBehalfOf : undefined;
      const named = above ?? (name.includes('@') ? { email: name } : undefined);
      const found = named === undefined ? await deps.hosts.byName(name) : [named];
      const [one, ...others]: readonly { readonly email: string }[] = found;
      if (one !== undefined && others.length === 0)
        await ctx.dispatch(`for ${one.email} ${said}`.trim());
      else if (one !== undefined) await ctx.reply(await forWhomCard(deps, `${name} ${said}`));
      else if ((await ctx.dispatch(line)) !== 'done') await ctx.dispatch(`what about ${name}`);
    },
  });

/** “shared with him”, “her recordings”: as readers take what is said of the host. */
function asTheirs(said: string): string {
  return said
    .replace(
      /^what\s+(?:else\s+)?(?:did|does|has|have)\s+(?:he|she|they)\s+(?:record(?:ed)?|have|got)(?![\w-])|^(?:go\s+)?back\s+to\s+(?:him|her|them)$/i,
      'list',
    )
    .replace(/\s+of\s+(?:his|hers|theirs)(?![\w-])(?!\s+\p{L}+s\b)/giu, '')
    .replace(/\b(?:his|her|their)(?=\s+(?:own\s+)?\p{L})/giu, 'my')
    .replace(/\b(?:she|he)\b/gi, 'they')
    .replace(/(?<=\b(?:with|to|by)\s+)(?:him|her)\b/gi, 'them');
}

/** Asks for an address, with buttons for the few whose name begins with the first word. */
async function forWhomCard(deps: ListDeps, said: string): Promise<Content> {
  const [, name = '', line = 'list'] =
    /^([\p{L}.'’-]{2,40}(?:\s+\p{Lu}[\p{L}.'’-]{1,40})?)(?:\s+(.{1,100}))?$/su.exec(said.trim()) ??
    [];
  const named = name === '' ? [] : await deps.hosts.byName(name);
  const few = named.length > MOST_HOSTS ? [] : named;
  const choices = few.map((host) => ({
    title: titleOfHost(host),
    data: { action: 'say', text: `for ${host.email} ${line}` },
  }));
  return messageCard({
    title: words.forOthers.forWhom,
    paragraphs: [words.forOthers.forPerson, words.forOthers.forEveryone],
    buttons: [showListButton],
    choices: choices.filter(({ data }) => isSafeInCard(data.text, LONGEST_SAID)),
  });
}

const LIST_PURGED = pattern`^(list )?purged( (of )?(meeting )?(#[\w-]{1,200}))?$`;

const compliance = (deps: ListDeps): Command =>
  command({
    name: 'compliance',
    words: ['compliance', 'as compliance officer', 'as officer'],
    says: [
      pattern`^(and )?(what|which( recordings?)?) (has|have|was|were|is|are|got) (been )?(?<what>purged)$`,
    ],
    help: words.forOthers.complianceHelp,
    group: 'others',
    run: async (ctx, rest) => {
      if (!(await deps.roles.has(ctx.actor, 'officer'))) throw new NotAllowed('officer');
      const { personId, email } = ctx.actor;
      const actor: Actor = { personId, email, scope: 'organization' };
      const purged = LIST_PURGED.exec(rest);
      if (purged === null) {
        await runFor(ctx, actor, rest);
        return;
      }
      const [, meetingId] = purged;
      if (meetingId === undefined)
        return await ctx.reply(
          shortCard(words.forOthers.whichMeeting, words.forOthers.oneMeetingAtATime, [
            showListButton,
          ]),
        );
      const filter = { meetingId, status: 'purged' } as const;
      const list = { ...latest(deps.now(), USUAL_LIMIT, WIDER_DAYS), filter };
      await showList(deps, { actor, answer: ctx.reply }, { ...list, scope: 'organization' });
    },
  });

/**
 * Runs a command about recordings for somebody else; every answer says for whom. Rejects as the command does.
 * @param line empty for `list`
 */
async function runFor(ctx: BaseContext, actor: Actor, line: string): Promise<void> {
  const asksHelp = /^help(?![\w-])/i.test(line);
  if (asksHelp) {
    await ctx.dispatch(actor.scope === 'organization' ? 'help compliance' : 'help for');
    return;
  }
  const acting = withActor(ctx, actor);
  const done = await ctx.dispatch(line === '' ? 'list' : line, acting);
  if (done === 'done') return;
  // “for bob sprint demos”
  const isTopic = done === 'unknown' && line.split(/\s+/).length <= 3 && !isSentence(line);
  if (isTopic && (await ctx.dispatch(`find ${line}`, acting)) === 'done') return;
  await ctx.reply(
    shortCard(words.forOthers.notForOthers, words.forOthers.canForOthers, [showListButton]),
  );
}
