import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { findForm, readForm, valuesOf } from '../../../src/features/find/form.js';
import { ever } from '../../../src/query/calendar.js';
import { type ListState, latest } from '../../../src/query/list-state.js';
import { USUAL_QUERY, queryOfState } from '../../../src/query/query.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';

const BERLIN = { now: NOW, zone: 'Europe/Berlin' };
const USUAL = { ...valuesOf(USUAL_QUERY, BERLIN) };

function read(change: Record<string, unknown>, shown: ListState = latest(NOW)) {
  return readForm(findForm.parse({ ...USUAL, ...change }), BERLIN, shown);
}

function problems(change: Record<string, unknown>): string {
  const form = read(change);
  return 'problems' in form ? form.problems.join(' ') : 'none';
}

describe('what is typed into the Find card', () => {
  it('left alone, is what was shown', () => {
    const shown = stateOfList({ days: 90, sort: 'largest', limit: 7, filter: { format: 'ARF' } });
    const form = readForm(valuesOf(queryOfState(shown), BERLIN), BERLIN, shown);
    assert.deepEqual(form, { query: queryOfState(shown) });
  });

  it('left alone, is all of the recycle bin in whosever days that was asked', () => {
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const span = ever({ now: NOW, zone });
      const shown = stateOfList({ span, zone, filter: { status: 'deleted' } });
      const values = valuesOf(queryOfState(shown), BERLIN);
      const form = readForm(values, { ...BERLIN, now: NOW + 86_400_000 }, shown);
      assert.ok('query' in form);
      assert.deepEqual(form.query.when, ever({ ...BERLIN, now: NOW + 86_400_000 }));
    }
  });

  it('is read as days of the person, the last one included', () => {
    const form = read({ from: '2026-07-01', to: '2026-07-31' });
    assert.ok('query' in form);
    assert.deepEqual(form.query.when, {
      from: Date.parse('2026-06-30T22:00:00Z'),
      to: Date.parse('2026-07-31T22:00:00Z'),
    });
  });

  it('can be pasted from a card, whose sites have joiners', () => {
    const form = read({ site: escapeText('acme-emea.webex.com') });
    assert.equal('query' in form && form.query.filter.siteUrl, 'acme-emea.webex.com');
  });

  it('needs no dates', () => {
    const form = read({ from: '', to: '' });
    assert.deepEqual('query' in form && form.query.when, { days: 30 });
    const since = read({ from: '2026-08-01', to: '' });
    assert.deepEqual('query' in since && since.query.when, {
      from: Date.parse('2026-07-31T22:00:00Z'),
      to: Date.parse('2026-08-07T22:00:00Z'),
    });
    const until = read({ from: '', to: '2026-08-01' });
    assert.deepEqual('query' in until && until.query.when, {
      from: ever(BERLIN).from,
      to: Date.parse('2026-08-01T22:00:00Z'),
    });
  });

  it('has topics and conditions as words have them', () => {
    const also = 'over 500 MB, except standup, shared with me';
    const form = read({ topic: 'retro or "this or that"', also });
    assert.ok('query' in form);
    assert.deepEqual(form.query.filter, {
      ...{ topic: 'this or that', largerThan: 500_000_000, notTopic: ['standup'] },
      shared: 'with-me',
    });
    const filter = { anyTopic: ['a or b', 'c'], longerThan: 60, kind: 'webinar' } as const;
    const shown = stateOfList({ filter });
    const values = valuesOf(queryOfState(shown), BERLIN);
    assert.equal(values.also, 'webinar recordings, longer than 1 minute');
    assert.deepEqual(readForm(values, BERLIN, shown), { query: queryOfState(shown) });
    assert.match(problems({ also: 'purple' }), /didn’t understand “purple”/);
  });

  it('is told what is wrong with it', () => {
    assert.match(problems({ from: '2026-08-02', to: '2026-08-01' }), /first day comes after/);
    assert.match(problems({ from: '2026-08-07', to: '2026-08-08' }), /future/);
    assert.match(problems({ from: '2026-08-09', to: '' }), /future/);
    assert.match(problems({ from: '2001-01-01', to: '2001-02-01' }), /ten years/);
    assert.match(problems({ from: '1.8.2026' }), /Write dates like/);
    assert.match(problems({ to: '2026-02-30' }), /Write dates like/);
    assert.match(problems({ limit: '0' }), /1 to 1000/);
    assert.match(problems({ limit: 50 }), /1 to 1000/);
    assert.match(problems({ site: 'acme' }), /like acme\.webex\.com/);
    assert.match(problems({ meeting: '1234 567 8901' }), /1234 567 8901 is a meeting number/);
    assert.match(problems({ meeting: 'a/b' }), /^A meeting ID/);
    assert.match(problems({ status: 'purged' }), /compliance officers/);
  });

  it('is narrowed by all that Webex takes', () => {
    const form = read({
      ...{ topic: ' two\n words ', site: 'https://Acme.webex.com/x', format: 'MP4' },
      ...{ service: 'EventCenter', status: 'deleted', tag: 'ABC-1', order: 'longest' },
    });
    assert.deepEqual('query' in form && form.query, {
      ...USUAL_QUERY,
      sort: 'longest',
      filter: {
        ...{ topic: 'two words', siteUrl: 'acme.webex.com', integrationTag: 'ABC-1' },
        ...{ format: 'MP4', serviceType: 'EventCenter', status: 'deleted' },
      },
    });
  });

  it('has no site beside a meeting', () => {
    const form = read({ meeting: 'f91b6edce9864428af084977b7c68291', site: 'acme.webex.com' });
    assert.deepEqual('query' in form && form.query.filter, {
      meetingId: 'f91b6edce9864428af084977b7c68291',
    });
  });
});
