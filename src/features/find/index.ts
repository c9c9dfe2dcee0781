import { LRUCache } from 'lru-cache';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import { type Action, type Feature, action, command, phrases } from '../../bot/feature.js';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue, escapeText } from '../../bot/ui/escape.js';
import { formatName, placeOfZone, unbroken } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { isEver, zoneNamed } from '../../query/calendar.js';
import { type ListState, latest, USUAL_LIMIT, writeState } from '../../query/list-state.js';
import { SERVICE_NAMES } from '../../query/patterns.js';
import { queryOfState, stateOfQuery } from '../../query/query.js';
import type { ReadWords } from '../../query/read-words.js';
import { FORMATS } from '../../recordings/filter.js';
import { listSites } from '../../recordings/list.js';
import { defined } from '../../util/present.js';
import { HOUR } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { WebexClient } from '../../webex/client.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { FormStart, ListDeps } from '../list/index.js';
import { hostMeant, listOf, listTarget, meetingOf, searchWords, showList } from '../list/index.js';
import { timeZoneOf } from '../settings/index.js';
import { type FindValues, findForm, meetingNumberIn, readForm, valuesOf, ANY } from './form.js';
import { pattern } from '../../util/pattern.js';

/**
 * The Find card, filled with a list, or with rejected values and their problems.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost or a WebexError.
 */
export async function prepareFindForm(
  deps: Omit<ListDeps, 'searches' | 'findForm' | 'ofSiteMeant'>,
  asker: Actor,
  { state = latest(deps.now()), problems = [] }: FormStart,
  typed?: { readonly values: FindValues; readonly zone: string },
): Promise<Content> {
  const shown = scopeList(state, asker);
  const actor = await resolveActor(deps, asker, shown);
  const listZone = async (): Promise<string> =>
    zoneOfDates(shown) ?? (await timeZoneOf(deps, actor)) ?? shown.zone ?? 'UTC';
  const [sites, zone] = await Promise.all([knownSites(deps, actor), typed?.zone ?? listZone()]);
  const now = shown.asOf * 1_000;
  const values = typed?.values ?? valuesOf(queryOfState(shown), { now, zone });
  return findFormCard({ values, state: shown, zone, sites, problems });
}

/** The zone of a list's dates; all of time has none. */
function zoneOfDates({ span, zone, asOf }: ListState): string | undefined {
  if (span === undefined || zone === undefined) return zone;
  return isEver(span, { now: asOf * 1_000, zone }) ? undefined : zone;
}

const edit = (deps: ListDeps): Action =>
  action({
    name: 'edit',
    input: listTarget,
    run: async (ctx, input) => {
      const state = listOf(input, deps.now());
      await ctx.update(await prepareFindForm(deps, ctx.actor, { state }));
    },
  });

/** Replaces the form by its list, or by the form with what is wrong. */
const search = (deps: ListDeps, editAction: Action): Action =>
  action({
    name: 'search',
    input: findForm.extend(listTarget.shape),
    retry: { with: editAction, when: 'too-long' },
    run: async ({ actor, update }, input) => {
      const now = deps.now();
      const shown = listOf(input, now);
      // Drops unknown inputs, since the form shows the known ones again.
      const { zone: named, ...form } = findForm.parse(input);
      const zone = zoneNamed(named) ?? 'UTC';
      // In somebody else's list, the number is of their meeting.
      const whose = await resolveActor(deps, actor, shown);
      const meeting = await meetingOf(deps, whose, meetingNumberIn(form.meeting));
      const [asked, sought] =
        typeof meeting === 'string' ? [{ ...form, meeting }] : [form, meeting];
      const read = readForm(asked, { now, zone }, shown, sought);
      if ('problems' in read) {
        const { problems, values } = read;
        const start = { state: shown, problems };
        return await update(await prepareFindForm(deps, actor, start, { values, zone }));
      }
      // These come from the card; showList checks the permission.
      const { host, scope } = shown;
      const query = stateOfQuery(read.query, { now, zone });
      const state = scopeList({ ...query, ...defined({ host, scope }) }, actor);
      await showList(deps, { actor, answer: update }, state);
    },
  });

/** `find`: a form; with words behind it, a search for them. */
export const find = (deps: ListDeps): Feature => {
  const editAction = edit(deps);
  return {
    commands: [
      command({
        name: 'find',
        seeksTopic: true,
        words: phrases(
          'find, search, filter, filters, advanced search, find recordings, search recordings, find my recordings',
          'search my recordings, find a recording, look for, look up, search for, looking for',
          'change search, change the search, change my search, edit search, new search',
          "i am looking, i am looking for, i am after, i'm after, i’m looking for, i'm looking for, i look for, i search, i search for",
          "i am searching, i am searching for, i'm searching for, searching for, pull up, dig out, dig up",
        ),
        says: [
          pattern`
            ^(delete?|drop|undo|forget|take away|remove|clear|reset) ((all|the|that|this|my|last) )*
            (filters?|conditions?)$
            |^(start|begin|make|do) (an? )?(new|another) search$
          `,
        ],
        help: words.find.help,
        group: 'find',
        forOthers: true,
        run: async (ctx, rest) => {
          if (rest === '') await ctx.reply(await prepareFindForm(deps, ctx.actor, {}));
          else {
            const whose = hostMeant(deps, ctx, rest);
            await searchWords(deps, ctx, rest, { text: `find ${rest}`, whose });
          }
        },
      }),
    ],
    actions: [editAction, search(deps, editAction)],
  };
};

const SITES_TTL_MS = HOUR;
/** Nobody chooses from a longer list. */
const MOST_SITE_CHOICES = 25;

const sitesByClient = new WeakMap<WebexClient, LRUCache<string, readonly string[]>>();

/**
 * The sites of a person, or of the host for whom they act: none if Webex fails, or refuses for want
 * of a scope. Rejects with NotConnected or NotServed.
 */
export async function knownSites(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'log'>,
  actor: Actor,
): Promise<readonly string[]> {
  const { webex, tokens } = deps;
  const cache = sitesByClient.get(webex) ?? new LRUCache({ max: 1_000, ttl: SITES_TTL_MS });
  sitesByClient.set(webex, cache);
  const key = [actor.personId, actor.onBehalfOf?.personId ?? actor.personId].map(uuidOf).join();
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  try {
    const all = await withToken(tokens, actor, (authority) => listSites(webex, authority));
    const sites = all.slice(0, MOST_SITE_CHOICES);
    cache.set(key, sites);
    return sites;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    deps.log.info({ err: error }, 'sites not available');
    return [];
  }
}

/** “on acme”: of the one site of theirs that begins so, where the words were read as a topic. */
export async function ofSiteMeant(
  deps: Parameters<typeof knownSites>[0],
  actor: Actor,
  read: ReadWords,
  written: string,
): Promise<ReadWords> {
  const { topic = '', ...others } = read.query.filter;
  const name = /[a-z\d][a-z\d-]+$/i.exec(topic)?.[0].toLowerCase();
  if (name === undefined) return read;
  const isOnIt = new RegExp(`(?<![\\w-])(?:on|at)\\s+${name}(?![\\w.@-])`, 'i').test(written);
  const sites = isOnIt ? await knownSites(deps, actor) : [];
  const begin = sites.filter((site) => site.startsWith(name));
  const whole = begin.find((site) => site.startsWith(`${name}.`));
  const siteUrl = whole ?? (begin.length === 1 ? begin[0] : undefined);
  if (siteUrl === undefined) return read;
  const guessed = topic.slice(0, -name.length).replace(/\s*(?:on|at)?\s*$/i, '');
  const filter = { ...others, siteUrl, ...(guessed === '' ? {} : { topic: guessed }) };
  return { ...read, guessed, query: { ...read.query, filter } };
}

interface FindView {
  readonly values: FindValues;
  /** The list that the form edits; Cancel leads back to it. */
  readonly state: ListState;
  /** IANA name, for the dates. */
  readonly zone: string;
  /** Empty if Webex does not say. */
  readonly sites: readonly string[];
  /** Our own sentences, or escaped. */
  readonly problems?: readonly string[];
}

const choices = (all: Readonly<Record<string, string>>) =>
  Object.entries(all).map(([value, title]) => ({ title, value }));

const orders = () =>
  choices({
    newest: words.find.newest,
    oldest: words.find.oldest,
    largest: words.find.largest,
    smallest: words.find.smallest,
    longest: words.find.longest,
    shortest: words.find.shortest,
  });

const statuses = () => choices({ available: words.find.kept, deleted: words.find.inBin });

const LIMIT_CHOICES = ['10', '20', '50', '100', '200', '500', '1000'];

export function findFormCard({ values, state, zone, sites, problems = [] }: FindView): Content {
  const { host, scope } = state;
  const list = writeState(state);
  const fresh = { ...latest(state.asOf * 1_000), ...defined({ host, scope }) };
  const site = values.site === '' ? ANY : values.site;
  const limit = numeric(values.limit);
  const hasPurged = scope === 'organization' || values.status === 'purged';
  const any = { [ANY]: words.find.anyChoice };
  const filled = card('find', {
    days: unbroken(words.find.days({ zone: placeOfZone(zone) })),
    hasProblems: problems.length > 0,
    problems: problems.map((text) => ({ text })),
    ...Object.fromEntries(
      Object.entries({ ...values, also: values.also ?? '' }).map(([name, value]) => [
        name,
        escapeInputValue(value),
      ]),
    ),
    from: isoDate(values.from),
    to: isoDate(values.to),
    moreShown: problems.length > 0 || isNarrowed({ ...values, site, limit }),
    hasSites: sites.length > 0,
    site: escapeInputValue(sites.length > 0 ? site : values.site),
    sites: [...new Set([ANY, ...sites, site])].map((each) => ({
      title: each === ANY ? words.find.allSites : escapeText(each, 100),
      value: escapeInputValue(each),
    })),
    orders: orders(),
    limit,
    limits: [...new Set([...LIMIT_CHOICES, limit])]
      .sort((one, other) => Number(one) - Number(other))
      .map((value) => ({ title: words.find.atMost({ count: value }), value })),
    formats: choices({
      ...any,
      ...Object.fromEntries(FORMATS.map((each) => [each, formatName(each)])),
    }),
    services: choices({ ...any, ...SERVICE_NAMES }),
    statuses: [...statuses(), ...(hasPurged ? choices({ purged: words.find.purged }) : [])],
    search: { action: 'search', list, zone },
    reset: { action: 'edit', list: writeState(fresh) },
    cancel: { action: 'page', list },
  });
  return fillCard(filled, words.find.hint);
}

/** Hidden behind “More filters” where none of these is used. */
const UNUSED: Partial<FindValues> = {
  ...{ site: ANY, format: ANY, service: ANY, status: 'available' },
  ...{ order: 'newest', limit: String(USUAL_LIMIT), meeting: '', tag: '', also: '' },
};

/** A filter that is used must not be hidden. */
function isNarrowed(values: FindValues): boolean {
  return Object.entries({ ...values, also: values.also ?? '' }).some(
    ([name, value]) => name in UNUSED && value !== UNUSED[name as keyof FindValues],
  );
}

/** The usual limit instead of one that no card offers. */
function numeric(limit: string): string {
  return /^[1-9]\d{0,3}$/.test(limit) ? limit : String(USUAL_LIMIT);
}

/** Clients accept no other value for a date. */
function isoDate(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
}
