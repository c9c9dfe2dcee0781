import fc from 'fast-check';
import assert from 'node:assert/strict';
import { checkCard } from '../../../sandbox/cards/check-card.js';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import { type FindValues, findForm, readForm } from '../../../src/features/find/form.js';
import { findFormCard } from '../../../src/features/find/index.js';
import { settingsCard } from '../../../src/features/settings/index.js';
import { askZoneCard } from '../../../src/features/settings/time-zone.js';
import { latest, readState, writeState } from '../../../src/query/list-state.js';
import { stateOfQuery } from '../../../src/query/query.js';
import { settingsSchema } from '../../../src/settings/settings.js';
import type { Content } from '../../../src/webex/messages.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');
const calendar = { now: NOW, zone: 'Europe/Berlin' };
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '',
    'any',
    '${x}',
    '{{{{',
    '[a](https://evil.example)',
    '2026-08-01',
    '50',
    'MP4',
  ),
);
const KEYS = [
  ...['from', 'to', 'topic', 'site', 'format', 'service', 'status', 'order', 'limit'],
  ...['meeting', 'tag'],
] as const;

function assertSound({ card = {}, markdown }: Content): void {
  assert.deepEqual(checkCard(card), []);
  assert.ok(bytesOf(card) <= LARGEST_CARD_BYTES, `${bytesOf(card)} bytes`);
  assert.doesNotMatch(markdown, /https?:\/\/|\{\{|\$\{/);
}

describe('the cards with inputs, whatever is typed', () => {
  it('the form: what comes back asks for a list, or is shown again', () => {
    const inputs = fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(words, fc.anything()));
    const sites = fc.array(fc.constantFrom('acme.webex.com', 'acme-emea.webex.com'));
    fc.assert(
      fc.property(inputs, sites, (typed, offered) => {
        const shown = latest(NOW);
        const read = readForm(findForm.parse(typed), calendar, shown);
        if ('query' in read) {
          const state = stateOfQuery(read.query, calendar);
          assert.deepEqual(readState(writeState(state), NOW), state);
          return;
        }
        const { values, problems } = read;
        const view = { values, problems, state: shown, zone: calendar.zone, sites: offered };
        assertSound(findFormCard(view));
      }),
      { numRuns: 500 },
    );
  });

  it('the form with twenty-five sites and the longest words fits', () => {
    const long = 'x'.repeat(100);
    const values = { ...Object.fromEntries(KEYS.map((key) => [key, long])) } as FindValues;
    const sites = Array.from({ length: 25 }, (_, at) => `a-rather-long-name-${at}.webex.com`);
    const content = findFormCard({ values, state: latest(NOW), zone: 'UTC', sites });
    assertSound(content);
    const officers = { ...latest(NOW), scope: 'organization' as const };
    const text = JSON.stringify(
      findFormCard({ values, state: officers, zone: 'UTC', sites: [] }).card,
    );
    assert.match(text, /"purged"/);
  });

  it('the question for a time zone carries what was asked, harmlessly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const content = askZoneCard(`list ${text}`, 'No.');
        assertSound(content);
        const then = /"then":"([^"]*)"/.exec(JSON.stringify(content.card))?.[1] ?? '';
        assert.equal(decodeURIComponent(then), `list ${text}`);
      }),
    );
  });

  it('the settings', () => {
    const chosen = fc.record({
      timeZone: fc.constantFrom(undefined, 'Asia/Kathmandu', 'Europe/Berlin'),
      tellWhenReady: fc.boolean(),
      weekly: fc.boolean(),
      quiet: fc.constantFrom(undefined, { from: '22:00', to: '07:00' }),
    });
    fc.assert(
      fc.property(chosen, fc.boolean(), (values, saved) => {
        assertSound(settingsCard(settingsSchema.parse(values), { saved, problems: ['No.'] }));
      }),
    );
  });
});
