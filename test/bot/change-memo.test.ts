import assert from 'node:assert/strict';
import { changeMemo } from '../../src/bot/change-memo.js';

const idIn = (cluster: string, person: string): string =>
  Buffer.from(`ciscospark://${cluster}/PEOPLE/${person}`).toString('base64');

describe('the memo of changes', () => {
  it('holds the last change of each person and recording', () => {
    const memo = changeMemo();
    assert.equal(memo.last('alice', 'r1'), undefined);
    memo.note('alice', 'r1', 'trash');
    memo.note('alice', 'r1', 'restore');
    memo.note('alice', 'r2', 'delete');
    assert.equal(memo.last('alice', 'r1'), 'restore');
    assert.equal(memo.last('alice', 'r2'), 'delete');
    assert.equal(memo.last('bob', 'r1'), undefined);
  });

  it('knows a person by any of their ids', () => {
    const memo = changeMemo();
    memo.note(idIn('us', 'abc'), 'r1', 'trash');
    assert.equal(memo.last(idIn('urn:TEAM:us-west-2_r', 'ABC'), 'r1'), 'trash');
  });
});
