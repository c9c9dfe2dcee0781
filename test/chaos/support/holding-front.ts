import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The public address of bots that come, go and are killed: a load balancer with retries. */
export interface HoldingFront {
  readonly url: string;
  /** Sends requests there too from now on, in turn. */
  readonly add: (url: string) => void;
  readonly remove: (url: string) => void;
  /** How many requests nobody has answered yet. */
  readonly held: () => number;
  readonly stop: () => Promise<void>;
}

/** How long to leave bots alone of which none could take a request, in milliseconds. */
const PAUSE_MS = 25;
/** Longer than this nobody waits for an answer: Webex would switch the webhook off after a hundred. */
const LONGEST_MS = 3_000;
/** Headers of one connection, which do not pass on to the next. */
const HOP = new Set(['connection', 'keep-alive']);

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Listens on a free port, and holds each request until a bot has answered it with anything but 503.
 * Webex delivers an event once and never again: one that finds nobody listening is lost by Webex's
 * own rules, however well the bot keeps what it was told. So whoever runs a bot that must not lose
 * anything has something like this in front, and without it the tests would count losses that are
 * not the bot's. It takes a delivery itself that no bot has taken after some seconds, and goes on: Webex
 * switches a webhook off after a hundred that came to nothing, and then tells nothing any more.
 */
export async function startHoldingFront(): Promise<HoldingFront> {
  const bots: string[] = [];
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  let held = 0;
  let stopped = false;

  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const taken = setTimeout(() => {
      if (incoming.method === 'POST' && !response.destroyed) response.writeHead(202).end();
    }, LONGEST_MS);
    response.once('close', () => clearTimeout(taken));
    while (!stopped) {
      const bot = bots[(turn += 1) % Math.max(1, bots.length)];
      const answer = bot === undefined ? undefined : await tryOne(bot, incoming, body, agent);
      if (answer !== undefined && answer.status !== 503) {
        const headers = Object.entries(answer.headers).filter(([name]) => !HOP.has(name));
        if (!response.destroyed && !response.headersSent)
          response.writeHead(answer.status, Object.fromEntries(headers)).end(answer.body);
        return;
      }
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
    response.destroy();
  };

  const server = createServer((incoming, response) => {
    held += 1;
    pass(incoming, response)
      .catch(() => response.destroy())
      .finally(() => (held -= 1));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (url) => void bots.push(url),
    remove: (url) => {
      const at = bots.indexOf(url);
      if (at >= 0) bots.splice(at, 1);
    },
    held: () => held,
    stop: async () => {
      stopped = true;
      agent.destroy();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What one bot answers; undefined when it is not there, or dies over it. */
function tryOne(
  bot: string,
  { method, url = '/', headers }: IncomingMessage,
  body: Buffer,
  agent: Agent,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asked = request(new URL(url, bot), { method, headers, agent }, (answer) => {
      buffer(answer).then(
        (bytes) =>
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
        () => resolve(undefined),
      );
    });
    asked.once('error', () => resolve(undefined));
    asked.end(body);
  });
}
