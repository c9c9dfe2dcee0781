import type { Button, Notice } from '../../bot/ui/card.js';
import { explain } from '../../bot/ui/explain.js';
import type { Change, ReportedOutcome } from '../../recordings/change.js';
import { present } from '../../util/present.js';
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

const words: Record<
  Change,
  Readonly<Record<'already' | 'failed' | 'unsure' | 'otherwise', string>>
> = {
  trash: {
    already: 'is already in the recycle bin',
    failed: 'was not moved to the recycle bin',
    unsure: 'is in the recycle bin now',
    otherwise: 'is not in the recycle bin',
  },
  restore: {
    already: 'is already back',
    failed: 'was not restored',
    unsure: 'is back now',
    otherwise: 'is in the recycle bin',
  },
  delete: {
    already: 'is already deleted permanently',
    failed: 'was not deleted',
    unsure: 'is deleted now',
    otherwise: 'is not deleted',
  },
};

/** Says what was seen, not what was hoped. */
export function outcomeNotice(changed: Changed): Notice {
  const { what, outcome, topic, undo, again, isChecked = false } = changed;
  const name = `“${topic}”`;
  const warning = (text: string, detail?: string): Notice => {
    return { style: 'warning', text, detail, buttons: [again] };
  };
  if (isChecked) {
    const state = `Checking whether “${topic}” ${words[what].unsure}…`;
    return { style: 'accent', text: `${state} Webex can take half a minute to show it.` };
  }
  switch (outcome.kind) {
    case 'done':
      return done(changed, name);
    case 'already': {
      const text = `${name} ${words[what].already}.`;
      return { style: 'accent', text, ...(what === 'trash' && { buttons: [undo] }) };
    }
    case 'gone': {
      const text = `${name} no longer exists: it was deleted permanently.`;
      return { style: 'warning', text };
    }
    case 'not-seen': {
      const { trackingId } = outcome;
      return warning(
        `Webex accepted the request, but ${name} looks unchanged. Give it a moment, refresh the list, then try again.`,
        trackingId && `Webex trackingId: ${trackingId}`,
      );
    }
    case 'not-again':
      return warning(`${name} ${words[what].otherwise}. Nothing was changed just now.`);
    case 'unsure': {
      const { error } = outcome;
      const reason =
        error instanceof WebexUnreachable ? 'Webex did not answer' : 'Webex has a problem';
      return warning(
        `${reason}, and I couldn’t see whether ${name} ${words[what].unsure}. Refresh the list to see it.`,
        explain(error).detail,
      );
    }
    case 'unchanged': {
      const { what: reason, advice, retry, connect, detail } = explain(outcome.error);
      return {
        style: 'attention',
        text: `${name} ${words[what].failed}: nothing was changed. ${reason} ${advice}`,
        detail,
        buttons: present([
          retry && again,
          connect && { title: 'Connect again', data: { action: 'connect' } },
        ]),
      };
    }
  }
}

function done({ what, undo, now, byOfficer = false }: Changed, name: string): Notice {
  if (what === 'restore') return { style: 'good', text: `Restored ${name}.` };
  if (what === 'delete' && byOfficer) {
    return {
      style: 'good',
      text: `Deleted ${name}. Its host, and everyone whom it was shared with, can no longer see it, and that can’t be undone. You and other compliance officers still see it, as purged, and your download links still work.`,
    };
  }
  if (what === 'delete') {
    return { style: 'good', text: `Deleted ${name} permanently.` };
  }
  return movedNotice(name, undo.data, now);
}
