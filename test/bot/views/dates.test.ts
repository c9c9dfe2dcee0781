import assert from 'node:assert/strict';
import {
  cardDate,
  cardDateTime,
  plainDate,
  plainDateTime,
  withoutTokens,
} from '../../../src/bot/views/dates.js';

const at = Date.parse('2026-08-07T22:05:09.700Z');

describe('dates', () => {
  it('leave zone and language to the client that shows the card', () => {
    assert.equal(
      cardDateTime(at),
      '{{DATE(2026-08-07T22:05:09Z,SHORT)}} {{TIME(2026-08-07T22:05:09Z)}}',
    );
    assert.equal(cardDate(at), '{{DATE(2026-08-07T22:05:09Z,SHORT)}}');
  });

  it('are in UTC, and say so, where nobody translates them', () => {
    assert.equal(plainDateTime(at), '7 Aug 2026, 22:05 UTC');
    assert.equal(plainDate(at), '7 Aug 2026');
  });

  it('of a card become plain ones', () => {
    assert.equal(withoutTokens(`until ${cardDate(at)}.`), 'until 7 Aug 2026.');
    assert.equal(withoutTokens('no date {{here}}'), 'no date {{here}}');
  });
});
