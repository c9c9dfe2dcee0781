import { z } from 'zod';
import { latest, type ListState } from '../list-state.js';
import { readState } from '../list-state-text.js';

const target = z.object({
  recording: z.string().regex(/^[\w=-]{1,200}$/),
  site: z
    .string()
    .regex(/^([a-z0-9-]{1,63}\.)+[a-z]{2,20}$/i)
    .or(z.literal('').transform(() => undefined)),
  // Only ever shown to the person who clicked, and defused again before that.
  topic: z.string().max(500).default(''),
});

/** Which recording a button is about. */
export interface TargetInput {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  readonly topic: string;
}

/** The recording that a button names; undefined when its data is not as we wrote it. */
export function targetOf(inputs: Readonly<Record<string, unknown>>): TargetInput | undefined {
  const read = target.safeParse(inputs);
  if (!read.success) return undefined;
  return { id: read.data.recording, siteUrl: read.data.site, topic: read.data.topic };
}

/** The list that a button belongs to; the latest one when its data is not as we wrote it. */
export function listOf(inputs: Readonly<Record<string, unknown>>, now: number): ListState {
  return readState(inputs.list, now) ?? latest(now);
}

/** The list as it is now: the same page, fetched afresh, up to this minute. */
export function refreshed(state: ListState, now: number): ListState {
  return { ...state, asOf: Math.floor(now / 1000) };
}
