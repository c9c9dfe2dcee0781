import assert from 'node:assert/strict';
import type { Exchange } from './exchange.js';
import { EXCEPTIONS } from './exceptions.js';
import { exchange, madeUpContract } from './made-up.js';
import { recordContract, type RecorderOptions } from './recorder.js';

const LIST = { items: [] };

function recording(options: RecorderOptions = {}) {
  const listeners = new Set<(told: Exchange) => void>();
  const observable = {
    observe(listener: (told: Exchange) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const recorder = recordContract(observable, madeUpContract(EXCEPTIONS), options);
  return { recorder, tell: (told: Exchange) => listeners.forEach((listener) => listener(told)) };
}

const wrong = exchange('GET /tapes', { query: { limit: '3' }, answers: LIST });

describe('the contract recorder', () => {
  it('is content while all is as documented', () => {
    const { recorder, tell } = recording();
    tell(exchange('GET /tapes', { answers: LIST }));
    recorder.assertNoViolations();
    assert.equal(recorder.seen(), 1);
  });

  it('tells each departure once, with where it is, and then begins anew', () => {
    const { recorder, tell } = recording();
    tell(wrong);
    tell(wrong);
    assert.equal(recorder.violations().length, 1);
    assert.throws(
      () => recorder.assertNoViolations(),
      /- request of GET \/tapes at query\/limit: the query parameter "limit" is not in the document$/,
    );
    recorder.assertNoViolations();
  });

  it('hears nothing after stop', () => {
    const { recorder, tell } = recording();
    recorder.stop();
    tell(wrong);
    assert.equal(recorder.seen(), 0);
  });

  it('lets a next page be followed as it was given, and not otherwise', () => {
    const next = 'http://127.0.0.1/v1/tapes?max=3&cursor=abc';
    const first = exchange('GET /tapes', {
      answers: LIST,
      answerHeaders: { link: `<${next}>; rel="next"` },
    });
    const follow = (query: Record<string, string>): number => {
      const { recorder, tell } = recording();
      tell(first);
      tell(exchange('GET /tapes', { query, answers: LIST }));
      return recorder.violations().length;
    };
    assert.equal(follow({ max: '3', cursor: 'abc' }), 0);
    assert.equal(follow({ max: '3', cursor: 'abd' }), 1);
    assert.equal(follow({ max: '3', cursor: 'abc', kind: 'A' }), 1);
  });

  it('forgives a wrong request that was refused only when told to, and never its answer', () => {
    const error = { message: 'no', errors: [{ description: 'no' }], trackingId: 'T' };
    const refused = exchange('GET /tapes', { query: { max: '99' }, status: 400, answers: error });
    const strict = recording();
    strict.tell(refused);
    assert.equal(strict.recorder.violations().length, 1);
    const lenient = recording({ forgiveRefused: true });
    lenient.tell(refused);
    lenient.recorder.assertNoViolations();
    lenient.tell(exchange('GET /tapes', { status: 400, answers: { message: 'no' } }));
    lenient.tell(exchange('GET /tapes', { query: { max: '99' }, answers: LIST }));
    assert.deepEqual(
      lenient.recorder.violations().map(({ side }) => side),
      ['response', 'request'],
    );
  });
});
