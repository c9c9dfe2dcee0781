import { z } from 'zod';
import { SITE_NAME } from '../../recordings/sites.js';
import type { Target } from '../../recordings/target.js';
import { latest, type ListState } from '../list-state.js';
import { readState } from '../list-state-text.js';

const target = z.object({
  recording: z.string().regex(/^[\w=-]{1,200}$/),
  site: z
    .string()
    .regex(new RegExp(SITE_NAME, 'i'))
    .or(z.literal('').transform(() => undefined)),
  // Seconds since the epoch.
  made: z
    .string()
    .regex(/^\d{9,11}$/)
    .transform((text) => Number(text) * 1_000)
    .optional(),
  // Only ever shown to the person who clicked, and defused again before that.
  topic: z.string().max(500).default(''),
});

/** Which recording a button is about. */
export interface TargetInput extends Target {
  readonly topic: string;
}

/** The recording that a button names; undefined when its data is not as we wrote it. */
export function targetOf(inputs: Readonly<Record<string, unknown>>): TargetInput | undefined {
  const read = target.safeParse(inputs);
  if (!read.success) return undefined;
  const { recording: id, site: siteUrl, made: createdAt, topic } = read.data;
  return { id, siteUrl, topic, ...(createdAt === undefined ? {} : { createdAt }) };
}

/** The list that a button belongs to; the latest one when its data is not as we wrote it. */
export function listOf(inputs: Readonly<Record<string, unknown>>, now: number): ListState {
  return readState(inputs.list, now) ?? latest(now);
}

/** The list as it is now: the same page, fetched afresh, up to this minute. */
export function refreshed(state: ListState, now: number): ListState {
  return { ...state, asOf: Math.floor(now / 1000) };
}
