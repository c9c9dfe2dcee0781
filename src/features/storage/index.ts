import { type Actor, NotConnected } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import { type Feature, action, command, nothing, phrases } from '../../bot/feature.js';
import { askToConnect } from '../../bot/connect.js';
import { escapeText } from '../../bot/ui/escape.js';
import { sayButton, shortCard } from '../../bot/ui/message.js';
import { problemCard } from '../../bot/ui/problem.js';
import { type JobKind, type LongWork, followed, jobKind, showsEnd } from '../../jobs/job.js';
import { ever } from '../../query/calendar.js';
import { isSentence } from '../../query/line.js';
import { USUAL_QUERY } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { withTimeout } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { personIdOf, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { type MessageAt, updateOrRepost } from '../../webex/messaging.js';
import type { Deps } from '../deps.js';
import type { ListDeps } from '../list/index.js';
import {
  type CountData,
  type StorageDeps,
  countData,
  countedWords,
  countingCard,
  showStorage,
} from './report.js';
import { MANY_BYTES } from '../../query/amounts.js';
import { pattern } from '../../util/pattern.js';

type CountDeps = StorageDeps &
  Pick<Deps, 'jobs' | 'accounts' | 'authorityName' | 'timing' | 'hosts' | 'roles'> &
  Pick<ListDeps, 'searches'>;

/** After this time a card shows progress, and a job continues the count. */
const PATIENCE_MS = 3 * SECOND;
const STORAGE = 'storage';
/** Says no more than the command does. */
const ABOUT_IT = pattern`^((usage|used|use|report|card|info|status|details|(in )?total|left|now|here|full|(per|by|each) \w+|(do|does|did|have|am|is|are|can|i|we)\b.*)\s*)+$`;
const again = () => sayButton(words.storage.again, 'storage');

interface Count extends LongWork<Content, CountData> {
  readonly stop: () => void;
}

function beginCount(deps: CountDeps, actor: Actor, note?: string): Count {
  const abort = new AbortController();
  let progress: CountData = { counted: 0 };
  const whole = showStorage(deps, actor, {
    ...{ signal: abort.signal, note },
    onExpected: (expected) => (progress = { ...progress, expected }),
    onCounted: (counted) => (progress = { ...progress, counted }),
    onBusy: (busyUntil) => (progress = { ...progress, busyUntil }),
    onLargest: (list) => deps.searches.noteShown(actor, list),
  });
  // Whoever waits gets the error; possibly nobody does any more.
  whole.catch(() => undefined);
  return { whole, progress: () => progress, stop: () => abort.abort() };
}

/**
 * A count that takes longer than people wait.
 * @param counts by the ids of their cards' messages; after a crash a count begins again
 */
const countJob = (deps: CountDeps, counts: Map<string, Count>): JobKind =>
  jobKind<CountData>({
    name: STORAGE,
    data: countData,
    run: async (job, control) => {
      const { jobs, messaging } = deps;
      const asker = { personId: personIdOf(job.personId) };
      const actor = await resolveActor(deps, asker, defined({ host: job.hostId }));
      const count = counts.get(job.at.id) ?? beginCount(deps, actor);
      const end = async (content: Content): Promise<MessageAt> => {
        // Progress may have moved the card.
        const last = (await jobs.store.get(job.id))?.at ?? job.at;
        const show = (): Promise<void> =>
          jobs.render(job.id, () => updateOrRepost(messaging, last, content, job.personId));
        if (await showsEnd(control, show)) await jobs.store.remove(job.id);
        return last;
      };
      try {
        const report = await followed(count, control, control.progress);
        if (report === undefined) return undefined;
        await end(report);
      } catch (error) {
        if (!(error instanceof NotConnected)) throw error;
        await askToConnect(end, actor, error.reason, deps, error.purpose);
      } finally {
        count.stop();
        counts.delete(job.at.id);
      }
      return undefined;
    },
    card: ({ state, data }, problem) => {
      if (problem !== undefined) return problemCard(problem, again());
      if (state === 'running') return countingCard(data, deps.now());
      return shortCard(words.storage.stopped, countedWords(data), [again()]);
    },
  });

/** `storage`: a report on the storage that the person's recordings take up. */
export const storage = (deps: CountDeps): Feature => {
  const counts = new Map<string, Count>();
  const patienceMs = deps.timing?.searchPatienceMs ?? PATIENCE_MS;
  return {
    commands: [
      command({
        name: 'storage',
        words: phrases(
          'storage, my storage, total storage, show storage, show my storage, usage, space used, storage in',
          'storage since, how much storage, how much space, storage usage, show me my storage',
          'how many gigs, how many gb, how much gb, how big are, stats, statistics, count my recordings, how many recordings do i have',
          'quota, my quota, disk space, how many recordings, how many videos, how many files, how many hours, hours recorded, recorded hours, space left',
          'storage limit, number of recordings, count recordings, overview, an overview, give me an overview',
          'am i over quota, show me the statistics, show me statistics, the statistics, storage by site, storage by month, storage per month, storage per site, how much did i record, how much have i recorded, how much did we record, how long are my recordings, how long are all my recordings',
        ),
        says: [
          pattern`
            ^(what(['’]?s| is) )?((the|my) )*(average|mean|median|total|overall)\s+
            (length|duration|size|(number of )?hours|time)
            ( (of|for) ((my|all|the) )*recordings?)?( (?<what>.+))?$
          `,
          pattern`
            ^((show|give|get) (me )?)?(an? |the )?(breakdown|overview|statistics|chart|storage|space|gb|gigs)\s+
            (used |usage )?(per|by|((for|of) )?each|every) (year|month|quarter|week|site|format|size)$
          `,
          pattern`
            ^how (much|many (hours|${MANY_BYTES})) ((space|storage|room) )?(do|does) (?<what>(?!(i|we|they)\b).+?)\s+
            (use|(?<=\bdo\s.*)(take|need|occupy))( up)?$
          `,
          pattern`
            ^((show|give|tell|get) (me )?((the|my|our) )*storage( (usage|used|report))?(?=\s)|disk (storage|usage))
            ( (?<what>(for|of|in|since|from)\s.+))?$
          `,
          pattern`
            ^(what(['’]?s| is) )?(my|the|our) (storage|space) (limit|quota)$
            |^(is|what(['’]?s| is)) (there )?(an?|any|the) limit(\s.*)?$
            |^who (has |have )?(records?|recorded|hosts?|hosted|uses?|used|makes?|made) the most( \S+)?$
            |^(which (is|are|was|were) )?((the|my) )*(biggest|largest|busiest|fullest|worst) (month|year|site)s?$
            |^(which|what) (month|year|site)s? (has|had|is|was|were|takes?|uses?|used|needs?) (up )?(the )?(
              most|biggest|largest|busiest|fewest|worst|fullest|heaviest
            )(\s.*)?$
          `,
          pattern`
            ^how (much|many ${MANY_BYTES}) (have|did|do|am) i us(e|ed|ing)( (up|so far|already|now|in total))*
            ( (?<what>(in|last|this|since)\s.+))?$
          `,
          // “how do I get more space”, and “I need space” without its wish
          pattern`
            ^(?!more space$)(?=space$|.*\b(more|extra|additional|no|some|do|have|increase|raise|extend|upgrade|expand)\s)
            (
              (how|where|to|is|there|there['’]s|a|way|i|we|do|can|could|have|need|want|get|got|still|buy|request|increase
              |raise|extend|upgrade|expand|make|my|our|the|no|some|any|enough|much|more|extra|additional|free|disk)\s+
            )*(storage|space|quota|room)( (space|left|limit|quota|available|free))?$
          `,
          pattern`^(storage|space|room|gb) (taken|used|needed)( up)? (?<what>by .+)$`,
          pattern`^(total )?size of (?<what>(all|my|our)\s.*)$`,
          pattern`
            ^(
              (which|what) (are )?((my|our) )?sites?( (do|am) i (have|use|on))?
              |((list|show) (me )?)?((my|our|all|the) )*sites|my site
            )$
          `,
        ],
        questions: [
          /^(?:is|are|am|will)\b.*\b(?:storage|space|quota|disk)\b.*\b(?:full|enough|left|exceeded|over|up)\b/i,
          /\bwhat(?:['’]?s|\s+is)?\b.*\b(?:takes?|taking|using|uses|eats?|eating|fill(?:s|ing)?)\b.*\b(?:space|room|storage)\b/i,
          /^(?:what|which(?:\s+(?:ones?|recordings?))?)(?:['’]?s|\s+is)?\s+(?:takes?|taking|uses?|using)\s+(?:up\s+)?(?:(?:the\s+)?most|so\s+much)(?:\s+of\s+(?:it|that|this))?$/i,
          /\b(?:out\s+of|short\s+of|low\s+on)\s+(?:space|storage)\b/i,
          /^(?:am|are|will)\s+(?:i|we)\b.*\b(?:limit|quota|full)\b|^how\s+full\s+(?:am|are|is)\b/i,
        ],
        help: words.storage.help,
        group: 'clean up',
        forOthers: true,
        run: async (ctx, rest) => {
          const { onBehalfOf: host, scope } = ctx.actor;
          // Nobody waits for a count of everyone.
          if (scope !== undefined)
            return await ctx.dispatch(`list ${rest} largest first`.replace(/\s+/g, ' '), ctx);
          // “space used by standups”
          const said = rest.replace(/^by\s+(?!(?:month|year|week|site|host|size)s?\b)/i, 'of ');
          const about = /^(?:of|for|about|the|my)\s/i.test(said);
          const calendar = { now: deps.now(), zone: 'UTC' };
          const usual = ever(calendar);
          const { recognised, guessed, query } = readWords(said, calendar, {}, usual);
          if (recognised || (about && guessed !== '')) {
            // Such a list says how many they are, and how large together; of what the report counts.
            const line = present([
              `list ${said}`,
              query.sort === USUAL_QUERY.sort && 'largest first',
              query.when === usual && 'of all time',
              query.filter.shared === undefined && 'that i host',
            ]);
            return await ctx.dispatch(line.join(' '));
          }
          const isLeftOut = guessed !== '' && !isSentence(said) && !ABOUT_IT.test(said);
          const note = isLeftOut
            ? words.list.leftAside({ said: escapeText(guessed, 60) })
            : undefined;
          const count = beginCount(deps, ctx.actor, note);
          const report = await withTimeout(patienceMs, () => count.whole);
          if (report !== undefined) return await ctx.reply(report);
          try {
            const at = await ctx.reply(countingCard(count.progress(), deps.now()));
            counts.set(at.id, count);
            const personId = uuidOf(ctx.actor.personId);
            const hostId = host?.personId;
            const job = { kind: STORAGE, personId, hostId, at, data: count.progress() };
            await deps.jobs.create({ ...job, state: 'running' });
          } catch (error) {
            count.stop();
            throw error;
          }
        },
      }),
    ],
    actions: [
      action({
        name: 'cancel-storage',
        stops: true,
        input: nothing,
        run: async (ctx) => {
          const { store } = deps.jobs;
          const id = await store.runningAt(STORAGE, uuidOf(ctx.actor.personId), ctx.at);
          const job = id && (await store.change(id, ['running'], 'cancelled', deps.now()));
          // The count can have ended at the moment of the click.
          if (job) {
            deps.jobs.signal(job.id);
            await deps.jobs.render(job.id, ctx.update);
          } else await ctx.reply({ markdown: words.storage.over });
        },
      }),
    ],
    jobs: [countJob(deps, counts)],
  };
};

export { type StorageDeps, showStorage, storageSnapshotStore } from './report.js';
