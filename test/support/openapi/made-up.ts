import { openContract, type Contract } from './contract.js';
import { parseDocument } from './document.js';
import type { Exception } from './exceptions.js';
import type { Exchange } from './exchange.js';

const STATUSES = {
  '400': { description: 'Bad Request' },
  '404': { description: 'Not Found' },
};

const json = (schema: unknown) => ({ 'application/json;charset=UTF-8': { schema } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A small document with one of everything that the checks know. */
export const MADE_UP = {
  openapi: '3.0.0',
  paths: {
    '/tapes': {
      get: {
        parameters: [
          { name: 'max', in: 'query', schema: { type: 'number', minimum: 1, maximum: 9 } },
          { name: 'shared', in: 'query', schema: { type: 'boolean' } },
          { name: 'kind', in: 'query', schema: { type: 'string', enum: ['A', 'B'] } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { enum: ['1', '2'] } } },
          {
            name: 'from',
            in: 'query',
            description: 'A date in any ISO 8601 compliant format.',
            schema: { type: 'string', default: 'seven days before' },
          },
          { name: 'timezone', in: 'header', schema: { type: 'string', pattern: '^[a-z/]+$' } },
        ],
        responses: {
          ...STATUSES,
          '200': {
            content: json({
              type: 'object',
              properties: { items: { type: 'array', items: reference('Tape') } },
            }),
          },
        },
      },
      post: {
        requestBody: { content: json(reference('NewTape')) },
        responses: { ...STATUSES, '200': { content: json(reference('Tape')) } },
      },
    },
    '/tapes/{tapeId}': {
      delete: {
        parameters: [
          { name: 'tapeId', in: 'path', required: true, schema: { pattern: '^t', type: 'string' } },
          { name: 'reason', in: 'query', required: true, schema: { type: 'string' } },
        ],
        responses: { ...STATUSES, '204': {} },
      },
    },
    '/tapes/wipe': { delete: { responses: { '204': {} } } },
  },
  components: {
    schemas: {
      NewTape: {
        type: 'object',
        required: ['topic'],
        properties: { topic: { type: 'string', maxLength: 5 }, note: { type: 'string' } },
      },
      Tape: {
        type: 'object',
        required: ['id', 'created'],
        properties: {
          id: { type: 'string', example: 't1' },
          created: { type: 'string', description: 'When, in ISO 8601 compliant format.' },
          owner: { type: 'string', format: 'email' },
          note: { type: 'string', nullable: true },
          size: { type: 'number' },
        },
      },
    },
  },
};

/** A contract over the made-up document, without exceptions unless some are given. */
export function madeUpContract(exceptions: readonly Exception[] = []): Contract {
  return openContract([parseDocument(MADE_UP)], exceptions);
}

/** What of an exchange a test says; the rest is as it should be. */
export interface Told {
  query?: Record<string, unknown>;
  sends?: unknown;
  headers?: Record<string, string>;
  status?: number;
  answers?: unknown;
  answerHeaders?: Record<string, string>;
}

/** An exchange in one line: `exchange('GET /tapes', { query: { max: '3' } })`. */
export function exchange(what: string, told: Told = {}): Exchange {
  const [method = '', path = ''] = what.split(' ');
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return {
    request: {
      method,
      path: `/v1${path}`,
      query: told.query ?? {},
      headers: { ...(told.sends === undefined ? {} : type), ...told.headers },
      body: told.sends,
    },
    response: {
      status: told.status ?? 200,
      headers: { ...(told.answers === undefined ? {} : type), ...told.answerHeaders },
      body: told.answers,
    },
  };
}
