import type { Recording } from '../../recordings/recording.js';
import { stateOf } from '../../recordings/change.js';
import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import { type ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { factsOf, topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;

/** The second question before a deletion that nothing can undo. */
export function confirmDeleteContent(recording: Recording, state: ListState): Content {
  const topic = topicOf(recording, SHORT_TOPIC);
  const question = `Delete “${topic}” permanently?`;
  const consequence =
    'It is erased from Webex at once. Nobody can bring it back: not you, not your administrator.';
  const list = writeState(state);
  const data = { recording: recording.id, site: recording.siteUrl ?? '', topic, list };
  const filled = card('confirm-delete', {
    question,
    facts: factsOf(recording, cardDateTime, false).join(' · '),
    consequence,
    delete: { action: 'delete', ...data },
    canTrash: stateOf(recording) === 'kept',
    trash: { action: 'trash', ...data },
    keep: { action: 'refresh', list },
  });
  const plain = factsOf(recording, plainDateTime, false).join(' · ');
  return { markdown: [`**${question}**`, plain, consequence].join('\n\n'), card: filled };
}
