import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { read, told } from './told.js';

describe('names in words about recordings', () => {
  const MEETING = 'f91b6edce9864428af084977b7c68291_I_166641849979635652';
  const sentences: readonly (readonly [string, string])[] = [
    ['mp4 since 1 Oct', 'MP4 recordings, since 1 October 2026'],
    ['on site acme.webex.com', 'Recordings on acme.webex.com, from the last 30 days'],
    ['https://Acme.webex.com/home', 'Recordings on acme.webex.com, from the last 30 days'],
    ['on site meet.example.org', 'Recordings on site meet.example.org, from the last 30 days'],
    [`meeting ${MEETING}`, `Recordings of meeting id ${MEETING}, from the last 30 days`],
    ['meeting id a-b_c', 'Recordings of meeting id a-b_c, from the last 30 days'],
    ['tag ABC-123', 'Recordings tagged “ABC-123”, from the last 30 days'],
    ['tagged with "two words"', 'Recordings tagged “two words”, from the last 30 days'],
    ['training center', 'Training Center recordings, from the last 30 days'],
    ['event center arf', 'ARF Event Center recordings, from the last 30 days'],
    ['MeetingCenter', 'Meeting Center recordings, from the last 30 days'],
  ];
  for (const [text, sentence] of sentences) {
    it(`“${text}”`, () => {
      assert.equal(told(text), sentence);
      assert.deepEqual(read(text).problems, []);
    });
  }

  it('compare the id in a link with the links of recordings, of any time', () => {
    for (const path of ['recordingservice/sites/acme/recording/playback/', 'acme/ldr.php?RCID=']) {
      const link = `https://acme.webex.com/${path}0123456789abcdef0123456789abcdef`;
      const { query, problems, guessed } = read(`show ${link} please`);
      assert.deepEqual(query.filter, { link: '0123456789abcdef0123456789abcdef' });
      assert.deepEqual([problems, guessed, 'days' in query.when], [[], '', false]);
    }
  });
});

/** A sentence, and below it the ways to say it; each holds a word that a pattern knows. */
const WAYS = readFileSync(new URL('ways.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n\n');

describe('the ways to say what recordings are narrowed to', () => {
  for (const [sentence = '', ...ways] of WAYS.map((block) => block.split(/\n\s*/))) {
    it(`lead to “${sentence}”`, () => {
      for (const way of ways) assert.equal(told(way), sentence, way);
    });
  }
});
