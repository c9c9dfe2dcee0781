import type { Button } from '../../../bot/ui/card.js';
import { escapeText } from '../../../bot/ui/escape.js';
import { cardDate, size } from '../../../bot/ui/format.js';
import { messageCard } from '../../../bot/ui/message.js';
import { present } from '../../../util/present.js';
import type { Content } from '../../../webex/messages.js';
import { BIN, type BulkJob, type BulkSummary } from '../model.js';
import {
  amount,
  counted,
  narrowedWords,
  recordings,
  searchInWords,
  showBin,
  whoseBin,
} from './words.js';

/** The oldest or the largest recording found, read again from Webex. */
export interface Standout {
  /** Escaped. */
  readonly topic: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly sizeBytes: number | undefined;
}

/** The result of a search, to choose among. */
export interface Choice {
  readonly job: BulkJob;
  readonly standing: BulkSummary;
  readonly oldest: Standout | undefined;
  readonly largest: Standout | undefined;
  /** Whether these may be deleted permanently. */
  readonly mayPurge: boolean;
}

/** The recordings found, before anything is changed. */
export function chooseCard({ job, standing, oldest, largest, mayPurge }: Choice): Content {
  const { all, selected, bySite } = standing;
  const bin = job.kind === BIN;
  const narrowed = narrowedWords(job);
  const sites = bySite.map(
    (site) => `${escapeText(site.siteUrl ?? 'no site', 40)}: ${amount(site)}`,
  );
  return messageCard({
    title: bin
      ? `In ${whoseBin(job)}: ${amount(all)}`
      : `${recordings(all.count)} could go${all.bytes === 0 ? '' : `: ${size(all.bytes)}`}`,
    paragraphs: present([
      // The title says it when the search was for the whole recycle bin.
      narrowed !== undefined && `${narrowed}. I looked at ${counted(job.data.seen)}.`,
      selected.count !== all.count && `**Chosen: ${amount(selected)}**`,
      ...extremes(oldest, largest),
      sites.length > 1 && sites.join(' · '),
      viewWords(job),
      'Nothing has been changed. The table tells of each; look through them to untick what you want to keep as it is.',
    ]),
    buttons: present([
      { title: 'Look through them', data: { action: 'bulk-look', job: job.id, start: '0' } },
      ...(selected.count === 0 ? [] : orders(job, recordings(selected.count), mayPurge)),
      !bin &&
        job.data.search?.rule !== undefined && {
          title: 'Change the rule',
          data: { action: 'clean-up-rule', job: job.id },
        },
      { title: 'Leave everything', data: { action: 'job-cancel', job: job.id } },
    ]),
  });
}

/** Nothing was found, or the person cancelled. */
export function untouchedCard(job: BulkJob): Content {
  const bin = job.kind === BIN;
  const nothing = job.data.phase === 'choose' && job.data.found === 0;
  const notFound = bin ? `There is nothing in ${whoseBin(job)}` : 'Nothing to clean up';
  return messageCard({
    title: nothing ? notFound : 'Everything stays as it is',
    paragraphs: present([
      `${searchInWords(job)}: ${nothing ? 'I found none' : 'nothing was changed'}. I looked at ${counted(job.data.seen)}.`,
      nothing && viewWords(job),
    ]),
    buttons: [
      bin
        ? showBin(job)
        : { title: 'Another rule', data: { action: 'clean-up-rule', job: job.id } },
      { title: 'Show my recordings', data: { action: 'list' } },
    ],
  });
}

function orders({ id, kind }: BulkJob, them: string, mayPurge: boolean): Button[] {
  const ask = (title: string, what: string): Button => ({
    title,
    data: { action: 'bulk-ask', job: id, what },
  });
  if (kind !== BIN) return [ask(`Move ${them} to the bin…`, 'trash')];
  return present([
    ask(`Restore ${them}…`, 'restore'),
    mayPurge && ask(`Delete ${them} permanently…`, 'delete'),
  ]);
}

/** Views that Webex does not report, said as loudly as it matters. */
function viewWords({ data }: BulkJob): string | undefined {
  if (data.search?.rule?.neverWatched !== true) return undefined;
  if (data.views === 'not-told') {
    return '**Webex does not tell me who watched your recordings, so I left that out of the rule: watched ones are among these.** Connecting your account again can help, where your site allows reports.';
  }
  const { tooOld = 0 } = data;
  return tooOld === 0
    ? undefined
    : `${recordings(tooOld)} of more than a year ago are not among them: Webex tells of no views that far back.`;
}

function extremes(oldest: Standout | undefined, largest: Standout | undefined): string[] {
  const both = oldest !== undefined && largest !== undefined;
  if (both && oldest.topic === largest.topic && oldest.recordedAt === largest.recordedAt) {
    return [`The oldest, and the largest: ${standout(oldest)}`];
  }
  return present([
    oldest && `The oldest: ${standout(oldest)}`,
    largest && `The largest: ${standout(largest)}`,
  ]);
}

function standout({ topic, recordedAt, sizeBytes }: Standout): string {
  return present([
    `“${topic}”`,
    cardDate(recordedAt),
    sizeBytes !== undefined && size(sizeBytes),
  ]).join(' · ');
}
