import { Agent } from 'node:http';
import axios from 'axios';
import { z } from 'zod';
import { benchEnv, reportToBench } from '../report.js';
import { plainBot } from './bot.js';

const env = benchEnv.parse(process.env);

const api = axios.create({
  baseURL: env.WEBEX_API_BASE_URL,
  timeout: 10_000,
  httpAgent: new Agent({ keepAlive: true }),
});
const bot = { authorization: `Bearer ${env.WEBEX_BOT_TOKEN}` };
const me = await api.get<{ id: string }>('/people/me', { headers: bot });
const tokens = z.record(z.string(), z.string()).parse(JSON.parse(env.BENCH_TOKENS));
const app = plainBot({ api, bot, botId: me.data.id, secret: env.WEBEX_WEBHOOK_SECRET, tokens });
await new Promise((done) => app.listen(env.PORT, '127.0.0.1', done));
for (const resource of ['messages', 'attachmentActions']) {
  const webhook = { name: 'plain', targetUrl: `${env.PUBLIC_URL}/webhook`, resource };
  const body = { ...webhook, event: 'created', secret: env.WEBEX_WEBHOOK_SECRET };
  await api.post('/webhooks', body, { headers: bot });
}
reportToBench();
