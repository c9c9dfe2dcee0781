import { z } from 'zod';
import type { Action, Retry } from '../../bot/action.js';
import { MOST_ADDRESSES, type Sharing } from '../../recordings/share.js';
import type { Recording } from '../../recordings/types.js';
import { recordingTarget } from '../list/inputs.js';
import {
  type RecordingAction,
  type RecordingDeps,
  changesRecording,
  onRecording,
  readRecording,
} from '../recording/about.js';
import {
  type SharingProblem,
  confirmShareCard,
  notYoursToShareCard,
  shareFormCard,
  sharedCard,
} from './cards.js';
import { performShare } from './share.js';

/** What was read of a form: always what can be kept of it, and what is wrong with it, if anything. */
export interface ReadSharing {
  readonly wanted: Sharing;
  readonly problem?: SharingProblem;
}

const LONGEST = 12_000;
const field = z.string().max(LONGEST).catch('');
const address = z.email().max(254);
/** The form, or what a button carries of it. */
export const sharingForm = z.object({
  add: field,
  remove: field,
  tell: z.string().catch('false'),
});

/**
 * Reads what a person wrote into the form, or what a button carries of it: addresses parted by
 * spaces, commas, semicolons or lines. Hostile like everything that comes from a card.
 */
export function sharingOf(read: z.output<typeof sharingForm>): ReadSharing {
  const add = addressesIn(read.add);
  const remove = addressesIn(read.remove);
  const wanted = { add: add.good, remove: remove.good, sendEmail: read.tell === 'true' };
  const problem = problemOf(wanted, [...add.bad, ...remove.bad]);
  return problem === undefined ? { wanted } : { wanted, problem };
}

function problemOf({ add, remove }: Sharing, bad: readonly string[]): SharingProblem | undefined {
  if (bad.length > 0) return { kind: 'not-addresses', words: bad };
  if (add.length + remove.length === 0) return { kind: 'none' };
  if (Math.max(add.length, remove.length) > MOST_ADDRESSES) {
    return { kind: 'too-many', most: MOST_ADDRESSES };
  }
  const both = add.filter((one) => remove.includes(one));
  return both.length === 0 ? undefined : { kind: 'both', addresses: both };
}

/** In lower case, each once: Webex tells addresses apart in neither way. */
function addressesIn(text: string): { good: string[]; bad: string[] } {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((word) => word !== ''),
  );
  const good: string[] = [];
  const bad: string[] = [];
  for (const word of words) (address.safeParse(word).success ? good : bad).push(word);
  return { good, bad };
}

/** Asks again with the recording alone, where the addresses do not fit into a button. */
const retryWith = (asks: Action): Retry => ({
  with: asks,
  when: 'too-long',
  only: Object.keys(recordingTarget.shape),
});

/** The form for whom to share a recording with; with what was written, when it comes back. */
export const askShare = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-share',
    extra: sharingForm,
    run: async (about, input) => {
      const recording = await ownRecording(about);
      if (recording === undefined) return;
      const { wanted, problem } = sharingOf(input);
      const form =
        problem?.kind === 'none'
          ? shareFormCard(recording, about.state)
          : shareFormCard(recording, about.state, wanted);
      await about.ctx.update(form);
    },
  });

/** The question, naming who; or the form once more, saying what is wrong with it. */
export const confirmShare = (deps: RecordingDeps, asks: Action): Action =>
  onRecording(deps, {
    name: 'confirm-share',
    extra: sharingForm,
    retry: retryWith(asks),
    run: async (about, input) => {
      const recording = await ownRecording(about);
      if (recording === undefined) return;
      const { ctx, state } = about;
      const { wanted, problem } = sharingOf(input);
      await ctx.update(
        (problem === undefined ? confirmShareCard(recording, state, wanted) : undefined) ??
          shareFormCard(recording, state, wanted, problem ?? { kind: 'no-room' }),
      );
    },
  });

/** Shares it, as confirmed. */
export const shareNow = (deps: RecordingDeps, asks: Action, confirms: Action): Action =>
  changesRecording(deps, {
    name: 'share',
    extra: sharingForm,
    ifStale: confirms,
    retry: retryWith(asks),
    run: async (about, input) => {
      const { ctx, target, state, actor } = about;
      const { wanted, problem } = sharingOf(input);
      const recording = await ownRecording(about);
      if (recording === undefined) return;
      if (problem !== undefined) {
        await ctx.update(shareFormCard(recording, state, wanted, problem));
        return;
      }
      const eventKey = ctx.permit.key;
      const outcome = await performShare(deps, { actor, target, wanted, eventKey });
      if ('error' in outcome) {
        const event = { outcome: outcome.kind, recording: target.id, event: eventKey };
        deps.log.warn({ ...event, err: outcome.error }, 'recording not shared');
      }
      await ctx.update(sharedCard(recording, state, wanted, outcome));
    },
  });

/** The recording, when it is the person's to share; else they have been told. */
async function ownRecording(about: RecordingAction): Promise<Recording | undefined> {
  const read = await readRecording(about);
  if (read === undefined) return undefined;
  if (!read.recording.shareToMe) return read.recording;
  await about.ctx.update(notYoursToShareCard(read.recording, about.state));
  return undefined;
}
