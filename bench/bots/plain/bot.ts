import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AxiosInstance } from 'axios';
import express, { type Express } from 'express';
import { listCard, type PlainRecording } from './card.js';

/** What the plain bot stands on. */
export interface PlainBotParts {
  readonly api: AxiosInstance;
  /** The bot's own request headers. */
  readonly bot: Readonly<Record<string, string>>;
  readonly botId: string;
  readonly secret: string;
  /** Person id → access token. */
  readonly tokens: Readonly<Record<string, string>>;
}

interface Event {
  readonly resource: string;
  readonly data: { readonly id: string; readonly roomId: string; readonly personId: string };
}

export interface Action {
  readonly messageId: string;
  readonly roomId: string;
  readonly personId: string;
  readonly inputs: { readonly recording: string; readonly site: string };
}

const DAY = 86_400_000;

/** What is asked of Webex in a person's name, as our bot asks it. */
export function asked({ api, tokens }: Pick<PlainBotParts, 'api' | 'tokens'>) {
  const of = (personId: string): { authorization: string } => ({
    authorization: `Bearer ${tokens[personId] ?? ''}`,
  });
  const recordings = async (personId: string): Promise<readonly PlainRecording[]> => {
    const now = Date.now();
    const from = new Date(now - 30 * DAY).toISOString();
    const params = { from, to: new Date(now).toISOString(), max: 100 };
    const answer = await api.get<{ items: PlainRecording[] }>('/recordings', {
      params,
      headers: of(personId),
    });
    return answer.data.items;
  };
  return {
    recordings,
    /** Moves a recording to the recycle bin, looks, and makes the list without it. */
    trashed: async ({ personId, inputs }: Pick<Action, 'personId' | 'inputs'>) => {
      const { recording, site } = inputs;
      const headers = of(personId);
      const body = { recordingIds: [recording], siteUrl: site };
      await api.post('/recordings/softDelete', body, { headers });
      const [look, items] = await Promise.all([
        api.get<PlainRecording>(`/recordings/${recording}`, { headers }),
        recordings(personId),
      ]);
      const done = look.data.status === 'deleted';
      const notice = done ? `Moved “${look.data.topic}” to the recycle bin.` : 'It did not work.';
      const left = items.filter((item) => item.id !== recording);
      return listCard(left, notice);
    },
  };
}

/**
 * The least that does the job: Express, axios as it comes, no framework, no checks of what Webex
 * answers, no retries, no order. It makes the same API calls as our bot, in the same sequence.
 */
export function plainBot({ api, bot, botId, secret, tokens }: PlainBotParts): Express {
  const { recordings, trashed } = asked({ api, tokens });

  const list = async ({ data: { id, roomId, personId } }: Event): Promise<void> => {
    const { data } = await api.get<{ text: string }>(`/messages/${id}`, { headers: bot });
    if (data.text.trim().toLowerCase() !== 'list') return;
    const body = { roomId, ...listCard(await recordings(personId)) };
    await api.post('/messages', body, { headers: bot });
  };

  const trash = async ({ data: { id } }: Event): Promise<void> => {
    const { data } = await api.get<Action>(`/attachment/actions/${id}`, { headers: bot });
    const card = { roomId: data.roomId, ...(await trashed(data)) };
    await api.put(`/messages/${data.messageId}`, card, { headers: bot });
  };

  const app = express();
  app.post('/webhook', express.raw({ type: 'application/json', limit: '64kb' }), (req, res) => {
    const body = req.body as Buffer;
    if (!isSigned(body, req.get('x-spark-signature'), req.get('x-webex-signature'), secret)) {
      res.sendStatus(401);
      return;
    }
    res.sendStatus(200);
    const event = JSON.parse(body.toString()) as Event;
    if (event.data.personId === botId) return;
    (event.resource === 'messages' ? list : trash)(event).catch((error: unknown) => {
      console.error(error);
    });
  });
  return app;
}

function isSigned(
  body: Buffer,
  spark: string | undefined,
  webex: string | undefined,
  secret: string,
): boolean {
  const hmac = (algorithm: string): string =>
    createHmac(algorithm, secret).update(body).digest('hex');
  const strong = `SHA-256=${hmac('sha256')}, SHA-512=${hmac('sha512')}`;
  return same(spark ?? '', hmac('sha1')) && same(webex ?? '', strong);
}

function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
