import { UNDO, type BulkJob } from '../../bulk/data.js';
import type { Standing } from '../../bulk/outcomes.js';
import type { Content } from '../../../webex/messages.js';
import { messageContent } from '../message.js';
import { showBin } from './show-bin.js';
import { amount, CHANGE_WORDS, recordings, type ChangeWords } from './words.js';

/** What came of it: of all, only what was seen. */
export function reportContent(job: BulkJob, standing: Standing): Content {
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
function titleOf({ done, unsure }: Standing, words: ChangeWords): string {
  if (done.count > 0) return words.done(amount(done));
  if (unsure.count === 0) return 'Nothing was changed';
  return `I could not see whether ${recordings(unsure.count)} ${unsure.count === 1 ? 'was' : 'were'} ${words.cameAbout}`;
}

function unsureLines({ done, unsure }: Standing): string[] {
  if (unsure.count === 0) return [];
  if (done.count === 0) return ['Look again later.'];
  return [`${recordings(unsure.count)}: I could not see whether it came about. Look again later.`];
}
