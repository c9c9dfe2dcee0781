import { feedEvent } from './shapes.js';
import type { FeedEvent } from './shapes.js';

/**
 * Listens to what happens in the person's spaces. `opened` is called each time the line stands, the
 * first time and after every break, so that what was missed meanwhile can be fetched.
 * The answer ends the listening.
 */
export function listen(
  token: string,
  opened: () => void,
  happened: (event: FeedEvent) => void,
): () => void {
  const source = new EventSource(`/sandbox/feed?${String(new URLSearchParams({ token }))}`);
  source.addEventListener('open', opened);
  source.addEventListener('message', (event: MessageEvent<string>) => {
    const data: unknown = JSON.parse(event.data);
    happened(feedEvent(data));
  });
  return () => source.close();
}
