import type { Express } from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** An Express application on a free port of this machine. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function serve(app: Express): Promise<Served> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
