import { NotConnected } from '../../accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../bot/errors.js';
import type { Button } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { explain } from '../../bot/ui/explain.js';
import { busyWords, cardDate, size } from '../../bot/ui/format.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
import type { JobItem } from '../../jobs/job.js';
import { defined, present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import { BIN, type BulkJob, type BulkSummary, CLEAN_UP, SELECT, UNDO } from './model.js';
import {
  CHANGE_WORDS,
  type ChangeWords,
  amount,
  counted,
  missingWords,
  recordings,
  searchInWords,
  button,
  showBin,
  whoseBin,
} from './words.js';

/** The oldest or the largest recording found; its topic is escaped. */
export type Standout = Pick<JobItem, 'recordedAt' | 'sizeBytes'> & { readonly topic: string };

interface Choice extends Readonly<Record<'oldest' | 'largest', Standout | undefined>> {
  readonly job: BulkJob;
  readonly summary: BulkSummary;
  /** Whether its person is asked about it each month; left out where no month can repeat it. */
  readonly monthly?: boolean;
}

/** What a clean-up found, before anything is changed. */
export function chooseCard({ job, summary, oldest, largest, monthly }: Choice): Content {
  const { all, selected, bySite } = summary;
  const sites = bySite.map(
    (site) => `${escapeText(site.siteUrl ?? 'no site', 40)}: ${amount(site)}`,
  );
  const order = button(job, `Move ${recordings(selected.count)} to the bin…`, 'bulk-ask', {
    what: 'trash',
  });
  return messageCard({
    title: `${recordings(all.count)} found${all.bytes === 0 ? '' : `: ${size(all.bytes)}`}`,
    paragraphs: present([
      `${searchInWords(job)}. I checked ${recordings(job.data.seen)}.`,
      selected.count !== all.count && `**Selected: ${amount(selected)}**`,
      ...extremes(oldest, largest),
      sites.length > 1 && sites.join(' · '),
      ...reportWords(job),
      missingWords(job),
      'Nothing has changed yet. Review the list to untick recordings you want to keep.',
      monthly === true && 'I ask you about these each month. I delete nothing unless you confirm.',
    ]),
    buttons: selected.count === 0 ? [] : [order],
    tools: [
      [
        button(job, 'Review list', 'bulk-look', { start: '0' }),
        button(job, 'Get the list as a file', 'bulk-table'),
      ],
      present([
        job.data.search?.rule && button(job, 'Change the rule', 'clean-up-rule'),
        monthly === false && button(job, 'Ask me every month', 'clean-up-monthly'),
        monthly === true && sayButton('Stop asking', 'stop asking'),
      ]),
      [button(job, 'Cancel', 'job-cancel')],
    ],
  });
}

/** Nothing was found, or the person cancelled. */
export function untouchedCard(job: BulkJob): Content {
  const bin = job.kind === BIN;
  const nothing = job.data.phase === 'choose' && job.data.found === 0;
  const notFound = bin ? `There is nothing in ${whoseBin(job)}` : 'Nothing to clean up';
  return messageCard({
    title: nothing ? notFound : 'Nothing was changed',
    paragraphs: present([
      job.kind !== SELECT &&
        `${searchInWords(job)}${nothing ? ': none found' : ''}. I checked ${recordings(job.data.seen)}.`,
      ...(nothing ? reportWords(job) : []),
      nothing && missingWords(job),
    ]),
    buttons: present([
      bin && showBin(job),
      job.kind === CLEAN_UP && button(job, 'Another rule', 'clean-up-rule'),
      { title: 'Show my recordings', data: { action: 'list' } },
    ]),
  });
}

/** What Webex does not tell, said as loudly as it matters. */
function reportWords({ data }: BulkJob): string[] {
  const { search, views, transcripts, tooOld = 0, unsure = 0 } = data;
  const isByViews = search?.rule?.neverWatched === true || search?.filter.views !== undefined;
  return present([
    isByViews &&
      views === 'not-told' &&
      `**Webex doesn’t tell me who watched these recordings, so this list includes ${search.rule?.neverWatched === true ? 'watched ones' : 'all of them'}.** If your site allows reports, connecting your account again can help.`,
    isByViews &&
      tooOld > 0 &&
      `${recordings(tooOld)} from more than a year ago are left out: Webex doesn’t report views that far back.`,
    transcripts === 'not-told' &&
      '**Webex doesn’t tell me which of these have a transcript, so this list includes all of them.** If they are your own, connecting your account again can help.',
    unsure > 0 &&
      `${recordings(unsure)} left out: Webex doesn’t tell whether they have a transcript.`,
  ]);
}

function extremes(oldest: Standout | undefined, largest: Standout | undefined): string[] {
  const both = oldest !== undefined && largest !== undefined;
  if (both && oldest.topic === largest.topic && oldest.recordedAt === largest.recordedAt) {
    return [`Oldest and largest: ${standout(oldest)}`];
  }
  return present([
    oldest && `Oldest: ${standout(oldest)}`,
    largest && `Largest: ${standout(largest)}`,
  ]);
}

function standout({ topic, recordedAt, sizeBytes }: Standout): string {
  return present([
    `“${topic}”`,
    cardDate(recordedAt),
    sizeBytes !== undefined && size(sizeBytes),
  ]).join(' · ');
}

const BAR = 20;

export function searchingJobCard(job: BulkJob, problem: unknown): Content {
  const { seen, found, busyUntil } = job.data;
  const paused = job.state === 'paused';
  const whose = job.hostId === undefined ? 'your' : 'their';
  return messageCard({
    title: paused ? 'Search paused' : `Looking through ${whose} recordings…`,
    paragraphs: present([
      searchInWords(job),
      `Checked ${recordings(seen)} so far: ${counted(found)} match.`,
      paused ? undefined : busyWords(busyUntil, job.updatedAt),
      ...reasons(problem),
      'Nothing has changed yet.',
    ]),
    buttons: [...(paused ? resumeButtons(job, problem) : []), button(job, 'Cancel', 'job-cancel')],
  });
}

export function progressCard(job: BulkJob, summary: BulkSummary, problem: unknown): Content {
  const { what = 'trash' } = job.data;
  const paused = job.state === 'paused';
  const { selected, open, done } = summary;
  const over = selected.count - open.count;
  const filled = selected.count === 0 ? 0 : Math.floor((BAR * over) / selected.count);
  const words = CHANGE_WORDS[what];
  return messageCard({
    title: `${paused ? 'Paused – ' : ''}${words.doing}: ${counted(over)} of ${recordings(selected.count)}`,
    paragraphs: present([
      `${'▓'.repeat(filled)}${'░'.repeat(BAR - filled)}`,
      done.count > 0 && `${words.done(amount(done))}.`,
      ...reasons(problem),
    ]),
    buttons: [
      ...(paused ? resumeButtons(job, problem) : [button(job, 'Pause', 'job-pause')]),
      button(job, 'Stop here', 'job-cancel'),
    ],
  });
}

function resumeButtons(job: BulkJob, problem: unknown): Button[] {
  return present([
    problem instanceof NotConnected && { title: 'Connect again', data: { action: 'connect' } },
    button(job, 'Resume', 'job-resume'),
  ]);
}

function reasons(problem: unknown): string[] {
  if (problem === undefined) return [];
  if (problem instanceof NotConnected) {
    return ['Your connection to Webex has ended. Connect again, then resume.'];
  }
  if (problem instanceof NotAllowed) {
    return ['You can no longer act for others, so I stopped.'];
  }
  if (problem instanceof NoSuchHost) return ['Webex no longer knows that person.'];
  const { what, advice, detail } = explain(problem);
  return present([[what, advice].filter((text) => text !== '').join(' '), detail]);
}

/** The outcomes of an ended job: only what was seen. */
export function reportCard(job: BulkJob, summary: BulkSummary): Content {
  const { what = 'trash', undoneBy } = job.data;
  const { done, already, gone, refused, unsure, open } = summary;
  const words = CHANGE_WORDS[what];
  const undoable = what === 'trash' && done.count > 0;
  return messageCard({
    title: titleOf(summary, words),
    paragraphs: present([
      undoable && 'You can restore them for 30 days.',
      already.count > 0 && `${recordings(already.count)}: ${words.already}.`,
      gone.count > 0 && `${recordings(gone.count)}: already deleted permanently.`,
      ...refused.map(({ count, why }) => `${recordings(count)} not changed. ${why}`),
      // Without a done one, the title says it.
      unsure.count > 0 &&
        (done.count === 0
          ? 'Look again later.'
          : `${recordings(unsure.count)}: I couldn’t see whether it worked. Look again later.`),
      open.count > 0 && `${amount(open)} not changed: you stopped before that.`,
    ]),
    buttons: present([
      undoable && {
        title: undoneBy === undefined ? `Undo: restore ${recordings(done.count)}` : 'Undo again',
        data: { action: 'bulk-undo', job: job.id, ...defined({ after: undoneBy }) },
      },
      job.kind === UNDO || what === 'restore'
        ? { title: 'Show my recordings', data: { action: 'list' } }
        : showBin(job),
    ]),
  });
}

// “Nothing was changed” is said only when that is known.
function titleOf({ done, unsure }: BulkSummary, words: ChangeWords): string {
  if (done.count > 0) return words.done(amount(done));
  if (unsure.count === 0) return 'Nothing was changed';
  return `I couldn’t see whether ${recordings(unsure.count)} ${unsure.count === 1 ? 'was' : 'were'} ${words.cameAbout}`;
}
