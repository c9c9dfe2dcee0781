import { z } from 'zod';
import { type Button } from '../../bot/ui/card.js';
import { showListButton } from '../../bot/ui/message.js';
import { at, endOfToday, unitAround } from '../../query/calendar.js';
import { type ListState, latest, readState, writeState } from '../../query/list-state.js';
import type { RecordingRef } from '../../recordings/requests.js';
import { SITE_URL, recordingId } from '../../recordings/types.js';
import { defined } from '../../util/present.js';

/** The list of a button: read leniently, since the latest list is always an answer. */
export const listTarget = z.object({ list: z.unknown().optional() });

export const recordingTarget = listTarget.extend({
  recording: recordingId,
  site: z
    .string()
    .regex(SITE_URL)
    .or(z.literal('').transform(() => undefined)),
  /** When its file was made, in seconds since the epoch: only for recordings without a host. */
  made: z
    .string()
    .regex(/^\d{9,11}$/)
    .transform((text) => Number(text) * 1_000)
    .optional(),
  /** Only ever shown to the person who clicked, and escaped again before that. */
  topic: z.string().max(500).default(''),
});

export interface RecordingInput extends RecordingRef {
  readonly topic: string;
}

export function recordingInputOf(read: z.output<typeof recordingTarget>): RecordingInput {
  const { recording: id, site: siteUrl, made: createdAt, topic } = read;
  return { id, siteUrl, topic, ...defined({ createdAt }) };
}

export function listButton(title: string, action: string, state: ListState) {
  return { title, data: { action, list: writeState(state) } };
}

/** The list of whom a card is about, in a card of its own. @param now milliseconds since the epoch */
export function showListOf(
  { host, scope }: Pick<ListState, 'host' | 'scope'>,
  now: number,
): Button {
  if (host === undefined && scope === undefined) return showListButton;
  const list = writeState({ ...latest(now), ...defined({ host, scope }) });
  return { ...showListButton, data: { action: 'list', list } };
}

/** The list of a button; the latest list when the data is not as we wrote it. */
export function listOf(inputs: z.output<typeof listTarget>, now: number): ListState {
  return readState(inputs.list, now) ?? latest(now);
}

/** The same page up to this minute: “since 1 October” now ends today, while “today” stays that day. */
export function upToNow({ span, ...state }: ListState, now: number): ListState {
  const asOf = Math.floor(now / 1000);
  if (span === undefined) return { ...state, asOf };
  const { zone = 'UTC' } = state;
  const today = endOfToday({ now: state.asOf * 1000, zone });
  const isDay = unitAround(at(span.from, zone), 'day').to >= span.to;
  const isOpenEnded = span.to === today && !isDay;
  const to = isOpenEnded ? Math.max(span.to, endOfToday({ now, zone })) : span.to;
  return { ...state, asOf, span: { ...span, to } };
}
