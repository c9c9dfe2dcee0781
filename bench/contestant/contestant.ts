import { randomBytes } from 'node:crypto';
import { freePort } from '../../sandbox/demo/port.js';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { startFront } from '../../test/support/front.js';
import { IN_FLIGHT, type Latency, RECORDINGS_EACH } from '../counts.js';
import { cardOf, linkOf } from './card.js';
import { Conversation } from './conversation.js';
import { openDatabase } from './database.js';
import type { Name } from './name.js';
import { type BotProcess, type Usage, startBot } from './process.js';

/** A bot with a sandbox of its own, and the people who talk to it. */
export interface Contestant {
  readonly name: Name;
  readonly people: readonly Conversation[];
  /** Makes every API call take this much longer. */
  readonly setLatency: (ms: Latency) => void;
  /** Of the bot's processes together. */
  readonly usage: BotProcess['usage'];
  /** Settles when the bot has made no call for a second. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How many recordings each person has, in the 30 days that `list` shows. */
export const USUAL_CROWD: readonly number[] = Array.from(
  { length: IN_FLIGHT },
  () => RECORDINGS_EACH,
);

export interface Wanted {
  /** More for the bot's node, e.g. a profiler. */
  readonly nodeOptions?: readonly string[];
  /** How many each person has. */
  readonly recordings?: readonly number[];
  /** Where webex-node-bot-framework is installed, for the bot that stands on it as it comes. */
  readonly stockFolder?: string | undefined;
  /** How many share the database and the work; one. */
  readonly processes?: number;
}

/** Starts a bot, and connects everyone to it. All bots' people have the same recordings. */
export async function startContestant(
  name: Name,
  { nodeOptions = [], recordings = USUAL_CROWD, stockFolder = '', processes = 1 }: Wanted = {},
): Promise<Contestant> {
  const database = await openDatabase(name);
  const sandbox = await startSandbox({ port: 0, seed: 'empty' });
  const crowd = recordings.map((count, index) =>
    sandbox.addPerson({ name: `Person ${index}`, recordings: count, days: 30 }),
  );
  const front = processes === 1 ? undefined : await startFront();
  const ports = await Promise.all(Array.from({ length: processes }, () => freePort({}, 'PORT', 0)));
  front?.leadTo(...ports.map(urlOf));
  const env = {
    WEBEX_BOT_TOKEN: 'sandbox-bot',
    WEBEX_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL: front?.url ?? urlOf(ports[0] ?? 0),
    WEBEX_CLIENT_ID: 'sandbox-client',
    WEBEX_CLIENT_SECRET: 'sandbox-secret',
    WEBEX_API_BASE_URL: sandbox.apiUrl,
    // It is asked far more than any person asks.
    RATE_LIMIT_PER_MINUTE: '10000',
    // People come from addresses of their own.
    PROXY_HOPS: '1',
    ...database.env,
    // Where the SDK of the stock framework finds Webex.
    HYDRA_SERVICE_URL: sandbox.apiUrl,
    STOCK_FOLDER: stockFolder,
    BENCH_TOKENS: JSON.stringify(Object.fromEntries(crowd.map(({ id, token }) => [id, token]))),
  };
  const entry = { plain: 'plain/main', stock: 'stock/main', postgres: 'ours', pglite: 'ours' }[
    name
  ];
  const bots: BotProcess[] = [];
  for (const port of ports) {
    bots.push(await startBot(entry, { ...env, PORT: String(port) }, nodeOptions));
  }
  const people = await Promise.all(
    crowd.map(async ({ id, token }, index) => {
      const person = sandbox.world.people.byId(id);
      if (person === undefined) throw new Error('The sandbox has lost a person');
      const conversation = new Conversation(sandbox, person);
      if (entry === 'ours') await connect(conversation, token, `192.0.2.${index}`);
      return conversation;
    }),
  );
  await settled(sandbox);
  return {
    name,
    people,
    setLatency: (ms) => {
      sandbox.faults.set(ms === 0 ? [] : [{ path: '^/v1', latencyMs: ms }]);
    },
    usage: async (what) => together(await Promise.all(bots.map(({ usage }) => usage(what)))),
    settled: () => settled(sandbox),
    stop: async () => {
      for (const bot of bots) await bot.stop();
      await front?.stop();
      await sandbox.stop();
      await database.stop();
    },
  };
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

function together(usages: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number): number =>
    usages.reduce((all, usage) => all + of(usage), 0);
  return {
    cpuMs: sum(({ cpuMs }) => cpuMs),
    rssMb: sum(({ rssMb }) => rssMb),
    heldMs: Math.max(...usages.map(({ heldMs }) => heldMs)),
  };
}

/** The plain bot is given everyone's token; ours is told by each person in the usual way. */
async function connect(conversation: Conversation, token: string, from: string): Promise<void> {
  const invitation = cardOf(await conversation.write('connect'));
  const headers = { 'x-forwarded-for': from };
  const opened = await fetch(linkOf(invitation, 'Connect'), { redirect: 'manual', headers });
  const consent = await fetch(opened.headers.get('location') ?? '', {
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
  });
  const page = await fetch(consent.headers.get('location') ?? '', { headers });
  if (!page.ok) throw new Error(`Could not connect: ${await page.text()}`);
}

/** Until no bot has said anything more for a while: first lists and welcomes come by themselves. */
async function settled(sandbox: Sandbox): Promise<void> {
  let calls = -1;
  while (calls !== sandbox.calls.list().length) {
    calls = sandbox.calls.list().length;
    await new Promise((done) => setTimeout(done, 1_000));
    await sandbox.settled();
  }
}
