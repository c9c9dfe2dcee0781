import type { Person } from './people.js';

export type FeedResource =
  | 'messages'
  | 'memberships'
  | 'rooms'
  | 'attachmentActions'
  | 'recordings';
export type FeedEventName = 'created' | 'updated' | 'deleted';

/** Something that happened. Webhooks and the chat page both stand on this. */
export interface FeedEvent {
  readonly resource: FeedResource;
  readonly event: FeedEventName;
  /** Who did it. */
  readonly actor: Person;
  /** The `data` of a webhook for this event, in Webex's shape. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether Webex would tell this person of it. */
  readonly reaches: (person: Person) => boolean;
  /** The space it happened in, by id, for webhook filters; recordings have none. */
  readonly roomId?: string;
}

/** An in-process stream of events, in the order in which they happened. */
export class Feed {
  readonly #listeners = new Set<(event: FeedEvent) => void>();

  publish(event: FeedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Calls the listener for each event from now on; the answer stops it. */
  subscribe(listener: (event: FeedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
