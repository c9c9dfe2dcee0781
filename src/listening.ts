import type { Server } from 'node:http';
import type { Express } from 'express';
import { StartError } from './start-error.js';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more requests; those under way are answered, idle connections let go. */
  readonly close: () => Promise<void>;
}

/** Begins to listen. Rejects with a StartError when the port cannot be had. */
export function listen(app: Express, port: number, host: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => {
      if (error === undefined) resolve({ port: portOf(server, port), close: () => closed(server) });
      else reject(StartError.listening(port, error));
    });
  });
}

/** Port 0 means any: which one it became. */
function portOf(server: Server, asked: number): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : asked;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
