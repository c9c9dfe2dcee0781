import { randomUUID } from 'node:crypto';
import { type Dispatcher, WebSocket } from 'undici';
import { SECOND } from '../../util/time.js';
import { frame } from './activity.js';

/** In milliseconds; as Webex's own clients have them. */
export const SOCKET_TIMING = {
  /** From opening to the first frame that announces events. */
  readyMs: 30 * SECOND,
  pingMs: 15 * SECOND,
  pongMs: 14 * SECOND,
};
export type SocketTiming = typeof SOCKET_TIMING;

/** Another socket of the same device took over. */
export const REPLACED = 4000;
/** The device is no longer known. */
export const NO_DEVICE = 4404;

export interface Ending {
  /** WebSocket's or Webex's close code; 1006 when it broke, or never opened. */
  readonly code: number;
  /** Events were about to come: the socket was authorized, and Webex had answered. */
  readonly wasReady: boolean;
  /** When something last arrived; milliseconds since the epoch. */
  readonly heardAt: number;
}

export interface ConnectionDeps {
  readonly url: string;
  readonly token: string;
  readonly agent: Dispatcher;
  readonly timing: SocketTiming;
  readonly now: () => number;
  /** Stores the events of an activity. Rejects: then the frame is not acknowledged. */
  readonly take: (activity: unknown) => Promise<void>;
  readonly onReady: () => void;
}

/** An open socket; frames are handled one after another, in the order in which they arrive. */
export function openConnection(deps: ConnectionDeps) {
  const { token, timing, now } = deps;
  const socket = new WebSocket(webSocketAddress(deps.url, now()), { dispatcher: deps.agent });
  let heardAt = now();
  let isReady = false;
  let isOver = false;
  let taking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let end: (ending: Ending) => void;
  const ended = new Promise<Ending>((resolve) => (end = resolve));

  const over = (code: number): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    end({ code, wasReady: isReady, heardAt });
    // The other side may be gone: nobody waits for its close frame.
    if (socket.readyState < WebSocket.CLOSING) socket.close(1000, 'Done');
  };
  const within = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, ms).unref();
  };
  const send = (message: object): void => {
    if (!isOver && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  let awaited: string | undefined;
  const ping = (): void => {
    awaited = randomUUID();
    send({ type: 'ping', id: awaited });
    within(timing.pongMs, () => over(1006));
  };
  const ready = (): void => {
    if (isReady) return;
    isReady = true;
    deps.onReady();
    ping();
  };

  const acknowledge = (id: string | undefined): void => {
    if (id !== undefined) send({ type: 'ack', messageId: id });
  };
  const take = (id: string | undefined, activity: unknown): void => {
    taking = taking
      .then(() => deps.take(activity))
      .then(
        () => acknowledge(id),
        // It is stored by nobody; `take` has logged that.
        () => undefined,
      );
  };
  const read = (text: unknown): void => {
    heardAt = now();
    const { id, type, data } = frame.safeParse(parsedJson(text)).data ?? {};
    if (type === 'pong') {
      if (id === awaited) within(timing.pingMs, ping);
    } else if (type === 'shutdown') over(1001);
    else if (data?.eventType === 'conversation.activity') take(id, data.activity);
    else if (data !== undefined) {
      acknowledge(id);
      if (READY.has(data.eventType)) ready();
    }
  };

  socket.addEventListener('open', () => {
    send({ id: randomUUID(), type: 'authorization', data: { token: `Bearer ${token}` } });
  });
  socket.addEventListener('message', (event: { readonly data?: unknown }) => read(event.data));
  socket.addEventListener('close', ({ code }) => over(code));
  // A 'close' follows; without a listener it would end the process.
  socket.addEventListener('error', () => undefined);
  within(timing.readyMs, () => over(1006));

  return {
    ended,
    close: (): void => over(1000),
    /** Settles when everything that arrived is handled. */
    taken: async (): Promise<void> => await taking,
  };
}

export type Connection = ReturnType<typeof openConnection>;

const READY = new Set(['mercury.buffer_state', 'mercury.registration_status']);

/** Errors come as close codes: the status of a refused upgrade cannot be seen. */
function webSocketAddress(url: string, now: number): URL {
  const address = new URL(url);
  const params = {
    outboundWireFormat: 'text',
    bufferStates: 'true',
    aliasHttpStatus: 'true',
    clientTimestamp: String(now),
  };
  for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
  return address;
}

function parsedJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
