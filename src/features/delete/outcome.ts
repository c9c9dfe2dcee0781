import type { Button, Notice } from '../../bot/ui/card.js';
import { explain } from '../../bot/ui/explain.js';
import type { Change, ReportedOutcome } from '../../recordings/change.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { WebexUnreachable } from '../../webex/errors.js';
import { movedNotice } from '../list/index.js';

interface Changed {
  readonly what: Change;
  readonly outcome: ReportedOutcome;
  /** Escaped. */
  readonly topic: string;
  readonly undo: Button;
  readonly again: Button;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A compliance officer goes on seeing what nobody else sees any more. */
  readonly byOfficer?: boolean;
  /** The outcome is unclear, and a job goes on looking. */
  readonly isChecked?: boolean;
}

/** Says what was seen, not what was hoped. */
export function outcomeNotice(changed: Changed): Notice {
  const { what, outcome, topic, undo, again, isChecked = false } = changed;
  const said = { topic, change: what };
  const warning = (text: string, detail?: string): Notice => {
    return { style: 'warning', text, detail, buttons: [again] };
  };
  if (isChecked) return { style: 'accent', text: words.delete.checking(said) };
  switch (outcome.kind) {
    case 'done':
      return done(changed);
    case 'already': {
      const text = words.delete.already(said);
      return { style: 'accent', text, ...(what === 'trash' && { buttons: [undo] }) };
    }
    case 'gone':
      return { style: 'warning', text: words.delete.gone({ topic }) };
    case 'not-seen': {
      const { trackingId } = outcome;
      return warning(
        words.delete.notSeen({ topic }),
        trackingId && words.common.trackingId({ trackingId }),
      );
    }
    case 'not-again':
      return warning(words.delete.notAgain(said));
    case 'unsure': {
      const { error } = outcome;
      const why = error instanceof WebexUnreachable ? 'silent' : 'failing';
      return warning(words.delete.unsure({ ...said, why }), explain(error).detail);
    }
    case 'unchanged': {
      const { what: reason, advice, retry, connect, detail } = explain(outcome.error);
      return {
        style: 'attention',
        text: words.delete.unchanged({ ...said, reason, advice }),
        detail,
        buttons: present([
          retry && again,
          connect && { title: words.common.connectAgain, data: { action: 'connect' } },
        ]),
      };
    }
  }
}

function done({ what, topic, undo, now, byOfficer = false }: Changed): Notice {
  if (what === 'trash') return movedNotice(topic, undo.data, now);
  const deleted = byOfficer ? words.delete.deletedByOfficer : words.delete.deletedForGood;
  return { style: 'good', text: (what === 'restore' ? words.delete.restored : deleted)({ topic }) };
}
