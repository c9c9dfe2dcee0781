import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import type { ListState } from '../list-state.js';
import { toTheList } from './about-buttons.js';
import type { Button } from './button.js';
import { cardDate, cardDateTime, plainDate, plainDateTime } from './dates.js';

/** How much of a topic the question shows, in characters. */
export const QUESTION_TOPIC = 120;

/** What is asked before a recording goes; the way back to the list is added to it. */
export interface DeleteQuestion {
  readonly title: string;
  /** What is known of the recording, with times written by the given function. */
  readonly facts: (dateTime: (ms: number) => string) => readonly string[];
  /** What it costs, with days written by the given function. */
  readonly paragraphs: (date: (ms: number) => string) => readonly string[];
  readonly yes: Button;
  /** What destroys, too. */
  readonly dangerous?: readonly Button[];
  readonly others?: readonly Button[];
}

/** The one question before any deletion: the recording by its name, what it costs, yes, and keep. */
export function deleteQuestion(asked: DeleteQuestion, state: ListState): Content {
  const { title, facts, paragraphs, yes, dangerous = [], others = [] } = asked;
  const filled = card('confirm-delete', {
    question: title,
    facts: facts(cardDateTime).join(' · '),
    paragraphs: paragraphs(cardDate).map((text) => ({ text })),
    yesTitle: yes.title,
    yes: yes.data,
    dangerous,
    others: [...others, { ...toTheList(state), title: 'Keep it' }],
  });
  const plain = facts(plainDateTime).join(' · ');
  return { markdown: [`**${title}**`, plain, ...paragraphs(plainDate)].join('\n\n'), card: filled };
}
