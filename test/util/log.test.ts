import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import {
  VERSION,
  createLog,
  logEvent,
  prettyLines,
  projectFile,
  unforeseen,
} from '../../src/util/log.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable } from '../../src/webex/errors.js';
import { readableLog } from '../bot/support/log.js';

const at = { method: 'GET', path: '/recordings' };

function told(err: unknown): { line: Record<string, unknown>; text: string } {
  const { log, lines, text } = readableLog();
  log.error({ err }, 'it failed');
  const [line = {}] = lines();
  assert.equal(line.msg, 'it failed');
  return { line: line.err as Record<string, unknown>, text: text() };
}

describe('an error that nobody foresaw', () => {
  it('is one line, of its kind and place, without a word of what it holds', () => {
    const cause = Object.assign(new Error('secret'), { code: 'ERR_X', cert: 'secret' });
    const line = unforeseen(new TypeError('a secret\n    at more', { cause }));
    assert.match(
      line,
      /^The bot ends: .+\(TypeError ERR_X at .+log\.test\.ts:\d+:\d+\)?\)\. Start/,
    );
    assert.doesNotMatch(line, /secret|\n/);
    assert.match(unforeseen('a secret'), /\(string\)/);
  });
});

describe('the log', () => {
  it('tells a refusal by its status and trackingId, without Webex’s words', () => {
    const { line, text } = told(
      new WebexRefused(at, 403, {
        trackingId: 'ROUTER_1',
        reason: 'Alice may not',
        code: 'access_denied',
      }),
    );
    assert.deepEqual(line, {
      type: 'WebexRefused',
      message: 'Webex answered 403 to GET /recordings',
      status: 403,
      trackingId: 'ROUTER_1',
      code: 'access_denied',
    });
    assert.ok(!text.includes('Alice'));
  });

  it('tells a broken connection by its code, an unreadable answer by where', () => {
    assert.equal(told(new WebexUnreachable(at, 'ECONNRESET')).line.code, 'ECONNRESET');
    const { line } = told(new WebexUnreadable(at, 'ROUTER_2', ['items.0.id']));
    assert.deepEqual(line.where, ['items.0.id']);
  });

  it('tells of an unknown error its kind and place, never its message', () => {
    const { line, text } = told(new TypeError('choked on token-of-alice'));
    assert.equal(line.type, 'TypeError');
    assert.equal(line.message, undefined);
    const frames = line.frames as string[];
    assert.ok(frames.length > 0 && frames.length <= 8);
    assert.match(frames[0] ?? '', /log\.test\.ts/);
    assert.ok(!text.includes('token-of-alice'));
  });

  it('does not take lines of a message for the place', () => {
    const { text } = told(new Error('first line\n    at https://acme.webex.com/secret'));
    assert.ok(!text.includes('secret'));
  });

  it('tells of an error of a library no field but a code, however deep', () => {
    const fields = {
      ...{ code: '22P05', where: 'secret', detail: 'secret', status: 'secret' },
      ...{ trackingId: 'secret', hint: 'secret', query: 'secret', parameters: ['secret'] },
    };
    const foreign = Object.assign(new Error('secret'), fields, { name: 'error' });
    const wrapped = new Error('Failed query: secret', { cause: foreign });
    const { line, text } = told(wrapped);
    const { frames, ...cause } = line.cause as Record<string, unknown>;
    assert.ok(Array.isArray(frames));
    assert.deepEqual(cause, { type: 'error', code: '22P05' });
    assert.ok(!text.includes('secret'));
  });

  it('takes no words for a name, a code or a place', () => {
    const words = Object.assign(new Error('x'), { name: 'a secret', code: 'a secret' });
    assert.doesNotMatch(told(words).text, /secret/);
    const changed = new Error('first\n    at a secret (/of/alice.js:1:1)');
    changed.message = 'another';
    assert.doesNotMatch(told(changed).text, /secret/);
    const odd = new Error('x');
    odd.stack = 'Error: x\n    at secret words of alice\n    at f (/x.js:1:2)';
    assert.deepEqual(told(odd).line.frames, ['    at f (/x.js:1:2)']);
  });

  it('tells the cause in the same way', () => {
    const cause = new WebexRefused(at, 500);
    const { line, text } = told(new Error('with a secret', { cause }));
    assert.deepEqual(line.cause, {
      type: 'WebexRefused',
      message: 'Webex answered 500 to GET /recordings',
      status: 500,
    });
    assert.ok(!text.includes('secret'));
  });

  it('tells of what is no error only its type', () => {
    assert.deepEqual(told('a secret').line, { type: 'string' });
  });

  it('leaves out a code that is no text, and a stack that is not there', () => {
    const error = Object.assign(new Error('x'), { code: 7 });
    delete error.stack;
    assert.deepEqual(told(error).line, { type: 'Error' });
  });

  it('is as quiet as it was told to be', () => {
    const { log, lines } = readableLog('warn');
    log.info('not worth it');
    log.warn('worth it');
    assert.deepEqual(
      lines().map(({ msg }) => msg),
      ['worth it'],
    );
  });

  it('carries its version, its host, and the event that the work is for', async () => {
    const { log, lines } = readableLog();
    await logEvent('messages:created:1', async () => {
      await Promise.resolve();
      log.info('within');
    });
    log.info('outside');
    const [within, outside] = lines();
    assert.deepEqual([within?.version, within?.host], [VERSION, hostname()]);
    assert.deepEqual([within?.event, outside?.event], ['messages:created:1', undefined]);
  });

  it('is a line for people where they read it', () => {
    const written: string[] = [];
    const log = createLog(
      'info',
      prettyLines((line) => written.push(line)),
    );
    log.warn({ reason: 'two words', where: ['a', 1] }, 'not ready');
    log.info('ready again');
    const [first = '', second = ''] = written;
    assert.match(
      first,
      /^\d\d:\d\d:\d\d WARN {2}not ready {2}reason=two words where=\[ 'a', 1 \]\n$/,
    );
    assert.match(second, /^[\d:]{8} INFO {2}ready again\n$/);
  });

  it('goes to standard output by itself', () => {
    assert.equal(createLog('silent').level, 'silent');
  });
});

describe('projectFile', () => {
  for (const path of ['package.json', 'cards/', 'migrations/meta/_journal.json']) {
    it(`finds ${path} from the root of the project`, () => {
      assert.ok(existsSync(projectFile(path)));
    });
  }
});
