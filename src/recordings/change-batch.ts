import { batchRetry, waitAfter } from '../util/retry-policy.js';
import { SECOND } from '../util/time.js';
import { type WebexError, WebexRefused } from '../webex/errors.js';
import type { RecordingRef } from './get.js';

/** The most that one call of the recycle bin takes. */
export const LARGEST_BATCH = 100;

/**
 * Cuts into batches as the recycle bin's calls take them: all of one site, at most a hundred, each
 * recording in one of them, in their order.
 *
 * @param keyOf what the members of a batch have in common, at least the site
 */
export function batchesOf<T extends { readonly siteUrl?: string | undefined }>(
  targets: readonly T[],
  keyOf: (target: T) => string | undefined = ({ siteUrl }) => siteUrl,
): T[][] {
  const byKey = new Map<string | undefined, T[]>();
  for (const target of targets) {
    const some = byKey.get(keyOf(target));
    if (some === undefined) byKey.set(keyOf(target), [target]);
    else some.push(target);
  }
  return [...byKey.values()].flatMap((site) => {
    const batches: T[][] = [];
    for (let at = 0; at < site.length; at += LARGEST_BATCH) {
      batches.push(site.slice(at, at + LARGEST_BATCH));
    }
    return batches;
  });
}

/** A part of a batch that goes in one call. */
export interface Part {
  readonly members: readonly RecordingRef[];
  readonly tries: number;
  /** These were asked for before, with others, in a call that was refused. */
  readonly halved?: true;
}

/** The two halves of a call that was refused; nothing of one recording. */
export function halvesOf({ members }: Part): Part[] {
  if (members.length < 2) return [];
  const half = Math.ceil(members.length / 2);
  return [members.slice(0, half), members.slice(half)].map((some) => ({
    members: some,
    tries: 0,
    halved: true,
  }));
}

/** Whether it is the recordings that Webex minds: of a batch, some. */
export function isRefused(error: WebexError): boolean {
  if (!(error instanceof WebexRefused) || error.repeated) return false;
  return error.status < 500 && !isTooMuch(error);
}

/** Whether Webex did nothing, since there are too many calls. */
export function isTooMuch(error: WebexError): boolean {
  return error instanceof WebexRefused && error.status === 429;
}

/**
 * How long to wait before a call is made again.
 *
 * @param tries made so far
 * @returns milliseconds; undefined when it is not to be made again
 */
export function retryDelay(error: WebexError, tries: number): number | undefined {
  const asked = error instanceof WebexRefused ? error.retryAfterSeconds : undefined;
  const ours = waitAfter(batchRetry, tries);
  if (ours === undefined || asked === undefined) return ours;
  return Math.max(asked * SECOND, batchRetry.firstWaitMs);
}
