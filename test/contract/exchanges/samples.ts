import type { Told } from '../../support/openapi/made-up.js';

/** A recording as documented. */
export const RECORDING = {
  id: 'r1',
  meetingId: 'm1',
  topic: 'Standup',
  createTime: '2026-11-20T10:00:00Z',
  timeRecorded: '2026-11-20T09:00:00Z',
  siteUrl: 'acme.webex.com',
  downloadUrl: 'https://acme.webex.com/d',
  playbackUrl: 'https://acme.webex.com/p',
  password: '********',
  format: 'MP4',
  serviceType: 'MeetingCenter',
  durationSeconds: 60,
  sizeBytes: 1,
  shareToMe: false,
  status: 'available',
};
/** An error in the common shape. */
export const ERROR = { message: 'No', errors: [{ description: 'No' }], trackingId: 'ROUTER_1' };
/** A card as an attachment. */
export const CARD = {
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.2', body: [{ type: 'TextBlock', text: 'Hi' }] },
};
/** A webhook for everything. */
export const HOOK = {
  name: 'w',
  targetUrl: 'https://bot.example.com',
  resource: 'all',
  event: 'all',
};
/** New tokens, asked for as documented: by a form. */
export const TOKENS: Told = {
  sends: { grant_type: 'refresh_token', client_id: 'c', client_secret: 's', refresh_token: 'r' },
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  answers: {
    ...{ access_token: 'x', refresh_token: 'r' },
    ...{ expires_in: 1, refresh_token_expires_in: 2 },
  },
};
/** A click, less its inputs. */
export const ACTION = { type: 'submit', messageId: 'm1' };
/** The recording, less a key. */
export const without = (key: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(RECORDING).filter(([name]) => name !== key));
/** A list of one item. */
export const listOf = (item: unknown): Told => ({ answers: { items: [item] } });
/** A message posted with an attachment. */
export const posting = (attachment: unknown): Told => ({
  sends: { roomId: 'r', text: 'Hi', attachments: [attachment] },
  answers: { id: 'm1' },
});
/** A click with these inputs. */
export const clicking = (inputs: unknown): Told => ({
  sends: { ...ACTION, inputs },
  status: 202,
  answers: ACTION,
});

/** An exchange in short. */
export interface Row {
  what: string;
  told: Told;
}

/** An exchange that departs from the documents. */
export interface WrongRow extends Row {
  /** The first departure that is found: side, rule, place and key. */
  because: string;
}
