import assert from 'node:assert/strict';
import { WebexUnreachable } from '../../src/webex/errors.js';
import { StartError } from '../../src/util/log.js';
import {
  StoreError,
  explainStoreError,
  isStoreFailure,
  whyNotOpened,
} from '../../src/store/errors.js';

const withCode = (code: string): Error =>
  Object.assign(new Error('postgres://u:secret@h'), { code });

describe('an error of the database', () => {
  for (const [code, advice] of [
    ['28P01', /refused the user or the password: check DATABASE_URL/],
    ['3D000', /does not exist: create it/],
    ['25006', /read-only/],
    ['42501', /grant it CREATE/],
    ['ECONNREFUSED', /cannot be reached/],
    ['57P01', /cannot be reached/],
    ['EHOSTUNREACH', /cannot be reached/],
    ['ENETUNREACH', /cannot be reached/],
    ['EAI_AGAIN', /cannot be reached/],
    ['57P05', /cannot be reached/],
    ['08P01', /cannot be reached/],
    ['57014', /gave up/],
    ['40P01', /gave up/],
    ['55P03', /gave up/],
    ['53200', /gave up/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /add sslrootcert=/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /sslmode=require/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /add sslrootcert=/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
    ['CERT_HAS_EXPIRED', /not valid \(expired/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /TLS to the database failed/],
    ['EPROTO', /TLS to the database failed/],
  ] as const) {
    it(`${code} becomes advice for the operator, without what it quotes`, () => {
      const error = withCode(code);
      const explained = explainStoreError(error);
      assert.ok(explained instanceof StoreError);
      assert.match(explained.message, advice);
      assert.doesNotMatch(explained.message, /secret/);
      assert.equal(explained.cause, error);
      assert.equal(isStoreFailure(error), true);
    });
  }

  it('without TLS tells what to set, and of a user no such thing', () => {
    for (const [words, advice] of [
      [
        'no pg_hba.conf entry for host "1.2.3.4", no encryption',
        /without TLS: set sslmode=require/,
      ],
      ['no pg_hba.conf entry for host "1.2.3.4", SSL off', /without TLS: set sslmode=require/],
      [
        'role "bot" is not permitted to log in',
        /^The database refused the user: check DATABASE_URL/,
      ],
    ] as const) {
      const explained = explainStoreError(Object.assign(new Error(words), { code: '28000' }));
      assert.ok(explained instanceof StoreError);
      assert.match(explained.message, advice);
      assert.doesNotMatch(explained.message, /1\.2\.3\.4|"bot"/);
    }
  });

  it('is known however deep a library has wrapped it', () => {
    const wrapped = new Error('Failed query', { cause: withCode('ECONNRESET') });
    assert.equal(isStoreFailure(wrapped), true);
    assert.equal(isStoreFailure(new AggregateError([withCode('ECONNREFUSED')])), true);
  });

  it('is known by its words where pg gives no code', () => {
    for (const words of [
      'Connection terminated unexpectedly',
      'Query read timeout',
      'timeout expired',
      'Client has encountered a connection error and is not queryable',
      'Client was closed and is not queryable',
    ]) {
      assert.equal(isStoreFailure(new Error(words)), true, words);
    }
  });

  it('stays as it is when the operator cannot mend it', () => {
    for (const error of [withCode('23505'), new Error('x'), 'x', undefined]) {
      assert.equal(explainStoreError(error), error);
      assert.equal(isStoreFailure(error), false);
    }
  });

  it('is none of Webex’s, though the network gives both the same codes', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED']) {
      const webex = new WebexUnreachable({ method: 'GET', path: '/people/me' }, code);
      for (const error of [webex, new StartError('Check the network.', { cause: webex }, 'away')]) {
        assert.equal(explainStoreError(error), error);
        assert.equal(isStoreFailure(error), false);
      }
    }
  });

  it('is waited for where time or somebody else mends it', () => {
    const why = (code: string) =>
      whyNotOpened(new StoreError('do this', { cause: withCode(code) }));
    for (const code of ['ECONNREFUSED', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'])
      assert.equal(why(code), 'away');
    for (const code of ['28P01', 'SELF_SIGNED_CERT_IN_CHAIN']) assert.equal(why(code), 'wrong');
    assert.equal(why('53100'), undefined);
  });

  it('is not explained twice', () => {
    const explained = new StoreError('do this');
    assert.equal(explainStoreError(explained), explained);
    assert.equal(explainStoreError(new Error('Failed query', { cause: explained })), explained);
  });
});
