import { documentedPath, mediaTypeOf, type Exchange } from './exchange.js';
import {
  areCardInputs,
  isApplicationTokenExchange,
  isAuthorizeExchange,
  isCardAttachment,
  isContentsExchange,
  isErrorBody,
  isDeviceExchange,
  isMeetingsExchange,
  isTokenExchange,
  isUpload,
} from './guides.js';
import { valueAt } from './pointer.js';
import type { Violation } from './violation.js';

/** What an exception may know about the exchange beyond the exchange itself. */
export interface Circumstances {
  readonly exchange: Exchange;
  /** Whether the request follows, word for word, a `Link` that an earlier answer gave. */
  readonly followsLink: boolean;
}

/** A known defect of the documents: what it excuses, and why. */
export interface Exception {
  readonly name: string;
  readonly reason: string;
  excuses(violation: Violation, circumstances: Circumstances): boolean;
}

const bodyOf = (violation: Violation, { exchange }: Circumstances): unknown =>
  violation.side === 'request' ? exchange.request.body : exchange.response.body;

const RECORDING_READS = /^GET \/(admin\/|group\/)?recordings(\/\{recordingId\})?$/;

/** Every departure from the official documents that we allow. Nothing else is. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'errors have no schema',
    reason: 'Most error answers are documented without one; the REST API guide gives their shape.',
    excuses: (violation, circumstances) =>
      violation.rule === 'no-schema' && isErrorBody(bodyOf(violation, circumstances)),
  },
  {
    name: 'OAuth stands in a guide',
    reason: '/authorize, /access_token and /device/… are described in guides only.',
    excuses: (violation, { exchange }) => {
      if (violation.rule !== 'unknown-path') return false;
      const path = documentedPath(exchange.request.path);
      if (path === '/access_token') return isTokenExchange(exchange);
      if (path.startsWith('/device/')) return isDeviceExchange(exchange, path);
      return path === '/authorize' && isAuthorizeExchange(exchange);
    },
  },
  {
    name: 'Service Apps stand in a guide',
    reason: '/applications/{id}/token is described in the Service Apps guide only.',
    excuses: (violation, { exchange }) =>
      violation.rule === 'unknown-path' &&
      /^\/applications\/[^/]+\/token$/.test(documentedPath(exchange.request.path)) &&
      isApplicationTokenExchange(exchange),
  },
  {
    name: 'meetings stand in a part that is cut away',
    reason: '/meetings is in the Meetings documents, of which we have the parts on recordings.',
    excuses: (violation, { exchange }) =>
      violation.rule === 'unknown-path' &&
      documentedPath(exchange.request.path) === '/meetings' &&
      isMeetingsExchange(exchange),
  },
  {
    name: 'files are uploaded as a form',
    reason: 'The schema has JSON only; the Message Attachments guide uploads a file as a form.',
    excuses: ({ side, operation, rule }, { exchange }) =>
      side === 'request' &&
      operation === 'POST /messages' &&
      rule === 'content-type' &&
      isUpload(exchange),
  },
  {
    name: 'files stand in a guide',
    reason: '/contents, which a message’s `files` point at, is in the Message Attachments guide.',
    excuses: (violation, { exchange }) =>
      violation.rule === 'unknown-path' &&
      /^\/contents\/[^/]+$/.test(documentedPath(exchange.request.path)) &&
      isContentsExchange(exchange),
  },
  {
    name: 'links and password can be missing',
    reason:
      'Required by the schema, yet downloadUrl is absent under "Prevent downloading" by its own ' +
      'description, and a recording without a password or a page to play it has none to tell.',
    excuses: ({ side, operation, rule, subject }) =>
      side === 'response' &&
      rule === 'required' &&
      ['downloadUrl', 'playbackUrl', 'password'].includes(subject) &&
      RECORDING_READS.test(operation),
  },
  {
    name: 'a transcript is text when text is asked for',
    reason: 'The answer is documented as text/vtt only, beside a `format` that can be txt.',
    excuses: ({ side, operation, rule }, { exchange: { request, response } }) =>
      side === 'response' &&
      operation === 'GET /meetingTranscripts/{transcriptId}/download' &&
      rule === 'content-type' &&
      request.query.format === 'txt' &&
      mediaTypeOf(response.headers) === 'text/plain',
  },
  {
    name: 'shareToMe is hidden from compliance officers',
    reason: 'Required by the schema; hidden, by its own description, when no hostEmail is given.',
    excuses: ({ side, operation, rule, subject }, { exchange }) =>
      side === 'response' &&
      rule === 'required' &&
      subject === 'shareToMe' &&
      exchange.request.query.hostEmail === undefined &&
      RECORDING_READS.test(operation),
  },
  {
    name: 'an answer in a thread says so',
    reason:
      'parentId is in the examples of the answers and in what can be sent, not in the schema.',
    excuses: ({ side, rule, subject, operation }) =>
      side === 'response' &&
      rule === 'additionalProperties' &&
      subject === 'parentId' &&
      /^(GET|POST|PUT) \/messages/.test(operation),
  },
  {
    name: 'an attachment is an Adaptive Card',
    reason: 'The Attachment schema points at a file; the Cards guide puts a card there.',
    excuses: (violation, circumstances) => {
      const place = /^body(\/items\/\d+)?\/attachments\/\d+/.exec(violation.place)?.[0];
      return (
        place !== undefined && isCardAttachment(valueAt(bodyOf(violation, circumstances), place))
      );
    },
  },
  {
    name: 'card inputs have any name',
    reason: 'The schema lists the inputs of its example card as if there were no others.',
    excuses: (violation, circumstances) =>
      violation.place === 'body/inputs' &&
      violation.rule === 'additionalProperties' &&
      areCardInputs(valueAt(bodyOf(violation, circumstances), 'body/inputs')),
  },
  {
    name: 'a 1:1 message is a message',
    reason:
      'The items of GET /messages/direct lack what the same messages hold in GET /messages: html, ' +
      'attachments, and updated once edited. A message does not depend on the list it is read in.',
    excuses: ({ side, operation, rule, place, subject }) =>
      side === 'response' &&
      operation === 'GET /messages/direct' &&
      rule === 'additionalProperties' &&
      /^body\/items\/\d+$/.test(place) &&
      ['html', 'attachments', 'updated'].includes(subject),
  },
  {
    name: 'webhooks for all',
    reason: 'The enums lack `all`, which the Webhooks guide documents for resource and event.',
    excuses: (violation, circumstances) =>
      violation.rule === 'enum' &&
      violation.operation.includes(' /webhooks') &&
      /\/(resource|event)$/.test(violation.place) &&
      valueAt(bodyOf(violation, circumstances), violation.place) === 'all',
  },
  {
    name: 'a card is edited by PUT',
    reason: 'Not in the schema of PUT /messages, yet three independent sources edit cards so.',
    excuses: ({ side, operation, rule, subject }) =>
      side === 'request' &&
      operation === 'PUT /messages/{messageId}' &&
      rule === 'additionalProperties' &&
      subject === 'attachments',
  },
  {
    name: 'a next page is followed as given',
    reason:
      'The REST API guide: follow `Link` verbatim; its parameters are nobody else’s business.',
    excuses: ({ side, rule }, { followsLink }) =>
      side === 'request' && rule === 'unknown-query' && followsLink,
  },
];
