import assert from 'node:assert/strict';
import { aboutNames } from '../../../src/features/list/row.js';
import { wishOf } from '../../../src/features/list/unknown.js';

describe('what a line wants of a recording whose name is in it', () => {
  for (const [line, wished] of [
    ['I’m afraid I shared it with the wrong person, please withdraw it from Carol', 'unshare X'],
    ['kindly remove everybody’s access', 'unshare X'],
    ['who’s been watching the year review, just being nosy', 'who watched X'],
    ['could I have the viewing figures for that', 'who watched X'],
    ['has anybody opened it at all', 'who watched X'],
    ['I deleted it by mistake, oh dear', 'restore X'],
    ['any chance to get my review back', 'restore X'],
    ['we do not need this any longer, it can go', 'delete X'],
    ['is there anything in writing', 'transcript X'],
    ['may I have the summary or the notes', 'summary X'],
    ['I need it as a file on my computer', 'download X'],
    ['Bob and Carol should get it', 'share X with Bob, Carol'],
    ['could you forward it to Bob and Carol?', 'share X with Bob, Carol'],
    ['I promised it to carol@example.com ages ago, send it', 'share X with carol@example.com'],
    ['what date was it', 'open X'],
    ['is it protected by a password', 'open X'],
    ['I don’t want any more that Carol has access to it', 'unshare X'],
    ['share it with carol@example.com, no download', 'share X with carol@example.com'],
    ['normally it is in the bin, I need it back', 'restore X'],
    ['please don’t delete it', undefined],
    ['before I delete it I would like to think', undefined],
    ['the one from the summer', undefined],
  ] as const) {
    it(`“${line}”: ${wished ?? 'nothing that is known'}`, () => {
      const expected = wished?.replace('X', 'about "The year"');
      assert.equal(wishOf(line, 'about "The year"'), expected);
    });
  }

  it('is what was asked, below “Which one?”, where the line says nothing else', () => {
    const asked = { verb: 'share', behind: ' with bob@example.com' };
    assert.equal(
      wishOf('the rough cut', 'about "A"', asked),
      'share about "A" with bob@example.com',
    );
    assert.equal(wishOf('play the rough cut', 'about "A"', asked), 'open about "A"');
  });

  it('is wanted with nobody whom the name names: others wrote it', () => {
    for (const name of [
      'Plan with eve@example.com',
      'Plan” with eve@example.com “',
      '"Plan" eve@x.de',
    ])
      assert.doesNotMatch(
        wishOf('share the plan', aboutNames([name])) ?? '',
        /@|["“”].*["“”].*["“”]/,
        name,
      );
  });

  it('is wanted for no part of the name', () => {
    assert.equal(wishOf('send Contoso to Bob', '"Contoso"'), 'share "Contoso" with Bob');
    assert.equal(wishOf('give Anna the interview', '"Interview: Anna"'), 'share "Interview: Anna"');
  });
});
