import { NotConnected } from '../../../accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../../bot/errors.js';
import type { Button } from '../../../bot/ui/card.js';
import { explain } from '../../../bot/ui/explain.js';
import { messageCard } from '../../../bot/ui/message.js';
import { defined, present } from '../../../util/present.js';
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

/** The search for recordings, running or paused. */
export function searchingJobCard(job: BulkJob, problem: unknown): Content {
  const { seen, found } = job.data;
  const paused = job.state === 'paused';
  const whose = job.hostId === undefined ? 'your' : 'their';
  return messageCard({
    title: paused ? 'I stopped looking' : `Looking through ${whose} recordings…`,
    paragraphs: [
      searchInWords(job),
      `Looked at ${counted(seen)} so far; ${counted(found)} fit.`,
      ...reasons(problem),
      'Nothing has been changed.',
    ],
    buttons: [
      ...(paused ? resumeButtons(job, problem) : []),
      { title: paused ? 'Leave it' : 'Cancel', data: { action: 'job-cancel', job: job.id } },
    ],
  });
}

/** The change, running or paused. */
export function progressCard(job: BulkJob, standing: BulkSummary, problem: unknown): Content {
  const { what = 'trash' } = job.data;
  const paused = job.state === 'paused';
  const { selected, open, done } = standing;
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
      ...(paused
        ? resumeButtons(job, problem)
        : [{ title: 'Pause', data: { action: 'job-pause', job: job.id } }]),
      { title: 'Cancel the rest', data: { action: 'job-cancel', job: job.id } },
    ],
  });
}

function resumeButtons(job: BulkJob, problem: unknown): Button[] {
  return present([
    problem instanceof NotConnected && { title: 'Connect again', data: { action: 'connect' } },
    { title: 'Go on', data: { action: 'job-resume', job: job.id } },
  ]);
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
  return present([[what, advice].filter((text) => text !== '').join(' '), detail]);
}

/** The outcomes of an ended job: only what was seen. */
export function reportCard(job: BulkJob, standing: BulkSummary): Content {
  const { what = 'trash', undoneBy } = job.data;
  const { done, already, gone, refused, unsure, open } = standing;
  const words = CHANGE_WORDS[what];
  const undoable = what === 'trash' && done.count > 0;
  return messageCard({
    title: titleOf(standing, words),
    paragraphs: present([
      undoable && 'You can restore them for 30 days.',
      already.count > 0 && `${recordings(already.count)}: ${words.already}.`,
      gone.count > 0 && `${recordings(gone.count)}: gone for good before I came.`,
      ...refused.map(
        ({ count, why }) =>
          `${recordings(count)} stayed as ${count === 1 ? 'it was' : 'they were'}. ${why}`,
      ),
      // Without a done one, the title says it.
      unsure.count > 0 &&
        (done.count === 0
          ? 'Look again later.'
          : `${recordings(unsure.count)}: I could not see whether it came about. Look again later.`),
      open.count > 0 &&
        `${amount(open)} left as ${open.count === 1 ? 'it is' : 'they are'}: you cancelled the rest.`,
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
  return `I could not see whether ${recordings(unsure.count)} ${unsure.count === 1 ? 'was' : 'were'} ${words.cameAbout}`;
}
