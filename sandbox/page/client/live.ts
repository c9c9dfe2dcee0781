import { feedEvent } from './shapes.js';
import type { FeedEvent } from './shapes.js';

/** A line to what happens in the person's spaces. */
export interface Line {
  /** Settles when it stands for the first time, is stopped, or cannot be had: it is tried again all the while. */
  readonly stands: Promise<void>;
  readonly stop: () => void;
}

/**
 * Listens to what happens in the person's spaces. `reopened` is called each time the line stands again
 * after a break, so that what was missed meanwhile can be fetched.
 */
export function listen(
  token: string,
  reopened: () => void,
  happened: (event: FeedEvent) => void,
): Line {
  const source = new EventSource(`/sandbox/feed?${String(new URLSearchParams({ token }))}`);
  let settle = (): void => undefined;
  const stands = new Promise<void>((resolve) => {
    settle = resolve;
    source.addEventListener('error', settle, { once: true });
    source.addEventListener('open', settle, { once: true });
  });
  let isBroken = false;
  source.addEventListener('error', () => {
    isBroken = true;
  });
  source.addEventListener('open', () => {
    if (isBroken) reopened();
    isBroken = false;
  });
  source.addEventListener('message', (event: MessageEvent<string>) => {
    const data: unknown = JSON.parse(event.data);
    happened(feedEvent(data));
  });
  const stop = (): void => {
    source.close();
    settle();
  };
  return { stands, stop };
}
