import { setMaxListeners } from 'node:events';
import { Agent, request } from 'undici';
import type { Faults } from '../control/faults.js';
import type { Holds } from '../control/holds.js';
import type { FeedEvent } from '../world/feed.js';
import { namedUuid, webexId } from '../world/ids.js';
import type { Webhook } from '../world/webhooks.js';
import type { World } from '../world/world.js';
import { signatureHeaders } from './signature.js';

const MOST_FAILURES = 100;
const WITHIN_MS = 5 * 60_000;
const TIMEOUT_MS = 10_000;
const DELAY_MS = 300;
const HELD_BACK_MS = 1000;
const APP_ID = webexId('APPLICATION', namedUuid('app/recordings'));

/** A delivery that waits until the next one of the same line has gone. */
interface HeldBack {
  release(): void;
}

/** Where an event is to go. */
export interface Target {
  /** The webhook, or the device of a socket: what one delivery may overtake another on. */
  readonly line: object;
  /** Rules and holds go by it. */
  readonly url: string;
  /** Settles when it has arrived, or never will. */
  send(): Promise<void>;
  /** The connection breaks, or falls silent, instead; only a socket can. */
  fail?(how: 'drop' | 'silence'): void;
}

/**
 * Carries events to webhooks and sockets: once each, never retried; a webhook that fails too often is
 * switched off.
 */
export class Courier {
  readonly #agent = new Agent({ keepAliveTimeout: 30_000 });
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #heldBack = new Map<object, HeldBack[]>();
  readonly #unsubscribe: () => void;

  constructor(
    private readonly world: World,
    private readonly faults: Faults,
    private readonly holds: Holds,
    sockets: { hearing(event: FeedEvent): Iterable<Target> },
  ) {
    // Each delivery under way listens; that is no leak.
    setMaxListeners(0, this.#stopping.signal);
    this.#unsubscribe = world.feed.subscribe((event) => {
      for (const webhook of world.webhooks.hearing(event)) this.#take(this.#to(webhook, event));
      for (const target of sockets.hearing(event)) this.#take(target);
    });
  }

  /** Resolves when no delivery is under way or waiting. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Drops what waits, breaks off what is under way. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    this.#stopping.abort();
    await this.settled();
    await this.#agent.destroy();
  }

  #to(webhook: Webhook, event: FeedEvent): Target {
    const body = Buffer.from(JSON.stringify(envelope(webhook, event)));
    const { targetUrl: url } = webhook;
    return { line: webhook, url, send: () => this.#post(webhook, body) };
  }

  #take(target: Target): void {
    const job = this.#carry(target).finally(() => this.#underWay.delete(job));
    this.#underWay.add(job);
  }

  async #carry(target: Target): Promise<void> {
    const { line, url } = target;
    // The API call that caused the event is answered first.
    await this.#sleep(0);
    await this.#waitAtGate(url);
    const fault = this.faults.forDelivery(url);
    if (fault?.kind === 'lose') return;
    if (fault?.kind === 'drop' || fault?.kind === 'silence') target.fail?.(fault.kind);
    if (fault?.kind === 'reorder') {
      await this.#holdBack(line, fault.latencyMs ?? HELD_BACK_MS);
      await target.send();
      return;
    }
    const overtakes = this.#heldBack.get(line)?.splice(0) ?? [];
    if (fault?.kind === 'delay') await this.#sleep(fault.latencyMs ?? DELAY_MS);
    await target.send();
    if (fault?.kind === 'duplicate') await target.send();
    for (const held of overtakes) held.release();
  }

  /** Until it is let go, or all is over. */
  async #waitAtGate(url: string): Promise<void> {
    const come = this.holds.gateOf('POST', new URL(url).pathname, 'delivery');
    if (come === undefined) return;
    await new Promise<void>((go) => {
      come(go, (gone) => {
        const over = (): void => {
          gone();
          go();
        };
        if (this.#isStopping()) over();
        else this.#stopping.signal.addEventListener('abort', over, { once: true });
      });
    });
  }

  async #holdBack(line: object, ms: number): Promise<void> {
    const waiting = this.#heldBack.get(line) ?? [];
    this.#heldBack.set(line, waiting);
    await new Promise<void>((resolve) => {
      const held = { release: resolve };
      waiting.push(held);
      void this.#sleep(ms).then(() => {
        // Those that are being overtaken just now are no longer in the list, and wait for that.
        const at = waiting.indexOf(held);
        if (at >= 0) {
          waiting.splice(at, 1);
          resolve();
        }
      });
    });
  }

  async #post(webhook: Webhook, body: Buffer): Promise<void> {
    if (this.#isStopping() || webhook.status !== 'active') return;
    const taken = await this.#isTaken(webhook, body);
    // What was broken off by stop() says nothing about the receiver.
    if (!taken && !this.#isStopping()) this.#countFailure(webhook);
  }

  /** Whether the receiver answered 2xx in time. */
  async #isTaken(webhook: Webhook, body: Buffer): Promise<boolean> {
    try {
      const answer = await request(webhook.targetUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(webhook.secret === undefined ? {} : signatureHeaders(body, webhook.secret)),
        },
        body,
        dispatcher: this.#agent,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: this.#stopping.signal,
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300;
    } catch {
      return false;
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #countFailure(webhook: Webhook): void {
    const now = this.world.now();
    webhook.failures = webhook.failures.filter((at) => at > now - WITHIN_MS);
    webhook.failures.push(now);
    if (webhook.failures.length >= MOST_FAILURES) webhook.status = 'inactive';
  }

  #sleep(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    });
  }
}

/** What is posted: the webhook itself, who did it, and the data of the event. */
function envelope(
  webhook: Webhook,
  { resource, event, actor, data }: FeedEvent,
): Record<string, unknown> {
  const { id, name, targetUrl, filter, owner, status, created } = webhook;
  return {
    id,
    name,
    targetUrl,
    resource,
    event,
    ...(filter === undefined ? {} : { filter }),
    orgId: owner.person.orgId,
    createdBy: owner.person.id,
    appId: APP_ID,
    ownedBy: 'creator',
    status,
    created,
    actorId: actor.id,
    data,
  };
}
