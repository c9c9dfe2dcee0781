import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { meetingNumberOf } from '../../sandbox/api/meetings.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';

/** What an input of the card holds, by its id. */
function held(card: SeenCard): Record<string, string> {
  return Object.fromEntries(
    card
      .parts()
      .filter(({ type }) => type?.startsWith('Input.') === true)
      .map(({ id, value }) => [String(id), String(value)]),
  );
}

const DAYS = { zone: 'Europe/Berlin' };

describe('journey: finding recordings', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    const WEBEX_SCOPES =
      'meeting:recordings_read meeting:preferences_read meeting:schedules_read spark:people_read';
    // As live: a link holds another number than the recording's id.
    const sandbox = { settings: { separateRcids: true } };
    j = await journey({ env: { WEBEX_SCOPES }, sandbox });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  beforeEach(() => j.sandbox.calls.clear());
  after(() => j.end());

  const asked = () =>
    j.sandbox.calls
      .list()
      .filter(({ path }) => path === '/v1/recordings')
      .map(({ query }) => query);

  const submits = async (card: SeenCard, change: Record<string, string>): Promise<SeenCard> => {
    const data = { ...held(card), ...card.dataOf('Search'), ...change };
    await alice.submits(card.message.id, data);
    return await alice.card();
  };

  it('all of the recycle bin is edited in the days of its person, and is that again', async () => {
    const bin = await alice.lists('bin');
    assert.match(bin.text(), /^Your recycle bin/);
    await bin.click('Change search…');
    const card = await alice.card();
    assert.match(card.text(), /Dates use your time zone, Berlin/);
    assert.match((await submits(card, {})).text(), /^Your recycle bin/);
  });

  it('by words: they become parameters, and a sentence', async () => {
    const card = await alice.lists(
      'mp4 about standup on site acme.webex.com from last month, top 3',
    );
    const month = DateTime.now().setZone(DAYS.zone).startOf('month').minus({ months: 1 });
    assert.ok(
      card
        .text()
        .startsWith(
          `MP4 recordings about “standup” on acme\u2060.webex\u2060.com, in ${month.toFormat('MMMM yyyy')}, top 3`,
        ),
      card.text(),
    );
    // The last call asks for names that are near.
    const queries = asked().filter(({ topic }) => topic !== undefined);
    assert.ok(queries.length > 0);
    for (const { format, topic, siteUrl } of queries) {
      assert.deepEqual([format, topic, siteUrl], ['MP4', 'standup', 'acme.webex.com']);
    }
    const froms = queries.map(({ from = '' }) => Date.parse(from));
    const tos = queries.map(({ to = '' }) => Date.parse(to));
    assert.equal(Math.min(...froms), month.toMillis());
    // A file can be ready a day after it was recorded.
    const end = month.plus({ months: 1 });
    const latest = Math.min(end.plus({ days: 1 }).toMillis(), Math.max(end.toMillis(), Date.now()));
    assert.ok(Math.abs(Math.max(...tos) - latest) < 60_000);
  });

  it('with every parameter that List Recordings takes', async () => {
    const id = 'f91b6edce9864428af084977b7c68291_I_166641849979635652';
    await alice.says(`arf training center of meeting ${id} tag ABC-1 "x" in the bin last 7 days`);
    const [query] = asked();
    const { format, serviceType, meetingId, integrationTag, topic, status, from, to } = query ?? {};
    assert.deepEqual(
      { format, serviceType, meetingId, integrationTag, topic, status },
      {
        ...{ format: 'ARF', serviceType: 'TrainingCenter', meetingId: id },
        ...{ integrationTag: 'ABC-1', topic: 'x', status: 'deleted' },
      },
    );
    assert.ok(from !== undefined && to !== undefined);
  });

  it('asks Webex once for the time zone, and never where it takes none', async () => {
    await alice.says('mp4 last 7 days');
    await alice.says('mp4 since yesterday');
    assert.ok(!j.calls().some((call) => call.startsWith('GET /people')), j.calls().join());
  });

  it('edits what was found, with everything filled in', async () => {
    const list = await alice.lists('mp4 about standup since yesterday, the largest first, top 10');
    await list.click('Change search…');
    const card = await alice.card();
    assert.equal(card.message.id, list.message.id);
    const now = DateTime.now().setZone(DAYS.zone);
    const { from, to, topic, site, format, order, limit, status } = held(card);
    assert.deepEqual(
      { from, to, topic, site, format, order, limit, status },
      {
        ...{ from: now.minus({ days: 1 }).toISODate(), to: now.toISODate(), topic: 'standup' },
        ...{ site: 'any', format: 'MP4', order: 'largest', limit: '10', status: 'available' },
      },
    );
    assert.match(JSON.stringify(card.content), /acme-emea\.webex\.com/);
    const found = await submits(card, { topic: '', format: 'any', order: 'newest', limit: '20' });
    assert.equal(found.message.id, list.message.id);
    assert.match(found.text(), /^Your recordings since \d+ \w+ \d{4}, top 20/);
  });

  it('keeps what “the last days” means when the dates are left alone', async () => {
    const list = await alice.lists('last 90 days');
    await list.click('Change search…');
    const found = await submits(await alice.card(), { order: 'longest' });
    assert.match(found.text(), /^Your recordings from the last 90 days, the longest first/);
  });

  it('opens an empty form, which can be reset and left', async () => {
    const card = await alice.lists('find');
    assert.match(card.text(), /Find recordings.*Dates use your time zone, Berlin/s);
    await card.click('Reset');
    await (await alice.card()).click('Cancel');
    assert.match((await alice.card()).text(), /^Your recordings from the last 30 days/);
  });

  it('shows what is wrong, and keeps what was typed', async () => {
    const card = await alice.lists('find');
    const { from = '' } = held(card);
    const wrong = await submits(card, {
      ...{ from: '2026-05-02', to: '2026-05-01', topic: 'A ${b} {{c', meeting: '123456789' },
      ...{ site: 'no site' },
    });
    assert.match(wrong.text(), /first day comes after/);
    assert.match(wrong.text(), /Webex knows no meeting of yours with the number 123 456 789\./);
    assert.match(wrong.text(), /Write sites like/);
    const { topic, to } = held(wrong);
    assert.deepEqual([topic?.replace(/\u2060/g, ''), to], ['A ${b} {{c', '2026-05-01']);
    assert.equal(asked().length, 0);
    const right = { meeting: '', from, to: '', site: 'any' };
    assert.match((await submits(wrong, right)).text(), /^Recordings about “A \$\u2060\{b\}/);
    // Webex looks for the longest word; the others are looked for in its answers.
    assert.equal(asked()[0]?.topic, '${b');
  });

  it('takes nothing that the card did not offer', async () => {
    const card = await alice.lists('find');
    const wild = {
      limit: '9e9',
      format: 'EXE',
      order: 'x',
      status: 'purged',
      service: '1',
      zone: 'Mars',
    };
    const answer = await submits(card, wild);
    assert.match(answer.text(), /compliance officers.*1 to 1000 recordings/s);
    await alice.submits(card.message.id, { action: 'search' });
    assert.match((await alice.card()).text(), /1 to 1000 recordings/);
  });

  it('explains what cannot be, with the form at hand', async () => {
    const unknown = await alice.lists('meeting 123 456 7890');
    assert.match(unknown.text(), /Webex knows no meeting of yours with the number 123 456 7890/);
    j.sandbox.faults.set([{ path: '/meetings$', status: 403 }]);
    const number = await alice.lists('meeting 123 456 7890');
    j.sandbox.faults.set([]);
    assert.match(number.text(), /is a meeting number/);
    assert.ok(number.has('Search'));
    assert.match((await alice.lists('list tomorrow')).text(), /in the future/);
  });

  it('by the number of a meeting, where that may be asked for', async () => {
    const given = {
      meetingSeriesId: '0123456789abcdef0123456789abcdef',
      host: 'alice@example.com',
    };
    for (const daysAgo of [3, 90]) {
      j.sandbox.addRecording({ ...given, topic: `Sync ${daysAgo} days ago`, daysAgo });
    }
    const number = meetingNumberOf(given);
    const card = await alice.lists(`list ${number}`);
    assert.deepEqual(card.topics(), ['Sync 3 days ago', 'Sync 90 days ago']);
    const formed = await submits(await alice.lists('find'), { meeting: number });
    assert.deepEqual(formed.topics(), ['Sync 3 days ago']);
  });

  it('by the link that plays it, however old it is', async () => {
    const [topic, host] = ['Handed on by its link', 'alice@example.com'];
    j.sandbox.addRecording({ topic, host, daysAgo: 80 });
    const from = DateTime.utc().minus({ days: 85 }).toISO();
    const query = new URLSearchParams({ topic, from, to: DateTime.utc().toISO() });
    const { items } = await alice.api<{ items: { id: string; playbackUrl: string }[] }>(
      'GET',
      `/recordings?${query.toString()}`,
    );
    const [{ id, playbackUrl } = { id: '', playbackUrl: '' }, ...others] = items;
    assert.deepEqual(others, []);
    assert.ok(!playbackUrl.includes(id), 'the link tells the id of no recording');
    for (const before of ['list', 'list mp4 last week', 'bin']) {
      await alice.lists(before);
      assert.deepEqual((await alice.lists(playbackUrl)).topics(), [topic], before);
    }
    const one = await alice.lists(`open ${playbackUrl}`);
    assert.ok(one.text().startsWith(topic), one.text());
    assert.equal(one.link('Watch'), playbackUrl);
    const unknown = playbackUrl.replace(/[0-9a-f]{32}$/, '0'.repeat(32));
    assert.deepEqual((await alice.lists(unknown)).topics(), []);
  });

  it('says what it left aside', async () => {
    const card = await alice.lists('list shared with me foo about "x"');
    assert.match(card.text(), /I didn’t understand “foo”.*about “x” shared with you/s);
  });

  it('walks from month to month', async () => {
    const list = await alice.lists('about “no such topic” last month');
    await list.click('Earlier dates');
    const month = DateTime.now().setZone(DAYS.zone).minus({ months: 2 });
    assert.ok((await alice.card()).text().includes(`in ${month.toFormat('MMMM yyyy')}`));
  });
});

describe('journey: somebody whose time zone Webex does not tell', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    // Who has connected is told nevertheless.
    j.sandbox.faults.set([{ method: 'GET', path: '/people/(?!me$)', status: 403 }]);
    await alice.connects();
  });
  after(() => j.end());

  it('is asked once, and then gets what was asked for', async () => {
    const question = await alice.lists('mp4 since yesterday “${x}”');
    assert.match(question.text(), /Which time zone are you in\?/);
    const data = question.dataOf('Continue');
    await alice.submits(question.message.id, { ...data, zone: 'UTC', other: 'nowhere' });
    const again = await alice.card();
    assert.match(again.text(), /I don’t know that time zone/);
    await alice.submits(again.message.id, { ...again.dataOf('Continue'), other: 'kathmandu' });
    const list = await alice.card();
    assert.equal(list.message.id, again.message.id);
    assert.match(list.text(), /^MP4 recordings about “\$\u2060\{x\}”, since/);
    assert.match((await alice.lists('settings')).text(), /time zone, Kathmandu/);
    assert.match((await alice.lists('list yesterday')).text(), /^Your recordings on/);
  });

  it('types the site where Webex does not tell the sites either', async () => {
    j.sandbox.faults.set([{ path: '/meetingPreferences/sites', status: 403 }]);
    const card = await alice.lists('find');
    const site = card.parts().find(({ id }) => id === 'site');
    assert.equal(site?.type, 'Input.Text');
    assert.match(j.log(), /sites not available/);
    j.sandbox.faults.set([]);
    const told = (await alice.lists('find')).parts().find(({ id }) => id === 'site');
    assert.equal(told?.type, 'Input.ChoiceSet');
  });

  it('and who is not connected is asked to connect first', async () => {
    for (const words of ['find', 'mp4 since yesterday']) {
      assert.ok((await j.as('sandbox-bob').lists(words)).has('Connect'), words);
    }
  });
});
