import { NotConnected } from '../../../accounts/errors.js';
import { NoSuchHost, NotAllowed } from '../../errors.js';
import type { BulkJob } from '../../bulk/data.js';
import type { Standing } from '../../bulk/outcomes.js';
import type { Content } from '../../../webex/messages.js';
import type { Button } from '../button.js';
import { explain } from '../explain.js';
import { messageContent } from '../message.js';
import { searchWords } from './search-words.js';
import { amount, CHANGE_WORDS, counted, recordings } from './words.js';

const BAR = 20;

/** Recordings are being looked for, or that has come to a rest. */
export function lookingContent(job: BulkJob, problem: unknown): Content {
  const { seen, found } = job.data;
  const rests = job.state === 'paused';
  return messageContent({
    title: rests
      ? 'I stopped looking'
      : job.hostId === undefined
        ? 'Looking through your recordings…'
        : 'Looking through their recordings…',
    paragraphs: [
      searchWords(job),
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
export function progressContent(job: BulkJob, standing: Standing, problem: unknown): Content {
  const { what = 'trash' } = job.data;
  const rests = job.state === 'paused';
  const { ticked, open } = standing;
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
