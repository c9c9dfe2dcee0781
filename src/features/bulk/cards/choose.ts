import type { Button } from '../../../bot/ui/card.js';
import { escapeText } from '../../../bot/ui/escape.js';
import { cardDate, size } from '../../../bot/ui/format.js';
import { messageContent } from '../../../bot/ui/message.js';
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

/** A recording that stands out, read again from Webex. */
export interface Standout {
  /** Defused. */
  readonly topic: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly sizeBytes: number | undefined;
}

/** What a dry run has found. */
export interface Choice {
  readonly job: BulkJob;
  readonly standing: BulkSummary;
  readonly oldest: Standout | undefined;
  readonly largest: Standout | undefined;
  /** Whether these may be deleted for good. */
  readonly mayPurge: boolean;
}

/** What was found, and nothing done yet. */
export function chooseCard({ job, standing, oldest, largest, mayPurge }: Choice): Content {
  const { all, selected: ticked, bySite } = standing;
  const bin = job.kind === BIN;
  return messageContent({
    title: bin
      ? `In ${whoseBin(job)}: ${amount(all)}`
      : `${recordings(all.count)} could go${all.bytes === 0 ? '' : `: ${size(all.bytes)}`}`,
    paragraphs: [
      ...searchedFor(job),
      ...(ticked.count === all.count ? [] : [`**Chosen: ${amount(ticked)}**`]),
      ...extremes(oldest, largest),
      ...(bySite.length < 2
        ? []
        : [
            bySite
              .map((site) => `${escapeText(site.siteUrl ?? 'no site', 40)}: ${amount(site)}`)
              .join(' · '),
          ]),
      ...viewWords(job),
      'Nothing has been changed. The table tells of each; look through them to untick what you want to keep as it is.',
    ],
    buttons: [
      { title: 'Look through them', data: { action: 'bulk-look', job: job.id, start: '0' } },
      ...(ticked.count === 0 ? [] : orders(job, recordings(ticked.count), mayPurge)),
      ...(bin || job.data.search?.rule === undefined
        ? []
        : [{ title: 'Change the rule', data: { action: 'clean-up-rule', job: job.id } }]),
      { title: 'Leave everything', data: { action: 'job-cancel', job: job.id } },
    ],
  });
}

/** Nothing fits, or the person has left everything as it was. */
export function untouchedCard(job: BulkJob): Content {
  const bin = job.kind === BIN;
  const nothing = job.data.phase === 'choose' && job.data.found === 0;
  return messageContent({
    title: nothing
      ? bin
        ? `There is nothing in ${whoseBin(job)}`
        : 'Nothing to clean up'
      : 'Everything stays as it is',
    paragraphs: [
      `${searchInWords(job)}: ${nothing ? 'I found none' : 'nothing was changed'}. I looked at ${counted(job.data.seen)}.`,
      ...(nothing ? viewWords(job) : []),
    ],
    buttons: [
      bin
        ? showBin(job)
        : { title: 'Another rule', data: { action: 'clean-up-rule', job: job.id } },
      { title: 'Show my recordings', data: { action: 'list' } },
    ],
  });
}

function orders({ id, kind }: BulkJob, chosen: string, mayPurge: boolean): Button[] {
  const ask = (title: string, what: string): Button => ({
    title,
    data: { action: 'bulk-ask', job: id, what },
  });
  if (kind !== BIN) return [ask(`Move ${chosen} to the bin…`, 'trash')];
  return [
    ask(`Restore ${chosen}…`, 'restore'),
    ...(mayPurge ? [ask(`Delete ${chosen} permanently…`, 'delete')] : []),
  ];
}

/** What is not known of who watched them, said as loudly as it matters. */
function viewWords({ data }: BulkJob): string[] {
  if (data.search?.rule?.neverWatched !== true) return [];
  if (data.views === 'not-told') {
    return [
      '**Webex does not tell me who watched your recordings, so I left that out of the rule: watched ones are among these.** Connecting your account again can help, where your site allows reports.',
    ];
  }
  const { tooOld = 0 } = data;
  return tooOld === 0
    ? []
    : [
        `${recordings(tooOld)} of more than a year ago are not among them: Webex tells of no views that far back.`,
      ];
}

/** What was looked for; that it is all of the recycle bin, the title says. */
function searchedFor(job: BulkJob): string[] {
  const words = narrowedWords(job);
  return words === undefined ? [] : [`${words}. I looked at ${counted(job.data.seen)}.`];
}

function extremes(oldest: Standout | undefined, largest: Standout | undefined): string[] {
  const both = oldest !== undefined && largest !== undefined;
  if (both && oldest.topic === largest.topic && oldest.recordedAt === largest.recordedAt) {
    return [`The oldest, and the largest: ${standout(oldest)}`];
  }
  return [
    ...(oldest === undefined ? [] : [`The oldest: ${standout(oldest)}`]),
    ...(largest === undefined ? [] : [`The largest: ${standout(largest)}`]),
  ];
}

function standout({ topic, recordedAt, sizeBytes }: Standout): string {
  return [
    `“${topic}”`,
    cardDate(recordedAt),
    ...(sizeBytes === undefined ? [] : [size(sizeBytes)]),
  ].join(' · ');
}
