import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import type { Authority } from './types.js';

const summary = z.object({
  status: z.string().optional().catch(undefined),
  /** HTML, made by a machine out of what people said. */
  notes: z.object({ content: z.string() }).optional().catch(undefined),
  actionItems: z
    .array(z.object({ content: z.string() }))
    .optional()
    .catch(undefined),
});

const summaries = z.object({ items: z.array(summary) });

/** Webex's summary of a meeting. */
export interface Summary {
  /** HTML of Webex; empty when there is none. */
  readonly notes: string;
  /** Plain text. */
  readonly actionItems: readonly string[];
}

/**
 * Webex's summary of an ended meeting. It knows no `hostEmail`: an administrator reads none of
 * somebody else's.
 *
 * Rejects with a WebexError; 403 when the authority lacks the scope for summaries.
 * https://developer.webex.com/docs/api/v1/meeting-summaries/get-summary-by-meeting-id
 *
 * @param meetingId of a meeting instance
 * @returns undefined when there is none (any more)
 */
export async function getSummary(
  webex: WebexClient,
  { token }: Authority,
  meetingId: string,
): Promise<Summary | undefined> {
  const request = {
    method: 'GET',
    path: '/meetingSummaries',
    token,
    query: { meetingId },
  } as const;
  try {
    const { items } = (await webex.call({ ...request, answer: summaries })).data;
    const found = items.find(({ status }) => status !== 'deleted');
    if (found === undefined) return undefined;
    const notes = found.notes?.content ?? '';
    const actionItems = (found.actionItems ?? []).map(({ content }) => content);
    return notes.trim() === '' && actionItems.length === 0 ? undefined : { notes, actionItems };
  } catch (error) {
    // A 400 is Webex's answer to meetings that cannot have one, as those of personal rooms.
    if (error instanceof WebexRefused && [400, 404, 410].includes(error.status)) {
      return undefined;
    }
    throw error;
  }
}
