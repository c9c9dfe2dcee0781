import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import type { ListState } from '../list-state.js';
import { dataOf, toTheList } from './about-buttons.js';
import { hostedBy } from './behalf.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { factsOf, topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;
const CONSEQUENCE = [
  'Webex does not know its host any more, so there is nobody in whose name it could go to a recycle bin: as an administrator of the site you can only delete it permanently.',
  'It is erased from Webex at once. Nobody can bring it back.',
];

/** The question before an administrator deletes what nobody hosts any more. */
export function administratorDeleteContent(recording: Recording, state: ListState): Content {
  const question = `Delete “${topicOf(recording, SHORT_TOPIC)}” permanently?`;
  const factsIn = (dateTime: (ms: number) => string): string =>
    [...factsOf(recording, dateTime, true), ...hostedBy(recording)].join(' · ');
  const filled = card('confirm-delete', {
    question,
    facts: factsIn(cardDateTime),
    paragraphs: CONSEQUENCE.map((text) => ({ text })),
    yesTitle: 'Yes, delete permanently',
    yes: { action: 'delete-of-nobody', ...dataOf(recording, state) },
    dangerous: [],
    others: [{ ...toTheList(state), title: 'Keep it' }],
  });
  const markdown = [`**${question}**`, factsIn(plainDateTime), ...CONSEQUENCE].join('\n\n');
  return { markdown, card: filled };
}
