import assert from 'node:assert/strict';
import type { Contract } from '../support/openapi/contract.js';
import { exchange, type Told } from '../support/openapi/made-up.js';
import { contractOrSkip } from './walks/walked.js';

const RECORDING = {
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
const ERROR = { message: 'No', errors: [{ description: 'No' }], trackingId: 'ROUTER_1' };
const CARD = {
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.2', body: [{ type: 'TextBlock', text: 'Hi' }] },
};
const HOOK = { name: 'w', targetUrl: 'https://bot.example.com', resource: 'all', event: 'all' };
const ACTION = { type: 'submit', messageId: 'm1' };
const without = (key: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(RECORDING).filter(([name]) => name !== key));
const listOf = (item: unknown): Told => ({ answers: { items: [item] } });
const posting = (attachment: unknown): Told => ({
  sends: { roomId: 'r', text: 'Hi', attachments: [attachment] },
  answers: { id: 'm1' },
});
const clicking = (inputs: unknown): Told => ({
  sends: { ...ACTION, inputs },
  status: 202,
  answers: ACTION,
});

interface Row {
  what: string;
  told: Told;
}

const FINE: Record<string, Row> = {
  'a recording as documented': { what: 'GET /recordings', told: listOf(RECORDING) },
  'no downloadUrl': { what: 'GET /recordings', told: listOf(without('downloadUrl')) },
  'no shareToMe for an officer': { what: 'GET /recordings', told: listOf(without('shareToMe')) },
  'an error in the common shape': {
    what: 'GET /recordings',
    told: { status: 404, answers: ERROR },
  },
  'a card on a message': { what: 'POST /messages', told: posting(CARD) },
  'a card’s own inputs': { what: 'POST /attachment/actions', told: clicking({ page: 2 }) },
  'a webhook for all': { what: 'POST /webhooks', told: { sends: HOOK, answers: HOOK } },
  'a card replaced by PUT': {
    what: 'PUT /messages/m1',
    told: { sends: { roomId: 'r', attachments: [CARD] }, answers: { id: 'm1' } },
  },
  'a token refused': {
    what: 'POST /access_token',
    told: { status: 400, answers: { error: 'invalid_grant' } },
  },
};

const WRONG: Record<string, Row> = {
  'a recording without a topic': { what: 'GET /recordings', told: listOf(without('topic')) },
  'no shareToMe though hostEmail was given': {
    what: 'GET /recordings',
    told: { ...listOf(without('shareToMe')), query: { hostEmail: 'a@example.com' } },
  },
  'a key that Webex does not know': {
    what: 'GET /recordings',
    told: listOf({ ...RECORDING, host: 'alice' }),
  },
  'a page longer than 100': {
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { max: '101' } },
  },
  'a cursor that no Link gave': {
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { cursor: 'x' } },
  },
  'an error without trackingId': {
    what: 'GET /recordings',
    told: { status: 404, answers: { message: 'No' } },
  },
  'errors as a list of texts': {
    what: 'GET /recordings',
    told: { status: 400, answers: { ...ERROR, errors: ['No'] } },
  },
  'an attachment that is no card': {
    what: 'POST /messages',
    told: posting({ ...CARD, contentType: 'image/png' }),
  },
  'a card of a version that Webex does not show': {
    what: 'POST /messages',
    told: posting({ ...CARD, content: { ...CARD.content, version: '1.5' } }),
  },
  'inputs within inputs': {
    what: 'POST /attachment/actions',
    told: clicking({ page: { number: 2 } }),
  },
  'a click answered with 201': {
    what: 'POST /attachment/actions',
    told: { sends: ACTION, status: 201, answers: ACTION },
  },
  'a webhook for cheese': {
    what: 'POST /webhooks',
    told: { sends: { ...HOOK, resource: 'cheese' }, answers: HOOK },
  },
  'a message of 7440 bytes': {
    what: 'POST /messages',
    told: { sends: { roomId: 'r', text: 'x'.repeat(7440) }, answers: { id: 'm1' } },
  },
  'a message to two places': {
    what: 'POST /messages',
    told: { sends: { roomId: 'r', toPersonId: 'p', text: 'x' }, answers: { id: 'm1' } },
  },
  'a message that says nothing': {
    what: 'POST /messages',
    told: { sends: { roomId: 'r' }, answers: { id: 'm1' } },
  },
  'two cards on a message': {
    what: 'POST /messages',
    told: { sends: { roomId: 'r', attachments: [CARD, CARD] }, answers: { id: 'm1' } },
  },
  'an empty batch': {
    what: 'POST /recordings/softDelete',
    told: { sends: { recordingIds: [] }, status: 204 },
  },
  'a batch of 101': {
    what: 'POST /recordings/softDelete',
    told: { sends: { recordingIds: Array.from({ length: 101 }, String) }, status: 204 },
  },
  'all and some at once': {
    what: 'POST /recordings/purge',
    told: { sends: { purgeAll: true, recordingIds: ['r1'] }, status: 204 },
  },
  'a comment of 256 characters': {
    what: 'DELETE /recordings/r1',
    told: { sends: { reason: 'x', comment: 'x'.repeat(256) }, status: 204 },
  },
  'from after to': {
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { from: '2026-02-02', to: '2026-01-01' } },
  },
  'a person’s memberships without a space': {
    what: 'GET /memberships',
    told: { query: { personId: 'p' }, answers: { items: [] } },
  },
  'more than 100 messages with mentions': {
    what: 'GET /messages',
    told: {
      query: { roomId: 'r', mentionedPeople: 'me', max: '101' },
      answers: { items: [] },
    },
  },
  'more than 1000 spaces': {
    what: 'GET /rooms',
    told: { query: { max: '1001' }, answers: { items: [] } },
  },
  'a token asked for as JSON': {
    what: 'POST /access_token',
    told: { sends: {}, answers: { access_token: 'x' } },
  },
  'a token answer without its life': {
    what: 'POST /access_token',
    told: {
      sends: {
        grant_type: 'refresh_token',
        client_id: 'c',
        client_secret: 's',
        refresh_token: 'r',
      },
      answers: { access_token: 'x', refresh_token: 'r' },
    },
  },
  'consent asked for by a token in the address': {
    what: 'GET /authorize',
    told: { query: { response_type: 'token', client_id: 'c' } },
  },
  'an endpoint nobody documents': { what: 'GET /convergedRecordings', told: {} },
};

describe('the official documents', () => {
  let contract: Contract | undefined;
  const departures = ({ what, told }: Row): number => {
    if (contract === undefined) throw new Error('There is no contract.');
    return contract.check(exchange(what, told)).length;
  };

  before(function () {
    contract = contractOrSkip(this);
  });

  for (const [name, row] of Object.entries(FINE)) {
    it(`allow ${name}`, () => assert.equal(departures(row), 0));
  }
  for (const [name, row] of Object.entries(WRONG)) {
    it(`do not allow ${name}`, () => assert.notEqual(departures(row), 0));
  }
});
