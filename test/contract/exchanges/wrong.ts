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
  type WrongRow,
} from './samples.js';

/** Exchanges that no exception may excuse, each with the first departure to be found. */
export const WRONG: Record<string, WrongRow> = {
  'a recording without a topic': {
    because: 'response required body/items/0 topic',
    what: 'GET /recordings',
    told: listOf(without('topic')),
  },
  'no shareToMe though hostEmail was given': {
    because: 'response required body/items/0 shareToMe',
    what: 'GET /recordings',
    told: { ...listOf(without('shareToMe')), query: { hostEmail: 'a@example.com' } },
  },
  'a key that Webex does not know': {
    because: 'response additionalProperties body/items/0 host',
    what: 'GET /recordings',
    told: listOf({ ...RECORDING, host: 'alice' }),
  },
  'a page longer than 100': {
    because: 'request prose query/max',
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { max: '101' } },
  },
  'a cursor that no Link gave': {
    because: 'request unknown-query query/cursor cursor',
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { cursor: 'x' } },
  },
  'an error without trackingId': {
    because: 'response no-schema body',
    what: 'GET /recordings',
    told: { status: 404, answers: { message: 'No' } },
  },
  'errors as a list of texts': {
    because: 'response no-schema body',
    what: 'GET /recordings',
    told: { status: 400, answers: { ...ERROR, errors: ['No'] } },
  },
  'an attachment that is no card': {
    because: 'request additionalProperties body/attachments/0 contentType',
    what: 'POST /messages',
    told: posting({ ...CARD, contentType: 'image/png' }),
  },
  'a card of a version that Webex does not show': {
    because: 'request additionalProperties body/attachments/0 contentType',
    what: 'POST /messages',
    told: posting({ ...CARD, content: { ...CARD.content, version: '1.5' } }),
  },
  'a 1:1 message with a key of no message': {
    because: 'response additionalProperties body/items/0 mood',
    what: 'GET /messages/direct',
    told: listOf({ id: 'm1', mood: 'good' }),
  },
  'inputs within inputs': {
    because: 'request additionalProperties body/inputs page',
    what: 'POST /attachment/actions',
    told: clicking({ page: { number: 2 } }),
  },
  'a click answered with 201': {
    because: 'response unknown-status body',
    what: 'POST /attachment/actions',
    told: { ...clicking({ page: 2 }), status: 201 },
  },
  'a webhook for cheese': {
    because: 'request enum body/resource',
    what: 'POST /webhooks',
    told: { sends: { ...HOOK, resource: 'cheese' }, answers: HOOK },
  },
  'a message of 7440 bytes': {
    because: 'request prose body',
    what: 'POST /messages',
    told: { sends: { roomId: 'r', text: 'x'.repeat(7440) }, answers: { id: 'm1' } },
  },
  'a message to two places': {
    because: 'request prose body',
    what: 'POST /messages',
    told: { sends: { roomId: 'r', toPersonId: 'p', text: 'x' }, answers: { id: 'm1' } },
  },
  'a message that says nothing': {
    because: 'request prose body',
    what: 'POST /messages',
    told: { sends: { roomId: 'r' }, answers: { id: 'm1' } },
  },
  'two cards on a message': {
    because: 'request prose body/attachments',
    what: 'POST /messages',
    told: { sends: { roomId: 'r', attachments: [CARD, CARD] }, answers: { id: 'm1' } },
  },
  'an empty batch': {
    because: 'request prose body/recordingIds',
    what: 'POST /recordings/softDelete',
    told: { sends: { recordingIds: [] }, status: 204 },
  },
  'a batch of 101': {
    because: 'request prose body/recordingIds',
    what: 'POST /recordings/softDelete',
    told: { sends: { recordingIds: Array.from({ length: 101 }, String) }, status: 204 },
  },
  'all and some at once': {
    because: 'request prose body/recordingIds',
    what: 'POST /recordings/purge',
    told: { sends: { purgeAll: true, recordingIds: ['r1'] }, status: 204 },
  },
  'a comment of 256 characters': {
    because: 'request prose body/comment',
    what: 'DELETE /recordings/r1',
    told: { sends: { reason: 'x', comment: 'x'.repeat(256) }, status: 204 },
  },
  'a month and a day of an administrator': {
    because: 'request prose query/from',
    what: 'GET /admin/recordings',
    told: { query: { from: '2026-01-01', to: '2026-02-01' }, answers: { items: [] } },
  },
  'a report of 91 days': {
    because: 'request prose query/from',
    what: 'GET /recordingReport/accessSummary',
    told: { query: { from: '2026-01-01', to: '2026-04-02' }, answers: { items: [] } },
  },
  'a summary of no meeting': {
    because: 'request prose query/meetingId',
    what: 'GET /meetingSummaries',
    told: { answers: { items: [] } },
  },
  'transcripts of a host without a meeting': {
    because: 'request prose query/hostEmail',
    what: 'GET /meetingTranscripts',
    told: { query: { hostEmail: 'a@example.com' }, answers: { items: [] } },
  },
  'a transcript as text that nobody asked for': {
    because: 'response content-type body',
    what: 'GET /meetingTranscripts/t1/download',
    told: { answerHeaders: { 'content-type': 'text/plain' } },
  },
  'sharing with 101': {
    because: 'request prose body',
    what: 'POST /recordings/r1/accessList',
    told: { sends: { addEmails: Array.from({ length: 101 }, String) }, status: 204 },
  },
  'from after to': {
    because: 'request prose query/from',
    what: 'GET /recordings',
    told: { ...listOf(RECORDING), query: { from: '2026-02-02', to: '2026-01-01' } },
  },
  'a person’s memberships without a space': {
    because: 'request prose query/roomId',
    what: 'GET /memberships',
    told: { query: { personId: 'p' }, answers: { items: [] } },
  },
  'more than 100 messages with mentions': {
    because: 'request prose query/max',
    what: 'GET /messages',
    told: {
      query: { roomId: 'r', mentionedPeople: 'me', max: '101' },
      answers: { items: [] },
    },
  },
  'more than 1000 spaces': {
    because: 'request prose query/max',
    what: 'GET /rooms',
    told: { query: { max: '1001' }, answers: { items: [] } },
  },
  'a card uploaded beside a file': {
    because: 'request content-type body',
    what: 'POST /messages',
    told: {
      sends: { roomId: 'r', files: [{ name: 'a.csv' }], attachments: '[]' },
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      answers: { id: 'm1' },
    },
  },
  'a file without a name': {
    because: 'request unknown-path',
    what: 'GET /contents/c1',
    told: {},
  },
  'a Service App for no organisation': {
    because: 'request unknown-path',
    what: 'POST /applications/a1/token',
    told: { sends: { clientId: 'c', clientSecret: 's' }, answers: {} },
  },
  'a token asked for as JSON': {
    because: 'request unknown-path',
    what: 'POST /access_token',
    told: { ...TOKENS, headers: {} },
  },
  'a token answer without its life': {
    because: 'request unknown-path',
    what: 'POST /access_token',
    told: { ...TOKENS, answers: { access_token: 'x', refresh_token: 'r' } },
  },
  'consent asked for by a token in the address': {
    because: 'request unknown-path',
    what: 'GET /authorize',
    told: { query: { response_type: 'token', client_id: 'c' } },
  },
  'meetings asked for by more than their number': {
    because: 'request unknown-path',
    what: 'GET /meetings',
    told: { query: { meetingNumber: '25512345678', from: '2026-11-20' }, answers: { items: [] } },
  },
  'an endpoint nobody documents': {
    because: 'request unknown-path',
    what: 'GET /convergedRecordings',
    told: {},
  },
};
