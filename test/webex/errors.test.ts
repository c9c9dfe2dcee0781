import assert from 'node:assert/strict';
import {
  isWebexError,
  kindOf,
  knownReason,
  readErrorBody,
  undefinedIfWebexFails,
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
} from '../../src/webex/errors.js';

const request = { method: 'GET', path: '/x' };

describe('webex/errors', () => {
  it('lets what fails at Webex be undefined, and no error of ours', () => {
    const away = new WebexUnreachable(request, 'ECONNRESET');
    assert.doesNotThrow(() => undefinedIfWebexFails(away));
    const bug = new TypeError('of ours');
    assert.throws(
      () => undefinedIfWebexFails(bug),
      (error) => error === bug,
    );
  });

  const bodies: [string, unknown, ReturnType<typeof readErrorBody>][] = [
    [
      'the usual one',
      { message: 'm', errors: [{ description: 'd' }, { description: 'e' }], trackingId: 'T' },
      { reason: 'd', trackingId: 'T', complaints: ['d', 'e'] },
    ],
    ['one without errors', { message: 'm', trackingId: 'T' }, { reason: 'm', trackingId: 'T' }],
    ['one with an empty list', { message: 'm', errors: [] }, { reason: 'm' }],
    ['one with an error that says nothing', { message: 'm', errors: [{}] }, { reason: 'm' }],
    [
      "card validation's, whose errors are an object",
      { message: 'm', errors: { 'body[0]': ['unknown'] }, trackingId: 'T' },
      { reason: 'm', trackingId: 'T', complaints: ['body[0]: unknown'] },
    ],
    [
      "OAuth's",
      { error: 'invalid_grant', error_description: 'spent' },
      { reason: 'spent', code: 'invalid_grant' },
    ],
    ['one of wrong types', { message: 1, errors: 'e', trackingId: [], error: {} }, { reason: '' }],
    [
      'one whose message is odd',
      { message: 7, errors: [{ description: 'd' }] },
      { reason: 'd', complaints: ['d'] },
    ],
    [
      'one with an odd error',
      { message: 'm', errors: [{ description: 7 }, { description: 'd' }] },
      { reason: 'd', complaints: ['d'] },
    ],
    [
      'one whose errors are odd',
      { message: 'm', errors: 'e', trackingId: 'T' },
      { reason: 'm', trackingId: 'T' },
    ],
    ['one whose trackingId is odd', { message: 'm', trackingId: 7 }, { reason: 'm' }],
    ["OAuth's with an odd code", { error: {}, error_description: 'spent' }, { reason: 'spent' }],
    [
      "OAuth's with an odd description",
      { error: 'invalid_grant', error_description: [] },
      { reason: '', code: 'invalid_grant' },
    ],
    ['an HTML page', '<html></html>', { reason: '' }],
    ['nothing', undefined, { reason: '' }],
    ['null', null, { reason: '' }],
    ['a list', [], { reason: '' }],
  ];
  for (const [what, body, expected] of bodies) {
    it(`reads ${what}`, () => assert.deepEqual(readErrorBody(body), expected));
  }

  it('knows its own from others', () => {
    const refused = new WebexRefused(request, 400);
    assert.equal(refused.earlierMayHaveActed, false);
    for (const error of [
      refused,
      new WebexUnreachable(request, 'ECONNRESET'),
      new WebexUnreadable(request, undefined, []),
    ]) {
      assert.ok(isWebexError(error), error.name);
    }
    for (const other of [new Error('x'), { name: 'WebexRefused' }, undefined]) {
      assert.ok(!isWebexError(other));
    }
  });

  it("keeps Webex's words out of its own", () => {
    const refused = new WebexRefused(request, 403, {
      trackingId: 'T',
      retryAfterSeconds: 1,
      reason: 'Alice may not see Salaries',
    });
    assert.equal(refused.message, 'Webex answered 403 to GET /x');
    assert.doesNotMatch(String(refused.stack), /Alice/);
  });
});

describe('what a call asks for', () => {
  for (const [method, path, kind] of [
    ['GET', '/recordings', 'list'],
    ['GET', '/v1/recordings', 'list'],
    ['GET', '/recordings/r1', 'look'],
    ['POST', '/recordings', 'change'],
    ['POST', '/recordings/softDelete', 'change'],
    ['DELETE', '/admin/recordings/r1', 'change'],
    ['GET', '/recordingReport/accessDetail', 'report'],
    ['POST', '/v1/messages', 'message'],
    ['POST', '/access_token', 'token'],
  ] as const) {
    it(`is read off the call: ${method} ${path}`, () => {
      assert.equal(kindOf({ method, path }), kind);
    });
  }

  it('decides whether words of Webex mean something', () => {
    const said = (path: string, status: number, complaints: string[] = []) => {
      const reason = complaints.length > 0 ? 'No.' : 'No licence.';
      return knownReason(new WebexRefused({ method: 'GET', path }, status, { reason, complaints }));
    };
    assert.equal(said('/recordings', 403), 'not-entitled');
    assert.equal(said('/recordings', 403, ['Other.', 'On legal hold.']), 'legal-hold');
    // A message's words may be anybody's, a token has no licence, and a 401 is none of these.
    for (const path of ['/messages', '/access_token']) assert.equal(said(path, 403), undefined);
    for (const status of [401, 429, 503]) assert.equal(said('/recordings', status), undefined);
  });
});
