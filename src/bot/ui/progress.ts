import type { JobControl } from '../../jobs/job.js';
import { eventRetry, waitAfter } from '../../util/retry-policy.js';
import { SECOND } from '../../util/time.js';
import { isFinal, isWebexError } from '../../webex/errors.js';

export interface LongWork<T, P> {
  readonly whole: Promise<T>;
  readonly progress: () => P;
}

/** Between two checks of whether a run is still wanted. */
const POLL_MS = SECOND;
/** Until the first progress on a card; the wait doubles each time, so ten edits at most. */
const FIRST_PROGRESS_MS = 5 * SECOND;

/**
 * Waits for work of a job. Rejects as the work and `show` do.
 * @param show shows progress: seldom, and at once when Webex makes the work wait (`busyUntil`)
 * @returns undefined when the job has to stop
 */
export async function followed<T, P extends { readonly busyUntil?: number | undefined }>(
  work: LongWork<T, P>,
  control: Pick<JobControl<unknown>, 'wait' | 'shouldContinue'>,
  show: ((progress: P) => Promise<void>) | undefined,
): Promise<T | undefined> {
  const settled = work.whole.then(
    (found) => ({ found }),
    (error: unknown) => ({ error }),
  );
  let pause = FIRST_PROGRESS_MS;
  let waited = 0;
  let shownBusy: number | undefined;
  for (;;) {
    const result = await Promise.race([settled, control.wait(POLL_MS)]);
    if (!(await control.shouldContinue())) return undefined;
    if (result !== undefined) {
      if ('error' in result) throw result.error;
      return result.found;
    }
    waited += POLL_MS;
    const progress = work.progress();
    // A pause is shown as soon as it begins.
    const isNews = progress.busyUntil !== undefined && progress.busyUntil !== shownBusy;
    if (waited < pause && !isNews) continue;
    if (waited >= pause) pause *= 2;
    shownBusy = progress.busyUntil;
    await show?.(progress);
  }
}

/**
 * Shows the end of a job's work, retrying as often as an event while Webex fails or is busy: else the card
 * would say for ever that the work is under way. Rejects with Webex's last error, and as `show` does otherwise.
 * @returns false when the job has to stop before that
 */
export async function showsEnd(
  control: Pick<JobControl<unknown>, 'wait' | 'shouldContinue'>,
  show: () => Promise<void>,
): Promise<boolean> {
  for (let failed = 1; ; failed += 1) {
    try {
      await show();
      return true;
    } catch (error) {
      const waitMs = waitAfter(eventRetry, failed);
      if (waitMs === undefined || isFinal(error) || !isWebexError(error)) throw error;
      await control.wait(waitMs);
      if (!(await control.shouldContinue())) return false;
    }
  }
}
