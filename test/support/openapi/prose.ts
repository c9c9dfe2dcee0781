import { z } from 'zod';
import type { Exchange } from './exchange.js';
import type { Fault } from './validator.js';

/** A rule for requests that the documents state in words only. */
interface ProseRule {
  /** Operations by name, as the documents write them. */
  readonly operations: RegExp;
  readonly place: string;
  /** The words of the document, in short. */
  readonly words: string;
  broken(request: Exchange['request']): boolean;
}

const Body = z
  .looseObject({
    recordingIds: z.array(z.unknown()),
    restoreAll: z.boolean(),
    purgeAll: z.boolean(),
    addEmails: z.array(z.unknown()),
    removeEmails: z.array(z.unknown()),
    comment: z.string(),
    text: z.string(),
    markdown: z.string(),
    files: z.array(z.unknown()),
    attachments: z.array(z.unknown()),
    roomId: z.string(),
    toPersonId: z.string(),
    toPersonEmail: z.string(),
  })
  .partial();

const MAX_MESSAGE_BYTES = 7439;

const bodyOf = (request: Exchange['request']): z.infer<typeof Body> =>
  Body.safeParse(request.body).data ?? {};
const between = (value: unknown, low: number, high: number): boolean =>
  value === undefined || (Number(value) >= low && Number(value) <= high);
const tooLong = (text: string | undefined): boolean =>
  Buffer.byteLength(text ?? '') > MAX_MESSAGE_BYTES;
const DAY_MS = 86_400_000;
const spanOf = ({ from, to }: Exchange['request']['query']): number =>
  typeof from === 'string' && typeof to === 'string' ? Date.parse(to) - Date.parse(from) : 0;
const present = (...values: unknown[]): number => values.filter((v) => v !== undefined).length;

const RULES: readonly ProseRule[] = [
  {
    operations: /^GET \/((admin\/|group\/)?recordings|recordingReport\/\w+|meetingTranscripts)$/,
    place: 'query/max',
    words: '`max` must be equal to or greater than 1 and equal to or less than 100',
    broken: ({ query }) => !between(query.max, 1, 100),
  },
  {
    operations: /^GET \/rooms$/,
    place: 'query/max',
    words: '`max` must be between 1 and 1000, inclusive',
    broken: ({ query }) => !between(query.max, 1, 1000),
  },
  {
    operations: /^GET \/messages$/,
    place: 'query/max',
    words: '`max` cannot exceed 100 if used with `mentionedPeople`',
    broken: ({ query }) => query.mentionedPeople !== undefined && !between(query.max, 1, 100),
  },
  {
    operations:
      /^GET \/((admin\/|group\/)?recordings|recordingReport\/accessSummary|meetingTranscripts)$/,
    place: 'query/from',
    words: '`from` cannot be after `to`',
    broken: ({ query: { from, to } }) =>
      typeof from === 'string' && typeof to === 'string' && Date.parse(from) > Date.parse(to),
  },
  {
    operations: /^GET \/(admin|group)\/recordings$/,
    place: 'query/from',
    words: 'the interval between `from` and `to` must be within 30 days',
    broken: ({ query }) => query.meetingId === undefined && spanOf(query) > 30 * DAY_MS,
  },
  {
    operations: /^GET \/recordingReport\/accessSummary$/,
    place: 'query/from',
    words: 'the interval between `to` and `from` cannot exceed 90 days',
    broken: ({ query }) => spanOf(query) > 90 * DAY_MS,
  },
  {
    operations: /^GET \/meetingSummaries$/,
    place: 'query/meetingId',
    words: 'if `meetingId` is not specified, the query will be rejected',
    broken: ({ query }) => query.meetingId === undefined,
  },
  {
    operations: /^GET \/meetingTranscripts$/,
    place: 'query/hostEmail',
    words: '`hostEmail` is not supported without `meetingId`',
    broken: ({ query }) => query.hostEmail !== undefined && query.meetingId === undefined,
  },
  {
    operations: /^POST \/recordings\/(\{recordingId\}\/)?accessList$/,
    place: 'body',
    words: 'at most 100 addresses to add and 100 to remove',
    broken: (request) => {
      const { addEmails = [], removeEmails = [] } = bodyOf(request);
      return addEmails.length > 100 || removeEmails.length > 100;
    },
  },
  {
    operations: /^GET \/memberships$/,
    place: 'query/roomId',
    words: '`roomId` is required when using `personId` or `personEmail`',
    broken: ({ query }) =>
      present(query.personId, query.personEmail) > 0 && query.roomId === undefined,
  },
  {
    operations: /^POST \/recordings\/(softDelete|restore|purge)$/,
    place: 'body/recordingIds',
    words: '1 to 100 recording ids, unless all are meant',
    broken: (request) => {
      const { recordingIds, restoreAll, purgeAll } = bodyOf(request);
      if (restoreAll === true || purgeAll === true) return recordingIds !== undefined;
      return !between(recordingIds?.length ?? 0, 1, 100);
    },
  },
  {
    operations: /^DELETE \/(recordings\/\{recordingId\}|meetingTranscripts\/\{transcriptId\})$/,
    place: 'body/comment',
    words: 'the comment can be a maximum of 255 characters long',
    broken: (request) => (bodyOf(request).comment ?? '').length > 255,
  },
  {
    operations: /^(POST \/messages|PUT \/messages\/\{messageId\})$/,
    place: 'body',
    words: `the maximum message length is ${MAX_MESSAGE_BYTES} bytes`,
    broken: (request) => tooLong(bodyOf(request).text) || tooLong(bodyOf(request).markdown),
  },
  {
    operations: /^POST \/messages$/,
    place: 'body',
    words: 'exactly one of roomId, toPersonId, toPersonEmail says where the message goes',
    broken: (request) => {
      const { roomId, toPersonId, toPersonEmail } = bodyOf(request);
      return present(roomId, toPersonId, toPersonEmail) !== 1;
    },
  },
  {
    operations: /^POST \/messages$/,
    place: 'body',
    words: 'a message has a text, a markdown, a file or an attachment',
    broken: (request) => {
      const { text, markdown, files, attachments } = bodyOf(request);
      return present(text, markdown, files, attachments) === 0;
    },
  },
  {
    operations: /^(POST \/messages|PUT \/messages\/\{messageId\})$/,
    place: 'body/attachments',
    words: 'only one card and one file per message are supported',
    broken: (request) => {
      const { attachments = [], files = [] } = bodyOf(request);
      return attachments.length > 1 || files.length > 1;
    },
  },
];

/** Holds a request against what the documents ask for in words, where no schema can say it. */
export function checkProse(request: Exchange['request'], operation: string): Fault[] {
  return RULES.filter((rule) => rule.operations.test(operation) && rule.broken(request)).map(
    ({ place, words }) => ({ pointer: place, rule: 'prose', subject: '', words }),
  );
}
