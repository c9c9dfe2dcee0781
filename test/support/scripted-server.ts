import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A plain answer. */
export interface Reply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  /** The body, as JSON. */
  readonly json?: unknown;
  /** The body, as it is. */
  readonly text?: string;
}

/** One step of a script: an answer, or whatever is done instead of one. */
export type Step = Reply | ((asked: Asked, response: ServerResponse) => unknown);

/** A server on 127.0.0.1 that answers by a script, one step for each request. */
export interface ScriptedServer {
  readonly url: string;
  readonly asked: Asked[];
  /** How many connections were ever opened. */
  connections: () => number;
  /** Adds steps. A request beyond the last one is answered 418. */
  will: (...steps: Step[]) => void;
  /** Answers everything beyond the steps. */
  always: (step: Step) => void;
  stop: () => Promise<void>;
}

/** Starts one on a free port. */
export async function scriptedServer(...steps: Step[]): Promise<ScriptedServer> {
  const script = [...steps];
  const asked: Asked[] = [];
  let connections = 0;
  let beyond: Step = { status: 418, json: { message: 'nothing is scripted for this request' } };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const one = { method, url: new URL(url, 'http://127.0.0.1'), headers, body };
      asked.push(one);
      const step = script.shift() ?? beyond;
      if (typeof step === 'function') void step(one, response);
      else reply(response, step);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    connections: () => connections,
    will: (...more) => void script.push(...more),
    always: (step) => (beyond = step),
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Sends a plain answer. */
export function reply(
  response: ServerResponse,
  { status = 200, headers, json, text }: Reply,
): void {
  response.writeHead(status, {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });
  response.end(text ?? (json === undefined ? undefined : JSON.stringify(json)));
}

/** Breaks the connection where the answer would be. */
export const cut: Step = (_asked, response) => response.socket?.destroy();

/** Breaks the connection in the middle of the answer's body. */
export const cutInBody: Step = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
  response.write('{"items":[', () => response.socket?.destroy());
};

/** Writes these bytes, whatever they are, in place of an answer. @param ends closes the connection after them */
export const raw =
  (bytes: string | Buffer, ends = true): Step =>
  (_asked, { socket }) => {
    if (ends) socket?.end(bytes);
    else socket?.write(bytes);
  };

/** Answers in chunks, ever more of them. */
export const dripping: Step = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
};

/** Never answers. */
export const silence: Step = () => undefined;

/** Begins to answer and never ends. */
export const endlessBody: Step = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"items":[');
};
