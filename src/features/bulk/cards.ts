import { NotConnected, NotServed } from '../../accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../bot/access/impersonation.js';
import type { Button } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { busyWords, cardDate, factsLine, size } from '../../bot/ui/format.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
import { explain } from '../../bot/ui/problem.js';
import type { JobItem } from '../../jobs/job.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { isFinal, isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import type { BulkChange, BulkJob, BulkSummary } from './model.js';
import { WHOLE_BIN, CLEAN_UP, SELECT, UNDO } from './model.js';
import {
  amountWords,
  button,
  missingWords,
  narrowedWords,
  searchInWords,
  showBin,
  showListOfJob,
  whoOf,
} from './words.js';

/** The oldest or the largest recording found; its topic is escaped. */
export type Standout = Pick<JobItem, 'recordedAt' | 'sizeBytes'> & { readonly topic: string };

interface Choice extends Readonly<Record<'oldest' | 'largest', Standout | undefined>> {
  readonly job: BulkJob;
  readonly summary: BulkSummary;
  /** Its person is asked about it each month; left out where no month can repeat it. */
  readonly monthly?: boolean;
}

export function chooseCard({ job, summary, oldest, largest, monthly }: Choice): Content {
  const { all, selected, bySite } = summary;
  const sites = bySite.map(
    (site) =>
      `${factsLine([escapeText(site.siteUrl ?? words.bulk.noSite, 40)])}: ${amountWords(site)}`,
  );
  const { count } = all;
  const move = words.bulk.toBin({ count: selected.count });
  const order = button(job, move, 'bulk-ask', { what: 'trash' });
  const review = button(job, words.bulk.review, 'bulk-look', { start: '0' });
  const isNone = selected.count === 0;
  return messageCard({
    title:
      all.bytes === 0
        ? words.bulk.found({ count })
        : words.bulk.foundOf({ count, size: size(all.bytes) }),
    paragraphs: present([
      job.data.confirmed !== undefined && words.bulk.lookedAgain,
      words.bulk.checked({ what: searchInWords(job), count: job.data.seen }),
      selected.count !== count && words.bulk.selected({ what: amountWords(selected) }),
      ...extremes(oldest, largest),
      sites.length > 1 && factsLine([], ...sites),
      ...reportWords(job),
      missingWords(job),
      words.bulk.unchangedYet,
      monthly === true && words.bulk.eachMonth,
    ]),
    buttons: [isNone ? review : order],
    tools: [
      present([
        !isNone && review,
        button(job, words.bulk.getList, 'bulk-table'),
        job.data.search?.rule && button(job, words.bulk.changeRule, 'clean-up-rule'),
        monthly === false && button(job, words.bulk.askMonthly, 'clean-up-monthly'),
        monthly === true && sayButton(words.common.stopAsking, 'stop asking'),
        button(job, words.common.cancel, 'job-cancel'),
      ]),
    ],
  });
}

/** Nothing was found, or the person cancelled. */
export function untouchedCard(job: BulkJob): Content {
  const bin = job.kind === WHOLE_BIN;
  const nothing = job.data.phase === 'choose' && job.data.found === 0;
  const inBin =
    narrowedWords(job) === undefined ? words.bulk.emptyBin({ who: whoOf(job) }) : words.list.noSuch;
  const leftOut = nothing ? present([...reportWords(job), missingWords(job)]) : [];
  const nowhere = bin ? inBin : words.bulk.nothingToCleanUp;
  const notFound = leftOut.length > 0 ? words.common.noneToShow : nowhere;
  const checked = nothing ? words.bulk.checkedInVain : words.bulk.checked;
  return messageCard({
    title: nothing ? notFound : words.bulk.nothingChanged,
    paragraphs: present([
      job.kind !== SELECT && checked({ what: searchInWords(job), count: job.data.seen }),
      ...leftOut,
    ]),
    buttons: present([
      bin && showBin(job),
      job.kind === CLEAN_UP && button(job, words.bulk.anotherRule, 'clean-up-rule'),
      showListOfJob(job),
    ]),
  });
}

function reportWords({ data }: BulkJob): string[] {
  const { search, views, transcripts, tooOld = 0, untold = 0, unsure = 0 } = data;
  const isNever = search?.rule?.neverWatched === true;
  const isByViews = isNever || search?.filter.views !== undefined;
  const notTold = isNever ? words.bulk.unwatchedNotTold : words.bulk.viewsNotTold;
  return present([
    isByViews && views === 'not-told' && notTold,
    isByViews && tooOld > 0 && words.bulk.viewsTooOld({ count: tooOld }),
    isByViews && untold > 0 && words.bulk.viewsUntold({ count: untold }),
    transcripts === 'not-told' && words.bulk.transcriptsNotTold,
    unsure > 0 && words.bulk.transcriptUnsure({ count: unsure }),
  ]);
}

function extremes(oldest: Standout | undefined, largest: Standout | undefined): string[] {
  const both = oldest !== undefined && largest !== undefined;
  if (both && oldest.topic === largest.topic && oldest.recordedAt === largest.recordedAt) {
    return [words.bulk.oldestAndLargest({ recording: standout(oldest) })];
  }
  return present([
    oldest && words.bulk.oldest({ recording: standout(oldest) }),
    largest && words.bulk.largest({ recording: standout(largest) }),
  ]);
}

function standout({ topic, recordedAt, sizeBytes }: Standout): string {
  const facts = present([cardDate(recordedAt), sizeBytes !== undefined && size(sizeBytes)]);
  return factsLine(facts, `“${topic}”`);
}

const BAR = 20;

export function searchingJobCard(job: BulkJob, problem: unknown): Content {
  const { seen, found, busyUntil } = job.data;
  const paused = job.state === 'paused';
  const isOver = paused && isForGood(problem);
  const rests = isOver ? words.bulk.searchStopped : words.bulk.searchPaused;
  return messageCard({
    title: paused ? rests : words.bulk.looking({ who: whoOf(job) }),
    paragraphs: present([
      searchInWords(job),
      words.bulk.checkedSoFar({ count: seen, found }),
      paused ? undefined : busyWords(busyUntil, job.updatedAt),
      ...reasons(problem),
      isOver ? words.bulk.nothingWasChanged : words.bulk.nothingYet,
    ]),
    buttons: isOver
      ? []
      : [
          ...(paused ? resumeButtons(job, problem) : []),
          button(job, words.common.cancel, 'job-cancel'),
        ],
  });
}

/** A resumed search would fail the same way. */
function isForGood(problem: unknown): boolean {
  const isRefused = [NotServed, NotAllowed, NoSuchHost].some((kind) => problem instanceof kind);
  if (!isFinal(problem)) return isRefused;
  const { retry, connect } = explain(problem);
  return !retry && !connect;
}

export function progressCard(job: BulkJob, summary: BulkSummary, problem: unknown): Content {
  const { what = 'trash' } = job.data;
  const paused = job.state === 'paused';
  const { selected, open, done } = summary;
  const over = selected.count - open.count;
  const filled = selected.count === 0 ? 0 : Math.floor((BAR * over) / selected.count);
  const doing = words.bulk.doing({ change: what, over, count: selected.count });
  return messageCard({
    title: paused ? words.bulk.paused({ doing }) : doing,
    paragraphs: present([
      `${'█'.repeat(filled)}${'▁'.repeat(BAR - filled)}`,
      done.count > 0 && `${words.bulk.done({ change: what, what: amountWords(done) })}.`,
      ...reasons(problem),
    ]),
    buttons: [
      ...(paused ? resumeButtons(job, problem) : [button(job, words.bulk.pause, 'job-pause')]),
      button(job, words.bulk.stopHere, 'job-cancel'),
    ],
  });
}

function resumeButtons(job: BulkJob, problem: unknown): Button[] {
  return present([
    needsConnecting(problem) && button(job, words.common.connectAgain, 'job-connect'),
    button(job, words.bulk.resume, 'job-resume'),
  ]);
}

function needsConnecting(problem: unknown): boolean {
  return (
    problem instanceof NotConnected ||
    (isWebexError(problem) && explain(problem).connect !== undefined)
  );
}

function reasons(problem: unknown): string[] {
  if (problem === undefined) return [];
  if (problem instanceof NotConnected) return [words.bulk.disconnected];
  if (problem instanceof NotServed) return [words.bulk.notServed];
  if (problem instanceof NotAllowed) return [words.bulk.mayNotAct];
  if (problem instanceof NoSuchHost) return [words.bulk.noSuchHost];
  const { what, advice, detail } = explain(problem);
  return present([[what, advice].filter((text) => text !== '').join(' '), detail]);
}

/** The outcomes of an ended job: only what was seen. */
export function reportCard(job: BulkJob, summary: BulkSummary): Content {
  const { what = 'trash', undoneBy } = job.data;
  const { done, already, gone, refused, unsure, open } = summary;
  const undoable = what === 'trash' && done.count > 0;
  return messageCard({
    title: reportTitle(summary, what),
    paragraphs: present([
      undoable &&
        (undoneBy === undefined ? words.bulk.restorable({ count: done.count }) : words.bulk.undone),
      already.count > 0 && words.bulk.already({ change: what, count: already.count }),
      gone.count > 0 && words.bulk.gone({ count: gone.count }),
      ...refused.map(({ count, why }) => words.bulk.refused({ count, why })),
      // Without a done one, the title says it.
      unsure.count > 0 &&
        (done.count === 0 ? words.bulk.lookAgain : words.bulk.unsure({ count: unsure.count })),
      open.count > 0 && words.bulk.stoppedBefore({ what: amountWords(open) }),
    ]),
    buttons: present([
      undoable && {
        title:
          undoneBy === undefined ? words.bulk.undo({ count: done.count }) : words.bulk.undoAgain,
        data: { action: 'bulk-undo', job: job.id, ...defined({ after: undoneBy }) },
      },
      job.kind === UNDO || what === 'restore' ? showListOfJob(job) : showBin(job),
      undoneBy !== undefined &&
        job.kind === CLEAN_UP &&
        job.hostId === undefined &&
        sayButton(words.bulk.cleanUpAgain, 'clean up'),
    ]),
  });
}

// “Nothing was changed” is said only when that is known.
function reportTitle({ done, unsure }: BulkSummary, change: BulkChange): string {
  if (done.count > 0) return words.bulk.done({ change, what: amountWords(done) });
  if (unsure.count === 0) return words.bulk.nothingChanged;
  return words.bulk.unsureWhether({ change, count: unsure.count });
}
