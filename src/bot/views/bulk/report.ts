import { UNDO, type BulkJob } from '../../bulk/data.js';
import type { Standing } from '../../bulk/outcomes.js';
import type { Content } from '../../../webex/messages.js';
import { messageContent } from '../message.js';
import { showBin } from './show-bin.js';
import { amount, CHANGE_WORDS, recordings } from './words.js';

/** What came of it: of all, only what was seen. */
export function reportContent(job: BulkJob, standing: Standing): Content {
  const { what = 'trash', undoneBy } = job.data;
  const { done, already, gone, refused, unsure, open } = standing;
  const words = CHANGE_WORDS[what];
  const undoable = what === 'trash' && done.count > 0;
  return messageContent({
    title: done.count === 0 ? 'Nothing was changed' : words.done(amount(done)),
    paragraphs: [
      ...(undoable ? ['You can restore them for 30 days.'] : []),
      ...(already.count === 0 ? [] : [`${recordings(already.count)}: ${words.already}.`]),
      ...(gone.count === 0 ? [] : [`${recordings(gone.count)}: gone for good before I came.`]),
      ...refused.map((one) => `${recordings(one.count)} stayed as they were. ${one.why}`),
      ...(unsure.count === 0
        ? []
        : [
            `${recordings(unsure.count)}: I could not see whether it came about. Look again later.`,
          ]),
      ...(open.count === 0 ? [] : [`${amount(open)} left as they are: you cancelled the rest.`]),
    ],
    buttons: [
      ...(undoable
        ? [
            {
              title:
                undoneBy === undefined ? `Undo: restore ${recordings(done.count)}` : 'Undo again',
              data: { action: 'bulk-undo', job: job.id },
            },
          ]
        : []),
      job.kind === UNDO || what === 'restore'
        ? { title: 'Show my recordings', data: { action: 'list' } }
        : showBin(job),
    ],
  });
}
