import type { EventHandler, WebexEvent } from '../../src/events/event.js';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore, partitionSignal } from '../../src/events/inbox-store.js';
import { type Inbox, type InboxDeps, openInbox } from '../../src/events/inbox.js';
import type { Store } from '../../src/store/store.js';
import { listedWaits } from '../../src/util/retry-policy.js';
import { type ReadableLog, readableLog } from '../bot/support/log.js';
import { until } from '../support/until.js';

/** Message `id`, written in a space. */
export function message(id: string, roomId = 'space', personId = 'person'): WebexEvent {
  return { resource: 'messages', event: 'created', data: { id, roomId, personId } };
}

/** What came to a worker: ids, in order. */
export interface Worked extends EventHandler {
  readonly worked: string[];
  readonly given: { readonly id: string; readonly error: unknown }[];
}

/** A worker that notes what comes; `then` may fail or take its time. */
export function worker(
  then: (id: string) => Promise<void> | void = () => undefined,
  apology: () => Promise<void> = () => Promise.resolve(),
): Worked {
  const worked: string[] = [];
  const given: { id: string; error: unknown }[] = [];
  return {
    worked,
    given,
    handle: async ({ data: { id } }) => {
      worked.push(id);
      await then(id);
    },
    onExhausted: async ({ data: { id } }, error) => {
      given.push({ id, error });
      await apology();
    },
  };
}

export interface OpenInbox extends Inbox {
  readonly log: ReadableLog;
}

/** An inbox as the bot opens it; sweeps are rare unless a test is about them. */
export function inboxOn(
  store: Store,
  does: EventHandler,
  {
    waits,
    ...changes
  }: Partial<Pick<InboxDeps, 'now' | 'sweepMs' | 'forgetMs' | 'isWebexThere' | 'tooMuch'>> & {
    readonly waits?: readonly number[];
  } = {},
): Promise<OpenInbox> {
  const log = readableLog();
  const inbox = openInbox({
    // Without a clock of the test's own, the database's.
    store: inboxStore(store.db, changes.now),
    claims: claimStore(store.session, changes.now),
    locks: store.locks,
    signal: partitionSignal(store, log.log),
    handler: does,
    log: log.log,
    now: Date.now,
    sweepMs: 3_600_000,
    ...(waits === undefined ? {} : { retry: listedWaits(waits) }),
    ...changes,
  });
  return Promise.resolve({ ...inbox, log });
}

/** For a suite: opens inboxes that are started, and stopped after the test. */
export function startedInboxes(): typeof inboxOn {
  const running: OpenInbox[] = [];
  afterEach('the inboxes stop', () => Promise.all(running.splice(0).map((inbox) => inbox.stop())));
  return async (...args) => {
    const inbox = await inboxOn(...args);
    running.push(inbox);
    await inbox.start();
    return inbox;
  };
}

/** Options and a clock of the test's own: what failed is due again a second later, and looked for at once. */
export function soonAgain(startsAt: number) {
  let clock = startsAt;
  return {
    options: { now: () => clock, waits: [1_000], sweepMs: 20 },
    /** @param ms may be negative */
    passes: (ms: number): void => {
      clock += ms;
    },
  };
}

/** Takes an event in, and waits until its first try has failed. */
export async function failsAtFirst(inbox: OpenInbox, event: WebexEvent): Promise<void> {
  await inbox.accept(event);
  await until(() => inbox.log.text().includes('will be retried'));
}
