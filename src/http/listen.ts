import type { Express } from 'express';
import type { Server } from 'node:http';
import { StartError } from '../util/log.js';

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
      if (error === undefined) resolve({ port: portOf(server, port), close });
      else reject(portProblem(port, error));
    });
    const close = closing(server);
  });
}

function portProblem(port: number, error: Error): StartError {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  return new StartError(
    taken
      ? `Port ${port} is in use: stop what uses it, or set PORT to another one.`
      : `Cannot listen on port ${port}: set PORT to another one.`,
    { cause: error },
  );
}

/** Port 0 means any: which one it became. */
function portOf(server: Server, asked: number): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : asked;
}

/**
 * Node's own `close` waits for every kept-alive connection, and what goes on asking over one, as a
 * load balancer does, would keep the process from ending: so the last answer over each says that it
 * is the last.
 */
function closing(server: Server): () => Promise<void> {
  let isClosing = false;
  server.prependListener('request', (_request, response) => {
    if (isClosing) response.setHeader('Connection', 'close');
    // Its answer may have been promised to be followed by others before it was known to be the last.
    response.once('close', () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () =>
    new Promise((resolve) => {
      isClosing = true;
      server.close(() => resolve());
      server.closeIdleConnections();
    });
}
