import {
  RECORDING,
  ERROR,
  CARD,
  HOOK,
  TOKENS,
  without,
  listOf,
  posting,
  clicking,
  type Row,
} from './samples.js';

/** Exchanges that are as documented, or as a named exception allows. */
export const FINE: Record<string, Row> = {
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
  'a 1:1 message as in any other list': {
    what: 'GET /messages/direct',
    told: listOf({ id: 'm1', html: '<p>Hi</p>', updated: '2026-11-20T10:00:00Z' }),
  },
  'a file on a message': {
    what: 'POST /messages',
    told: {
      sends: { roomId: 'r', files: [{ name: 'a.csv' }] },
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      answers: { id: 'm1', files: ['https://webexapis.com/v1/contents/c1'] },
    },
  },
  'a file read': {
    what: 'GET /contents/c1',
    told: { answerHeaders: { 'content-disposition': 'attachment; filename="a.csv"' } },
  },
  'a transcript as text': {
    what: 'GET /meetingTranscripts/t1/download',
    told: { query: { format: 'txt' }, answerHeaders: { 'content-type': 'text/plain' } },
  },
  'a token for a Service App': {
    what: 'POST /applications/a1/token',
    told: {
      sends: { clientId: 'c', clientSecret: 's', targetOrgId: 'o' },
      answers: {
        ...{ access_token: 'x', refresh_token: 'r', token_type: 'Bearer' },
        ...{ expires_in: 1, refresh_token_expires_in: 2 },
      },
    },
  },
  'the meetings of a number': {
    what: 'GET /meetings',
    told: {
      query: { meetingNumber: '25512345678', current: 'false' },
      answers: {
        items: [
          {
            ...{ id: 'm', meetingNumber: '25512345678', title: 'T', siteUrl: 'a.webex.com' },
            ...{ meetingType: 'meetingSeries', start: '2026-11-20T10:00:00Z' },
            end: '2026-11-20T11:00:00Z',
          },
        ],
      },
    },
  },
  'new tokens asked for by a form': { what: 'POST /access_token', told: TOKENS },
  'a token refused': {
    what: 'POST /access_token',
    told: { status: 400, answers: { error: 'invalid_grant' } },
  },
};
