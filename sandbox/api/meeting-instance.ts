import type { Library } from '../recordings/library.js';
import type { Recording } from '../recordings/recording.js';
import { badRequest, notFound } from './api-error.js';

/**
 * What was recorded of a meeting. By the words of transcripts and summaries only ended meeting
 * instances are supported: 400 for a series or a scheduled meeting, 404 for what nobody knows.
 */
export function recordingsOfInstance(library: Library, meetingId: string): readonly Recording[] {
  const found = library.ofInstance(meetingId);
  if (found.length > 0) return found;
  // An instance is named after its series: whatever has no instance part is something wider.
  if (!meetingId.includes('_I_')) {
    throw badRequest('meetingId: only ended meeting instances are supported.');
  }
  throw notFound('meeting');
}
