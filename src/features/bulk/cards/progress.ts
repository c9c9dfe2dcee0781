import { NotConnected } from '../../../accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../../bot/errors.js';
import type { Button } from '../../../bot/ui/card.js';
import { explain } from '../../../bot/ui/explain.js';
import { messageContent } from '../../../bot/ui/message.js';
import type { Content } from '../../../webex/messages.js';
import { type BulkJob, type BulkSummary, UNDO } from '../model.js';
import {
  CHANGE_WORDS,
  type ChangeWords,
  amount,
  counted,
  recordings,
  searchInWords,
  showBin,
} from './words.js';

const BAR = 20;

/** Recordings are being looked for, or that has come to a rest. */
export function searchingJobCard(job: BulkJob, problem: unknown): Content {
  const { seen, found } = job.data;
  const rests = job.state === 'paused';
  return messageContent({
    title: rests
      ? 'I stopped looking'
      : job.hostId === undefined
        ? 'Looking through your recordings…'
        : 'Looking through their recordings…',
    paragraphs: [
      searchInWords(job),
      `Looked at ${counted(seen)} so far; ${counted(found)} fit.`,
      ...reasons(problem),
      'Nothing has been changed.',
    ],
    buttons: [
      ...(rests ? [goOn(job, problem)].flat() : []),
      { title: rests ? 'Leave it' : 'Cancel', data: { action: 'job-cancel', job: job.id } },
    ],
  });
}

/** It is being done, or rests in the middle. */
export function progressCard(job: BulkJob, standing: BulkSummary, problem: unknown): Content {
  const { what = 'trash' } = job.data;
  const rests = job.state === 'paused';
  const { selected: ticked, open } = standing;
  const over = ticked.count - open.count;
  const filled = ticked.count === 0 ? 0 : Math.floor((BAR * over) / ticked.count);
  const words = CHANGE_WORDS[what];
  return messageContent({
    title: `${rests ? 'Paused – ' : ''}${words.doing}: ${counted(over)} of ${recordings(ticked.count)}`,
    paragraphs: [
      `${'▓'.repeat(filled)}${'░'.repeat(BAR - filled)}`,
      ...(standing.done.count === 0 ? [] : [`${words.done(amount(standing.done))}.`]),
      ...reasons(problem),
    ],
    buttons: [
      ...(rests
        ? goOn(job, problem)
        : [{ title: 'Pause', data: { action: 'job-pause', job: job.id } }]),
      { title: 'Cancel the rest', data: { action: 'job-cancel', job: job.id } },
    ],
  });
}

function goOn(job: BulkJob, problem: unknown): Button[] {
  return [
    ...(problem instanceof NotConnected
      ? [{ title: 'Connect again', data: { action: 'connect' } }]
      : []),
    { title: 'Go on', data: { action: 'job-resume', job: job.id } },
  ];
}

function reasons(problem: unknown): string[] {
  if (problem === undefined) return [];
  if (problem instanceof NotConnected) {
    return ['Your connection to Webex has ended: connect again, then go on.'];
  }
  if (problem instanceof NotAllowed) {
    return ['You may not act for others any more, so I do no more of it.'];
  }
  if (problem instanceof NoSuchHost) return ['Webex does not know them any more.'];
  const { what, advice, detail } = explain(problem);
  return [
    [what, advice].filter((text) => text !== '').join(' '),
    ...(detail === undefined ? [] : [detail]),
  ];
}

/** What came of it: of all, only what was seen. */
export function reportCard(job: BulkJob, standing: BulkSummary): Content {
  const { what = 'trash', undoneBy } = job.data;
  const { done, already, gone, refused, open } = standing;
  const words = CHANGE_WORDS[what];
  const undoable = what === 'trash' && done.count > 0;
  return messageContent({
    title: titleOf(standing, words),
    paragraphs: [
      ...(undoable ? ['You can restore them for 30 days.'] : []),
      ...(already.count === 0 ? [] : [`${recordings(already.count)}: ${words.already}.`]),
      ...(gone.count === 0 ? [] : [`${recordings(gone.count)}: gone for good before I came.`]),
      ...refused.map(
        (one) =>
          `${recordings(one.count)} stayed as ${one.count === 1 ? 'it was' : 'they were'}. ${one.why}`,
      ),
      ...unsureLines(standing),
      ...(open.count === 0
        ? []
        : [
            `${amount(open)} left as ${open.count === 1 ? 'it is' : 'they are'}: you cancelled the rest.`,
          ]),
    ],
    buttons: [
      ...(undoable
        ? [
            {
              title:
                undoneBy === undefined ? `Undo: restore ${recordings(done.count)}` : 'Undo again',
              data: {
                action: 'bulk-undo',
                job: job.id,
                ...(undoneBy === undefined ? {} : { after: undoneBy }),
              },
            },
          ]
        : []),
      job.kind === UNDO || what === 'restore'
        ? { title: 'Show my recordings', data: { action: 'list' } }
        : showBin(job),
    ],
  });
}

/** “Nothing was changed” is said only where that is known. */
function titleOf({ done, unsure }: BulkSummary, words: ChangeWords): string {
  if (done.count > 0) return words.done(amount(done));
  if (unsure.count === 0) return 'Nothing was changed';
  return `I could not see whether ${recordings(unsure.count)} ${unsure.count === 1 ? 'was' : 'were'} ${words.cameAbout}`;
}

function unsureLines({ done, unsure }: BulkSummary): string[] {
  if (unsure.count === 0) return [];
  if (done.count === 0) return ['Look again later.'];
  return [`${recordings(unsure.count)}: I could not see whether it came about. Look again later.`];
}
