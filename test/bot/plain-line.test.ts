import assert from 'node:assert/strict';
import { plainLine } from '../../src/bot/plain-line.js';

describe('a line as it is read', () => {
  for (const [written, plain] of [
    ['Hi bot, could you please list yesterday, thanks', 'list yesterday'],
    ['/list mp4', 'list mp4'],
    ['“list”', 'list'],
    ['RE: budget review', 'budget review'],
    ['???', '?'],
    ['👍', '👍'],
    ['no, i meant october', 'what about october'],
    ['find the retro and share it with bob@example.com', 'share the retro with bob@example.com'],
    ['find the retro and tell me who watched it', 'who watched the retro'],
    ['get me the standup link from monday', 'link of standup from monday'],
    ['storage for everyone', 'for everyone storage'],
    ['who uses the most space', 'for everyone list the largest first'],
  ] as const) {
    it(`“${written}” is “${plain}”`, () => {
      assert.equal(plainLine(written), plain);
    });
  }
});
