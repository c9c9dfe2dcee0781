import { createHash } from 'node:crypto';
import type { JobBook } from '../jobs/book.js';

/**
 * A mark of which recordings of a job are ticked: other ones have another mark, be they as many.
 *
 * Rejects with what the database says.
 */
export async function markOfChosen(book: Pick<JobBook, 'items'>, jobId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { recordingId } of await book.items(jobId, { ticked: true })) {
    hash.update(`${recordingId}\n`);
  }
  return hash.digest('base64url');
}
