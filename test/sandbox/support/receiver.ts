import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook that came in. */
export interface Delivery {
  headers: IncomingHttpHeaders;
  raw: Buffer;
  resource: string;
  event: string;
  data: Record<string, unknown>;
}

/** A server that takes webhooks, and answers them with `status`. */
export interface Receiver {
  url: string;
  status: number;
  deliveries: Delivery[];
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const raw = Buffer.concat(chunks);
      const parsed = JSON.parse(raw.toString()) as Pick<Delivery, 'resource' | 'event' | 'data'>;
      receiver.deliveries.push({ headers: req.headers, raw, ...parsed });
      res.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    status: 200,
    deliveries: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
