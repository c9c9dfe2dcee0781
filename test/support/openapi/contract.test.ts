import assert from 'node:assert/strict';
import { openContract } from './contract.js';
import { parseDocument } from './document.js';
import { exchange, MADE_UP, madeUpContract, type Told } from './made-up.js';

const TAPE = { id: 't1', created: '2026-11-20T10:00:00Z' };
const LIST: Told = { answers: { items: [TAPE] } };

/** What the contract holds against an exchange, as `side rule place subject`. */
function held(what: string, told: Told): string[] {
  return madeUpContract()
    .check(exchange(what, told))
    .map(({ side, rule, place, subject }) => [side, rule, place, subject].join(' ').trim());
}

interface Row extends Told {
  what: string;
  finds: string[];
}

const ROWS: Record<string, Row> = {
  'nothing in a list as documented': {
    what: 'GET /tapes',
    query: { max: '3', shared: 'true', kind: 'A', ids: '1,2', from: '2026-11-01T00:00:00Z' },
    headers: { Timezone: 'europe/berlin' },
    ...LIST,
    finds: [],
  },
  'nothing in a date without a time': {
    what: 'GET /tapes',
    query: { from: '2026-11-01' },
    ...LIST,
    finds: [],
  },
  'nothing in a null that may be null': {
    what: 'GET /tapes',
    answers: { items: [{ ...TAPE, note: null }] },
    finds: [],
  },
  'nothing in a key that is undefined and never reaches the wire': {
    what: 'GET /tapes',
    answers: { items: [{ ...TAPE, colour: undefined }] },
    finds: [],
  },
  'nothing in an answer that never came': {
    what: 'GET /tapes',
    status: 0,
    finds: [],
  },
  'an unknown path': { what: 'GET /discs', finds: ['request unknown-path'] },
  'an unknown method': { what: 'PATCH /tapes', finds: ['request unknown-method'] },
  'an unknown query parameter': {
    what: 'GET /tapes',
    query: { limit: '3' },
    ...LIST,
    finds: ['request unknown-query query/limit limit'],
  },
  'a query out of range': {
    what: 'GET /tapes',
    query: { max: '10' },
    ...LIST,
    finds: ['request maximum query/max'],
  },
  'a query of the wrong type': {
    what: 'GET /tapes',
    query: { max: 'ten', shared: 'yes' },
    ...LIST,
    finds: ['request type query/max', 'request type query/shared'],
  },
  'a query outside its enum, single and in a list': {
    what: 'GET /tapes',
    query: { kind: 'C', ids: '1,3' },
    ...LIST,
    finds: ['request enum query/kind', 'request enum query/ids/1'],
  },
  'a date that is none': {
    what: 'GET /tapes',
    query: { from: 'last week' },
    ...LIST,
    finds: ['request format query/from'],
  },
  'a header against its schema': {
    what: 'GET /tapes',
    headers: { timezone: 'Europe/Berlin' },
    ...LIST,
    finds: ['request pattern header/timezone'],
  },
  'a missing query parameter and a bad path parameter': {
    what: 'DELETE /tapes/x1',
    status: 204,
    finds: ['request pattern path/tapeId', 'request required query/reason reason'],
  },
  'a body where none is documented, both ways': {
    what: 'DELETE /tapes/wipe',
    sends: { all: true },
    status: 204,
    answers: { done: true },
    finds: ['request unexpected-body body', 'response unexpected-body body'],
  },
  'unknown, missing and wrong keys of a request': {
    what: 'POST /tapes',
    sends: { topick: 'x', note: 3 },
    answers: TAPE,
    finds: [
      'request required body topic',
      'request additionalProperties body topick',
      'request type body/note',
    ],
  },
  'a body that is not sent though it has required keys': {
    what: 'POST /tapes',
    answers: TAPE,
    finds: ['request content-type body'],
  },
  'a body of another media type': {
    what: 'POST /tapes',
    sends: { topic: 'x' },
    headers: { 'content-type': 'text/plain' },
    answers: TAPE,
    finds: ['request content-type body'],
  },
  'unknown, missing and wrong keys of an answer': {
    what: 'GET /tapes',
    answers: { items: [TAPE, { id: 2, size: '3', owner: 'me', colour: 'red' }] },
    finds: [
      'response required body/items/1 created',
      'response additionalProperties body/items/1 colour',
      'response type body/items/1/id',
      'response format body/items/1/owner',
      'response type body/items/1/size',
    ],
  },
  'a time in an answer that is not ISO 8601': {
    what: 'GET /tapes',
    answers: { items: [{ ...TAPE, created: '20.11.2026' }] },
    finds: ['response format body/items/0/created'],
  },
  'an answer that is not JSON': {
    what: 'GET /tapes',
    ...LIST,
    answerHeaders: { 'content-type': 'text/html' },
    finds: ['response content-type body'],
  },
  'a status that is not documented': {
    what: 'GET /tapes',
    status: 418,
    finds: ['response unknown-status body'],
  },
  'an error that the document gives no schema for': {
    what: 'GET /tapes',
    status: 404,
    answers: { message: 'gone' },
    finds: ['response no-schema body'],
  },
};

describe('the contract with OpenAPI documents finds', () => {
  for (const [name, { what, finds, ...told }] of Object.entries(ROWS)) {
    it(name, () => assert.deepEqual(held(what, told).sort(), [...finds].sort()));
  }

  it('nothing in an answer that a test made up, and the request all the same', () => {
    const faulted = exchange('GET /tapes', { query: { max: '10' }, answers: { lies: true } });
    assert.deepEqual(
      madeUpContract()
        .check({ ...faulted, faulted: true })
        .map(({ side }) => side),
      ['request'],
    );
  });

  it('the path written out before the one with parameters', () => {
    const [violation] = madeUpContract().check(
      exchange('DELETE /tapes/wipe', { query: { x: '1' }, status: 204 }),
    );
    assert.equal(violation?.operation, 'DELETE /tapes/wipe');
  });

  it('nothing by the value itself, which may be a secret', () => {
    const secret = 'hunter2-hunter2';
    const told = { query: { kind: secret }, answers: { items: [{ ...TAPE, size: secret }] } };
    const violations = madeUpContract().check(exchange('GET /tapes', told));
    assert.equal(violations.length, 2);
    assert.ok(!JSON.stringify(violations).includes(secret));
  });
});

describe('exceptions of a contract', () => {
  const lenient = {
    name: 'tapes have colours',
    reason: 'test',
    excuses: ({ subject }: { subject: string }) => subject === 'colour',
  };
  const coloured = exchange('GET /tapes', {
    answers: { items: [{ ...TAPE, colour: 'red', smell: 'x' }] },
  });

  it('excuse what they name and nothing beside it', () => {
    const contract = madeUpContract([lenient]);
    assert.deepEqual(
      contract.check(coloured).map(({ subject }) => subject),
      ['smell'],
    );
  });

  it('are told as unmet until they have excused something', () => {
    const contract = madeUpContract([lenient]);
    contract.check(exchange('GET /tapes', LIST));
    assert.deepEqual(contract.unmetExceptions(), ['tapes have colours']);
    contract.check(coloured);
    assert.deepEqual(contract.unmetExceptions(), []);
  });
});

describe('a document that the checks cannot read in full', () => {
  it('is refused for a schema keyword nobody taught them', () => {
    const schemas = { Odd: { oneOf: [{ type: 'string' }] } };
    const document = parseDocument({ ...MADE_UP, components: { schemas } });
    assert.throws(() => openContract([document]), /keyword "oneOf"/);
  });

  it('is refused for parameters of a whole path', () => {
    const paths = { '/tapes': { parameters: [] } };
    assert.throws(() => parseDocument({ ...MADE_UP, paths }));
  });

  it('is refused for OpenAPI 3.1, which means other things by the same words', () => {
    assert.throws(() => parseDocument({ ...MADE_UP, openapi: '3.1.0' }));
  });
});
