import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Target } from '../delivery/courier.js';
import type { FeedEvent } from '../world/feed.js';
import type { World } from '../world/world.js';
import { activityOf } from './activities.js';
import { type Device, type Devices, socketPath } from './devices.js';

/** As Webex closes: nobody said who they are, they may not, another socket came. */
const CLOSED = {
  late: [1008, 'Authentication did not happen within the timeout window of 30000 seconds.'],
  refused: [4401, 'Authentication failed'],
  notTheirs: [4403, 'Forbidden'],
  unknown: [4404, 'Not found'],
  replaced: [4000, 'replaced'],
} as const;
const AUTHORIZE_MS = 30_000;
/** A frame that nobody acknowledges is not waited for any longer. */
const TIMEOUT_MS = 10_000;

const said = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('authorization'),
    id: z.string().min(1),
    data: z.object({ token: z.string() }),
  }),
  z.object({ type: z.literal('ping'), id: z.string().min(1) }),
  z.object({ type: z.literal('ack'), messageId: z.string().min(1) }),
]);

/** A socket that has said who it is. */
interface Line {
  readonly socket: WebSocket;
  /** Neither frames nor pongs go out any more, and nothing that comes in is read. */
  isSilent: boolean;
  /** By the id of a frame: nobody waits for its acknowledgement any more. */
  readonly waiting: Map<string, () => void>;
}

/** The sockets of devices: the newest of a device alone is open, and is told of events. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #lines = new Map<Device, Line>();
  #sent = 0;
  #acknowledged = 0;

  constructor(
    private readonly world: World,
    private readonly devices: Devices,
    private readonly urlOf: () => string,
  ) {
    devices.onRemoved = (device) => this.#lines.get(device)?.socket.close(...CLOSED.unknown);
  }

  /** How many are open and authorized. */
  get open(): number {
    return this.#lines.size;
  }

  /** How many frames were sent, and how many acknowledged. */
  get counts(): { readonly sent: number; readonly acknowledged: number } {
    return { sent: this.#sent, acknowledged: this.#acknowledged };
  }

  /** Every connection breaks, without a word. */
  drop(): void {
    for (const { socket } of this.#lines.values()) socket.terminate();
  }

  /** Every connection stays open, and nothing comes over it any more. */
  silence(): void {
    for (const line of this.#lines.values()) line.isSilent = true;
  }

  /** Takes the upgrades of a server. */
  attach(server: Server): void {
    server.on('upgrade', (request, connection, head) => this.#upgrade(request, connection, head));
  }

  /** Ends every connection. */
  stop(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  /** Where an event goes to beside webhooks. */
  *hearing(event: FeedEvent): Iterable<Target> {
    for (const device of this.devices.all()) {
      if (!event.reaches(device.owner.person)) continue;
      const activity = activityOf(this.world, this.urlOf(), event);
      if (activity === undefined) continue;
      const id = randomUUID();
      const frame = this.#frame(id, { eventType: 'conversation.activity', activity });
      yield {
        line: device,
        url: `${this.urlOf()}${socketPath(device)}`,
        send: () => this.#send(device, id, frame),
        fail: (how) => {
          const line = this.#lines.get(device);
          if (how === 'silence' && line !== undefined) line.isSilent = true;
          else line?.socket.terminate();
        },
      };
    }
  }

  #upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const { pathname } = new URL(request.url ?? '', this.urlOf());
    const device = this.devices.all().find((one) => socketPath(one) === pathname);
    const isOurs = /^\/v1\/apps\/wx2\/registrations\/[^/]+\/messages$/.test(pathname);
    const params = new URL(request.url ?? '', this.urlOf()).searchParams;
    // Without it, what is wrong is an HTTP status, which no browser shows.
    if (!isOurs || (device === undefined && params.get('aliasHttpStatus') !== 'true')) {
      connection.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, connection, head, (socket) => {
      if (device === undefined) socket.close(...CLOSED.unknown);
      else this.#greet(device, socket);
    });
  }

  #greet(device: Device, socket: WebSocket): void {
    const timer = setTimeout(() => socket.close(...CLOSED.late), AUTHORIZE_MS).unref();
    let line: Line | undefined;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(timer);
      if (line === undefined) return;
      if (this.#lines.get(device) === line) this.#lines.delete(device);
      for (const done of line.waiting.values()) done();
    });
    socket.on('message', (bytes: Buffer, isBinary) => {
      const frame = isBinary ? undefined : read(bytes);
      if (frame === undefined) {
        socket.close(1003, 'Not understood');
        return;
      }
      if (line?.isSilent === true) return;
      if (frame.type === 'authorization') {
        clearTimeout(timer);
        line = this.#authorize(device, socket, frame.data.token) ?? line;
      } else if (line === undefined) socket.close(...CLOSED.refused);
      else if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong', id: frame.id }));
      else this.#acknowledge(device, line, frame.messageId);
    });
  }

  #authorize(device: Device, socket: WebSocket, token: string): Line | undefined {
    const grant = this.world.tokens.find(/^Bearer (\S+)$/.exec(token)?.[1] ?? '');
    if (grant === undefined) {
      socket.close(...CLOSED.refused);
      return;
    }
    if (grant.person.uuid !== device.owner.person.uuid) {
      socket.close(...CLOSED.notTheirs);
      return;
    }
    this.#lines.get(device)?.socket.close(...CLOSED.replaced);
    const line: Line = { socket, isSilent: false, waiting: new Map() };
    this.#lines.set(device, line);
    const data = { eventType: 'mercury.buffer_state', bufferState: { conversation: 'UNKNOWN' } };
    socket.send(this.#frame(randomUUID(), data));
    for (const frame of device.unacknowledged.values()) {
      this.#sent += 1;
      socket.send(frame);
    }
    return line;
  }

  /** Settles when it is acknowledged, the connection is gone, or has been silent for long. */
  async #send(device: Device, id: string, frame: string): Promise<void> {
    const line = this.#lines.get(device);
    if (this.world.settings.socketRemembers) device.unacknowledged.set(id, frame);
    if (line === undefined || line.isSilent) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, TIMEOUT_MS).unref();
      line.waiting.set(id, () => {
        clearTimeout(timer);
        done();
      });
      this.#sent += 1;
      line.socket.send(frame);
    });
  }

  #acknowledge(device: Device, line: Line, id: string): void {
    if (line.waiting.has(id) || device.unacknowledged.has(id)) this.#acknowledged += 1;
    device.unacknowledged.delete(id);
    line.waiting.get(id)?.();
    line.waiting.delete(id);
  }

  #frame(id: string, data: Record<string, unknown>): string {
    return JSON.stringify({
      id,
      data,
      timestamp: this.world.now(),
      trackingId: `ROUTER_${id.toUpperCase()}`,
      alertType: 'none',
      headers: {},
      filterMessage: false,
    });
  }
}

function read(bytes: Buffer): z.output<typeof said> | undefined {
  try {
    return said.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
