import { z } from 'zod';
import { MOST_ADDRESSES, type Sharing } from '../../recordings/share.js';
import type { Recording } from '../../recordings/types.js';
import { type RecordingAction, onRecording, readRecording } from '../recording/about.js';
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
const form = z.object({ add: field, remove: field, tell: z.string().catch('false') });

/**
 * Reads what a person wrote into the form, or what a button carries of it: addresses parted by
 * spaces, commas, semicolons or lines. Hostile like everything that comes from a card.
 */
export function sharingOf(inputs: Readonly<Record<string, unknown>>): ReadSharing {
  const read = form.parse({ add: inputs.add, remove: inputs.remove, tell: inputs.tell });
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

/** The form for whom to share a recording with; with what was written, when it comes back. */
export const askShare = onRecording('ask-share', async (about) => {
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  const { wanted, problem } = sharingOf(about.ctx.inputs);
  const form =
    problem?.kind === 'none'
      ? shareFormCard(recording, about.state)
      : shareFormCard(recording, about.state, wanted);
  await about.ctx.update(form);
});

/** The question, naming who; or the form once more, saying what is wrong with it. */
export const confirmShare = onRecording('confirm-share', async (about) => {
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  const { ctx, state } = about;
  const { wanted, problem } = sharingOf(ctx.inputs);
  await ctx.update(
    (problem === undefined ? confirmShareCard(recording, state, wanted) : undefined) ??
      shareFormCard(recording, state, wanted, problem ?? { kind: 'no-room' }),
  );
});

/** Shares it, as confirmed. */
export const share = onRecording('share', async (about) => {
  const { ctx, deps, target, state, actor } = about;
  const { eventKey } = ctx;
  const { wanted, problem } = sharingOf(ctx.inputs);
  const recording = await ownRecording(about);
  if (recording === undefined) return;
  if (problem !== undefined) {
    await ctx.update(shareFormCard(recording, state, wanted, problem));
    return;
  }
  const outcome = await performShare(deps, { actor, target, wanted, eventKey });
  if ('error' in outcome) {
    const about = { outcome: outcome.kind, recording: target.id, event: eventKey };
    deps.log.warn({ ...about, err: outcome.error }, 'a recording was not shared');
  }
  await ctx.update(sharedCard(recording, state, wanted, outcome));
});

/** The recording, when it is the person's to share; else they have been told. */
async function ownRecording(about: RecordingAction): Promise<Recording | undefined> {
  const read = await readRecording(about);
  if (read === undefined) return undefined;
  if (!read.recording.shareToMe) return read.recording;
  await about.ctx.update(notYoursToShareCard(read.recording, about.state));
  return undefined;
}
