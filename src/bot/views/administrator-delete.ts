import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { dataOf } from './about-buttons.js';
import { hostedBy } from './behalf.js';
import { deleteQuestion, QUESTION_TOPIC } from './delete-question.js';
import { factsOf, topicOf } from './recording-row.js';

const CONSEQUENCE = [
  'Webex does not know its host any more, so there is nobody in whose name it could go to a recycle bin: as an administrator of the site you can only delete it permanently.',
  'It is erased from Webex at once. Nobody can bring it back.',
];

/** The question before an administrator deletes what nobody hosts any more. */
export function administratorDeleteContent(recording: Recording, state: ListState): Content {
  const asked = {
    title: `Delete “${topicOf(recording, QUESTION_TOPIC)}” permanently?`,
    facts: (dateTime: (ms: number) => string) => [
      ...factsOf(recording, dateTime, true),
      ...hostedBy(recording),
    ],
    paragraphs: () => CONSEQUENCE,
    yes: {
      title: 'Yes, delete permanently',
      data: { action: 'delete-of-nobody', ...dataOf(recording, state) },
    },
  };
  return deleteQuestion(asked, state);
}
