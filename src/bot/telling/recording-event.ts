import { z } from 'zod';

/**
 * Webex tells that a recording of somebody is ready. The webhook that says so is one that we made
 * with that person's token, so its id says whom to tell; of the recording only the id is taken, and
 * all else is read from Webex in that person's name.
 * https://developer.webex.com/docs/webhooks
 */
export const recordingEvent = z.object({
  /** Of the webhook. */
  id: z.string().min(1),
  resource: z.literal('recordings'),
  event: z.literal('created'),
  /** Whose token made the webhook. */
  createdBy: z.string().optional(),
  data: z.object({ id: z.string().regex(/^[\w=-]{1,200}$/) }),
});
/** What Webex tells of a recording, parsed. */
export type RecordingEvent = z.infer<typeof recordingEvent>;
