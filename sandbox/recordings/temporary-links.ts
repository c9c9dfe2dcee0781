import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Recording } from './recording.js';
import { formatTime } from './window.js';

/** How long temporaryDirectDownloadLinks work. */
export const linkLifeMs = 3 * 3_600_000;

export const linkKinds = ['recording', 'audio', 'transcript'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Makes and checks the links that need no token, only their ticket, and only for three hours. */
export class TemporaryLinks {
  constructor(
    private readonly key: string,
    private readonly now: () => number,
  ) {}

  /** The object of Get Recording Details; `base` is the address that files are served under. */
  of(recording: Recording, base: string): Record<string, string> {
    const expires = Math.floor((this.now() + linkLifeMs) / 1000) * 1000;
    const link = (kind: LinkKind): string =>
      `${base}/${kind}/${recording.id}?expires=${expires}&ticket=${this.#ticket(kind, recording.id, expires)}`;
    return {
      recordingDownloadLink: link('recording'),
      ...(recording.format === 'MP4' ? { audioDownloadLink: link('audio') } : {}),
      ...(recording.hasTranscript ? { transcriptDownloadLink: link('transcript') } : {}),
      expiration: formatTime(expires),
    };
  }

  /** Whether a link is one of ours and still good. */
  isGood(kind: LinkKind, id: string, expires: number, ticket: string): boolean {
    const right = Buffer.from(this.#ticket(kind, id, expires));
    const given = Buffer.from(ticket);
    return right.length === given.length && timingSafeEqual(right, given) && expires > this.now();
  }

  #ticket(kind: LinkKind, id: string, expires: number): string {
    return createHmac('sha256', this.key).update(`${kind} ${id} ${expires}`).digest('base64url');
  }
}
