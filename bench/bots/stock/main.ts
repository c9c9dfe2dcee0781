import { createRequire } from 'node:module';
import { Agent } from 'node:http';
import { join } from 'node:path';
import axios from 'axios';
import express from 'express';
import { z } from 'zod';
import { type Action, asked } from '../plain/bot.js';
import { listCard } from '../plain/card.js';
import { benchEnv, reportToBench } from '../report.js';

/** The framework as its package comes, as far as it is used here. */
interface StockBot {
  readonly sendCard: (card: object, words: string) => Promise<unknown>;
}
interface StockTrigger {
  readonly personId: string;
  readonly attachmentAction: Action;
}
interface StockFramework {
  readonly hears: (
    words: string | RegExp,
    heard: (bot: StockBot, trigger: StockTrigger) => Promise<void>,
    preference: number,
  ) => void;
  readonly on: (
    event: 'initialized' | 'attachmentAction',
    heard: (bot: StockBot, trigger: StockTrigger) => unknown,
  ) => void;
  readonly start: () => Promise<unknown>;
}

const env = benchEnv
  .extend({
    /** Where webex-node-bot-framework is installed, with the SDK that it brings. */
    STOCK_FOLDER: z.string(),
  })
  .parse(process.env);

const load = createRequire(join(env.STOCK_FOLDER, 'package.json'));
const Framework = load('webex-node-bot-framework') as new (options: object) => StockFramework;
const webhook = load('webex-node-bot-framework/webhook') as (of: StockFramework) => express.Handler;

const api = axios.create({
  baseURL: env.WEBEX_API_BASE_URL,
  timeout: 10_000,
  httpAgent: new Agent({ keepAlive: true }),
});
const headers = { authorization: `Bearer ${env.WEBEX_BOT_TOKEN}` };
const tokens = z.record(z.string(), z.string()).parse(JSON.parse(env.BENCH_TOKENS));
const { recordings, trashed } = asked({ api, tokens });

const framework = new Framework({
  token: env.WEBEX_BOT_TOKEN,
  webhookUrl: `${env.PUBLIC_URL}/webhook`,
  webhookSecret: env.WEBEX_WEBHOOK_SECRET,
  messageFormat: 'markdown',
});
framework.hears(
  /^list$/i,
  async (bot, { personId }) => {
    const { markdown, attachments } = listCard(await recordings(personId));
    const [card] = attachments;
    if (card !== undefined) await bot.sendCard(card.content, markdown);
  },
  0,
);
// It cannot replace a card.
framework.on('attachmentAction', async (_bot, { attachmentAction: action }) => {
  const card = { roomId: action.roomId, ...(await trashed(action)) };
  await api.put(`/messages/${action.messageId}`, card, { headers });
});

const app = express();
app.post('/webhook', express.json({ limit: '64kb' }), webhook(framework));
await new Promise((done) => app.listen(env.PORT, '127.0.0.1', () => done(undefined)));
const ready = new Promise((done) => framework.on('initialized', () => done(undefined)));
await framework.start();
await ready;
reportToBench();
