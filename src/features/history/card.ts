import type { AuditEntry, AuditedChange } from '../../audit/audit.js';
import { cardDateTime } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import type { Content } from '../../webex/messages.js';

/** A person's attempt, and the recording's topic (defused) where it can still be read. */
export interface HistoryRow {
  readonly entry: Pick<AuditEntry, 'askedAt' | 'change' | 'outcome'>;
  readonly topic: string | undefined;
  /** For whom it was done, where it was not for oneself; defused. */
  readonly behalf?: string | undefined;
}

const HOW_MANY = 'The last things that you asked me to do, the latest first:';

/** What a person had done to their recordings, as a card. */
export function historyCard(remembered: readonly HistoryRow[]): Content {
  const title = 'What you asked me to do';
  const buttons = [{ title: 'Show my recordings', data: { action: 'list' } }];
  if (remembered.length === 0) {
    const paragraphs = ['Nothing yet: you have deleted, restored or shared no recording here.'];
    return messageCard({ title, paragraphs, buttons });
  }
  const paragraphs = [
    HOW_MANY,
    ...remembered.map(({ entry, topic, behalf }) => {
      const whose = behalf === undefined ? '' : ` – ${behalf}`;
      return `${cardDateTime(entry.askedAt)} – ${wordsFor(entry, topic)}${whose}`;
    }),
  ];
  return messageCard({ title, paragraphs, buttons });
}

interface Words {
  readonly done: string;
  readonly already: string;
  readonly asked: string;
}

const WORDS: Readonly<Record<AuditedChange, Words>> = {
  trash: {
    done: 'moved to the recycle bin',
    already: 'was in the recycle bin already',
    asked: 'to be moved to the recycle bin',
  },
  restore: { done: 'restored', already: 'was restored already', asked: 'to be restored' },
  delete: {
    done: 'deleted permanently',
    already: 'was deleted permanently already',
    asked: 'to be deleted permanently',
  },
  share: {
    done: 'shared, or no longer shared, with the people you named',
    already: 'was shared like that already',
    asked: 'to be shared, or no longer shared',
  },
};

/** One attempt in words: what is told is what was seen, as when it was made. */
function wordsFor({ change, outcome }: HistoryRow['entry'], topic: string | undefined): string {
  const name = topic === undefined ? 'A recording' : `“${topic}”`;
  const { done, already, asked } = WORDS[change];
  switch (outcome) {
    case 'done':
      return `${name}: ${done}`;
    case 'already':
      return `${name}: ${already}`;
    case 'gone':
      return `${name}: ${asked}, but it was gone for good`;
    case 'unchanged':
      return `${name}: ${asked}, and nothing was changed`;
    case 'not-seen':
      return `${name}: ${asked}; Webex agreed, but it looked unchanged`;
    case undefined:
      return `${name}: ${asked}; I do not know yet how it ended`;
    default:
      return `${name}: ${asked}; I could not see whether it was done`;
  }
}
