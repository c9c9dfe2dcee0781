import assert from 'node:assert/strict';
import { LARGEST_CARD_BYTES, type Notice, bytesOf } from '../../../src/bot/ui/card.js';
import {
  listSentence,
  navigation,
  nothingIn,
  recordingsCard,
} from '../../../src/features/list/card.js';
import { ever } from '../../../src/query/calendar.js';
import { type ListState, readState, writeState } from '../../../src/query/list-state.js';
import { recordingTarget } from '../../../src/features/list/inputs.js';
import type { ListResult } from '../../../src/features/list/search/search.js';
import { type Recording, recordingSchema } from '../../../src/recordings/types.js';
import type { Listing } from '../../../src/recordings/list.js';
import type { Content } from '../../../src/webex/messages.js';
import { seen, titles } from '../../bot/support/card.js';
import type { CardPart } from '../../support/people.js';
import { NOW, recordingOf, recordingsOf, stateOfList } from '../../bot/support/recordings.js';

function listOf(
  recordings: readonly Recording[],
  given: Partial<ListState> = {},
  more = false,
  notice?: Notice,
): Content {
  return recordingsCard({ state: stateOfList(given), listing: { recordings, more }, notice });
}

describe('the list card', () => {
  it('shows five of many, and says which', () => {
    const content = listOf(recordingsOf(12), { start: 5 });
    assert.deepEqual(
      seen(content).topics(),
      [6, 7, 8, 9, 10].map((n) => `Meeting ${n}`),
    );
    assert.match(
      seen(content).text(),
      /Your recordings from the last 30 days\n6–10 of 12 · as of \{\{DATE\(/,
    );
    assert.match(content.markdown, /last 30 days\*\* – 6–10 of 12 · as of 7 Aug 2026, 10:00 UTC/);
    assert.match(content.markdown, /\n- Meeting 6 – 6 Aug 2026, 08:00 UTC · 45 min · 145 MB 🔒\n/);
  });

  it('counts in words people use', () => {
    assert.match(listOf(recordingsOf(1)).markdown, /– 1 recording ·/);
    assert.match(listOf(recordingsOf(3)).markdown, /– 3 recordings ·/);
    assert.match(listOf(recordingsOf(3), {}, true).markdown, /– 1–3 of 3\+ ·/);
    const one = listOf(recordingsOf(1), { limit: 1 }, true).markdown;
    assert.match(one, /, the newest one\*\* – 1 recording ·/);
  });

  it('says how many there are in all, and how large, once that is counted', () => {
    const of = (count: number, totals: ListResult['totals'], more = true) =>
      recordingsCard({
        ...{ state: stateOfList(), listing: { recordings: recordingsOf(count), more }, totals },
      }).markdown;
    assert.match(of(12, 'counting'), /– 1–5 of 12\+ · counting[^·]*·/);
    assert.match(of(12, { count: 1240, bytes: 9e9 }), /– 1–5 of 12 · 1,240 in all, 9\.0 GB ·/);
    assert.match(of(12, { count: 12, bytes: 9e9 }, false), /– 1–5 of 12 · 9\.0 GB ·/);
    assert.match(of(1, { count: 1, bytes: 2e6 }, false), /– 1 recording · 2 MB ·/);
    assert.match(of(3, { count: 3, bytes: 0 }, false), /– 3 recordings · as of/);
    assert.match(of(0, { count: 0, bytes: 0 }, false), /\*\* – as of/);
  });

  it('counts what could not be read, and says that a list broke off', () => {
    const view = (given: object) =>
      recordingsCard({
        state: stateOfList({}),
        listing: { recordings: recordingsOf(2), more: false, ...given },
      }).markdown;
    assert.match(view({ unread: ['a'] }), /2 recordings · 1 recording could not be read ·/);
    assert.match(view({ unread: ['a', 'b'] }), /· 2 recordings could not be read ·/);
    assert.match(view({ brokeOff: true }), /· Webex’s list broke off here: there may be more ·/);
    assert.doesNotMatch(view({}), /read|broke/);
  });

  it('is not said to be empty where something is left out', () => {
    const left: Partial<Listing>[] = [
      { unread: ['a'] },
      { brokeOff: true },
      { unsure: 2 },
      { untold: 2 },
      { hostless: 2 },
    ];
    for (const given of left) {
      for (const filter of [{}, { status: 'deleted' }, { topic: 'x' }, { of: 'bob' }] as const) {
        const listing = { recordings: [], more: false, ...given };
        const { markdown } = recordingsCard({ state: stateOfList({ filter }), listing });
        assert.match(markdown, /I found no recordings that I can show/, JSON.stringify(given));
        assert.doesNotMatch(markdown, /empty|You have no|There are no|holds nothing/);
        if (given.hostless) assert.match(markdown, /your own recordings, and those shared with/);
      }
    }
  });

  it('offers of an odd recording what works, on a card that Webex takes', () => {
    const good = { id: 'r', createTime: '2026-08-06T08:00:00Z', siteUrl: 'acme.webex.com' };
    const odd = [null, '', 7, true, 'https://', 'x'.repeat(9_000)];
    for (const field of Object.keys(recordingSchema.shape)) {
      for (const value of odd) {
        const read = recordingSchema.safeParse({ ...good, [field]: value });
        const what = `${field}: ${JSON.stringify(value).slice(0, 20)}`;
        // Without them it is counted as unreadable.
        if (!read.success) assert.ok(['id', 'createTime'].includes(field), what);
        else {
          const card = seen(listOf([read.data]));
          assert.ok(JSON.stringify(card.content).length < LARGEST_CARD_BYTES, what);
          const { siteUrl, shareToMe } = read.data;
          assert.equal(card.has('Delete…'), siteUrl !== undefined && !shareToMe, what);
          for (const { data } of card.parts().filter((part) => part.data?.recording !== undefined))
            assert.ok(recordingTarget.safeParse(data).success, what);
        }
      }
    }
  });

  it('has one button in a row until it is opened, and a red one only for what nobody can undo', () => {
    const pillsOf = (content: Content): unknown[] =>
      seen(content)
        .parts()
        .filter(({ type }) => type === 'ActionSet')
        .map(({ actions }) =>
          (actions as CardPart[])
            .map(({ title, style = '' }) => [title, style].join(' ').trim())
            .join(),
        );
    const [kept = recordingOf(), other = recordingOf()] = recordingsOf(12);
    const opened = ['Watch', 'Details,Share…'];
    assert.deepEqual(pillsOf(listOf([kept, other])).slice(0, 4), [...opened, ...opened]);
    const [pager] = pillsOf(listOf(recordingsOf(12), { start: 5 })).slice(-1);
    assert.equal(pager, '‹ Newer,Older ›');
    const binned = listOf([{ ...kept, status: 'deleted' }], { filter: { status: 'deleted' } });
    assert.deepEqual(pillsOf(binned).slice(0, 2), [
      'Restore',
      'Details,Delete permanently… destructive',
    ]);
    const officers = listOf([kept], { scope: 'organization' });
    assert.deepEqual(pillsOf(officers).slice(0, 2), ['Watch', 'Details,Delete… destructive']);
  });

  it('shows the last page when the one asked for is gone', () => {
    assert.deepEqual(seen(listOf(recordingsOf(6), { start: 10 })).topics(), ['Meeting 6']);
    assert.equal(seen(listOf(recordingsOf(5), { start: 5 })).topics().length, 5);
  });

  it('says so when there is nothing, and offers wider searches at once', () => {
    const usual = listOf([]);
    assert.match(seen(usual).text(), /You have no recordings in this time: a wider search/);
    assert.match(usual.markdown, /You have no recordings in this time: a wider search/);
    assert.deepEqual(titles(usual).slice(0, 2), ['Search the last 12 months', 'Search all dates']);
    const wider = listOf([], { days: 365 });
    assert.match(wider.markdown, /You have no recordings in this time\./);
    assert.deepEqual(titles(wider), ['Search all dates', 'Refresh', 'Change search…']);
  });

  it('names an earlier span by its dates', () => {
    const { markdown } = listOf(recordingsOf(1), { back: 1 });
    assert.match(markdown, /^\*\*Your recordings 8 June – 8 July 2026\*\* – 1 recording/);
  });

  it('tells the site when there are several', () => {
    const two = [recordingOf(), recordingOf({ id: 'r2', siteUrl: 'acme-emea.webex.com' })];
    assert.match(listOf(two).markdown, /acme-emea/);
    assert.match(JSON.stringify(listOf(two).card), /acme-\u2060emea/);
    assert.doesNotMatch(listOf(two.slice(0, 1)).markdown, /acme/);
  });

  it('puts what came of the last click on top', () => {
    const notice = {
      style: 'good',
      text: 'Done in the card.',
      detail: 'Webex trackingId: x',
      buttons: [{ title: 'Undo', data: { action: 'restore' } }],
    } as const;
    const content = listOf(recordingsOf(1), {}, false, notice);
    assert.match(seen(content).text(), /^Done in the card\.\nWebex trackingId: x\nYour recordings/);
    assert.match(content.markdown, /^Done in the card\.\n\nWebex trackingId: x\n\n\*\*Your/);
    assert.equal(titles(content)[0], 'Undo');
    const bare = listOf([], {}, false, { style: 'good', text: 'x' });
    assert.match(bare.markdown, /^x\n\n\*\*Your/);
  });

  it('has room for five rows as they are in life: with passwords, long topics and other sites', () => {
    const lived = recordingsOf(12, {
      topic: 'Quarterly business review with the teams of the north and the south',
      password: 'erUzKf7e',
      playbackUrl: `https://acme-emea.webex.com/acme-emea/ldr.php?RCID=${'a'.repeat(32)}`,
      siteUrl: 'acme-emea.webex.com',
    }).map((one, at) => ({ ...one, id: `${'a'.repeat(31)}${at % 10}` }));
    assert.match(seen(listOf(lived, { start: 5 })).text(), /6–10 of 12/);
  });

  it('shows fewer rows rather than a card that is too large, and leads on from there', () => {
    const content = listOf(
      recordingsOf(5, { topic: '設'.repeat(160), playbackUrl: `https://x/${'y'.repeat(1_500)}` }),
    );
    const rows = seen(content).topics().length;
    assert.ok(rows >= 1 && rows < 5);
    assert.ok(bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES);
    assert.match(seen(content).dataOf('Older ›').list ?? '', new RegExp(`\\.${rows}$`));
  });
});

describe('a row of the list', () => {
  it('offers what the recording allows', () => {
    assert.deepEqual(titles(listOf([recordingOf()])), [
      ...['Watch', 'More…', 'Details', 'Share…', 'Delete…', 'Password'],
      ...['Earlier 30 days', 'Refresh', 'Change search…', 'Select several…'],
    ]);
    const shared = recordingOf({ shareToMe: true });
    assert.deepEqual(titles(listOf([shared])).slice(0, 5), [
      ...['Watch', 'More…', 'Details', 'Password', 'Earlier 30 days'],
    ]);
    assert.match(listOf([shared]).markdown, /shared with you/);
    const bare = { shareToMe: true, password: undefined, playbackUrl: undefined };
    assert.deepEqual(titles(listOf([recordingOf(bare)])).slice(0, 2), ['More…', 'Details']);
  });

  it('in the recycle bin offers to restore it, and nothing that does not work there', () => {
    const binned = recordingOf({ status: 'deleted' });
    assert.deepEqual(titles(listOf([binned])).slice(0, 4), [
      ...['Restore', 'More…', 'Details', 'Delete permanently…'],
    ]);
    const card = seen(listOf([binned]));
    const { action, topic } = card.dataOf('Restore');
    // Said where Webex refuses to show it.
    assert.deepEqual([action, topic], ['restore', binned.topic]);
    assert.equal(card.dataOf('Delete permanently…').action, 'ask-delete');
    const shared = titles(listOf([recordingOf({ status: 'deleted', shareToMe: true })]));
    assert.deepEqual(shared.slice(0, 2), ['More…', 'Details']);
  });

  it('asks about this recording and no other', () => {
    const card = seen(listOf(recordingsOf(2)));
    for (const nth of [0, 1]) {
      const about = { recording: `r${nth + 1}`, site: 'acme.webex.com' };
      const list = writeState(stateOfList());
      assert.deepEqual(card.dataOf('Delete…', nth), { action: 'ask-delete', ...about, list });
      assert.deepEqual(card.dataOf('Details', nth), { action: 'more', ...about, list });
    }
  });

  it('shows a password to the letter, and none that is hidden', () => {
    const passwordOf = (password: string): string =>
      seen(listOf([recordingOf({ password })]))
        .parts()
        .filter((part) => part.fontType === 'Monospace')
        .map((part) => String(part.text))
        .join('');
    for (const password of ['Kx7pWm2Q', '${x}', '{{{DATE(x)}}', '<b>&', 'a*']) {
      assert.equal(passwordOf(password), password);
    }
    assert.ok(!titles(listOf([recordingOf({ password: '********' })])).includes('Password'));
    assert.ok(!titles(listOf([recordingOf({ password: '' })])).includes('Password'));
  });

  it('never says a password or a link in plain words', () => {
    assert.doesNotMatch(listOf(recordingsOf(5)).markdown, /Kx7pWm2Q|https?:/);
  });

  it('tells what it knows and leaves out the rest', () => {
    const bare = {
      id: 'r1',
      topic: '',
      createTime: '2026-08-06T09:00:00Z',
    };
    const [line = ''] = listOf([
      recordingOf({
        ...bare,
        timeRecorded: undefined,
        siteUrl: undefined,
        durationSeconds: undefined,
        sizeBytes: undefined,
        format: undefined,
      }),
    ])
      .markdown.split('\n')
      .slice(-1);
    assert.equal(line, '- Untitled recording – 6 Aug 2026, 09:00 UTC 🔒');
    assert.match(listOf([recordingOf({ format: 'ARF' })]).markdown, / · ARF 🔒$/);
  });
});

function buttons(given: Partial<ListState>, count: number, shown: number): string[] {
  const at = stateOfList(given);
  const { pager, tools } = navigation(at, { recordings: recordingsOf(count), more: false }, shown);
  return [...pager, ...tools].map(({ title, data }) => {
    const list = readState(data.list, NOW);
    assert.ok(list, `${title} leads nowhere`);
    if (title === 'Refresh') assert.deepEqual([data.action, list], ['refresh', at]);
    else if (title === 'Change search…') {
      assert.deepEqual([data.action, list], ['edit', { ...at, start: 0 }]);
    } else if (title === 'Select several…') {
      assert.deepEqual([data.action, list], ['select', at]);
    } else assert.equal(data.action, 'page');
    if (tools.some((tool) => tool.title === title)) return title;
    const days = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const { span } = list;
    const when =
      span === undefined ? `${list.days}d -${list.back}` : `${days(span.from)}–${days(span.to)}`;
    return `${title}: ${when} @${list.start}`;
  });
}

describe('the buttons of a row in everyone’s list', () => {
  const ann = recordingOf({ id: 'a', hostEmail: 'Ann@acme.com' });
  const gone = recordingOf({ id: 'g', hostEmail: 'gone@acme.com' });
  const host = { personId: 'p-ann', email: 'ann@acme.com', displayName: 'Ann' };
  /** What is known of whose list a row is in, and when it was made: of each row. */
  const acting = (scope: 'site' | 'organization'): unknown[] =>
    seen(
      recordingsCard({
        state: stateOfList({ scope }),
        listing: { recordings: [ann, gone], more: false },
        hosts: new Map([['ann@acme.com', host]]),
      }),
    )
      .parts()
      .flatMap(({ data }) => {
        if (data?.action !== 'ask-delete') return [];
        return [[data.recording, /host=([^&]*)/.exec(String(data.list))?.[1], data.made]];
      });

  it('act for its host on a site, and find one without a host by when it was made', () => {
    const made = String(Date.parse(gone.createTime) / 1_000);
    assert.deepEqual(acting('site'), [
      ['a', 'p-ann', undefined],
      ['g', undefined, made],
    ]);
  });

  it('act for nobody in an organization, where Webex needs no host', () => {
    assert.deepEqual(acting('organization'), [
      ['a', undefined, undefined],
      ['g', undefined, undefined],
    ]);
  });
});

describe('the buttons below a list', () => {
  it('select several in one person’s list alone, and nothing that is purged', () => {
    const actions = (given: Partial<ListState>): unknown[] =>
      navigation(stateOfList(given), { recordings: recordingsOf(2), more: false }, 2).tools.map(
        ({ data }) => data.action,
      );
    assert.deepEqual(actions({ host: 'h' }), ['refresh', 'edit', 'select']);
    assert.deepEqual(actions({ filter: { status: 'deleted' } }), ['refresh', 'edit', 'bin-select']);
    for (const given of [{ scope: 'site' }, { scope: 'organization' }] as const)
      assert.deepEqual(actions(given), ['refresh', 'edit']);
    assert.deepEqual(actions({ filter: { status: 'purged' } }), ['refresh', 'edit']);
  });

  it('on the first of several pages', () => {
    assert.deepEqual(buttons({}, 12, 5), [
      'Older ›: 30d -0 @5',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('on one in the middle', () => {
    assert.deepEqual(buttons({ start: 5 }, 12, 5), [
      '‹ Newer: 30d -0 @0',
      'Older ›: 30d -0 @10',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('on the last', () => {
    assert.deepEqual(buttons({ start: 10 }, 12, 2), [
      '‹ Newer: 30d -0 @5',
      'Earlier 30 days: 30d -1 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('after a page of fewer rows', () => {
    assert.deepEqual(buttons({ start: 3 }, 12, 3).slice(0, 2), [
      '‹ Newer: 30d -0 @0',
      'Older ›: 30d -0 @6',
    ]);
  });

  it('in an earlier span', () => {
    assert.deepEqual(buttons({ back: 2 }, 3, 3), [
      'Earlier 30 days: 30d -3 @0',
      'Later 30 days: 30d -1 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('of nothing at all', () => {
    assert.deepEqual(buttons({}, 0, 0), [
      'Search the last 12 months: 365d -0 @0',
      'Search all dates: 2016-08-09–2026-08-08 @0',
      'Earlier 30 days: 30d -1 @0',
      'Refresh',
      'Change search…',
    ]);
  });

  it('of a whole year', () => {
    assert.deepEqual(buttons({ days: 365 }, 0, 0), [
      'Search all dates: 2016-08-09–2026-08-08 @0',
      'Refresh',
      'Change search…',
    ]);
  });

  const utc = (from: string, to: string): Partial<ListState> => ({
    span: { from: Date.parse(from), to: Date.parse(to) },
    zone: 'UTC',
  });

  it('of a month: the months beside it', () => {
    assert.deepEqual(buttons(utc('2026-06-01', '2026-07-01'), 3, 3), [
      'Earlier dates: 2026-05-01–2026-06-01 @0',
      'Later dates: 2026-07-01–2026-08-01 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('of some days: as many before and after, up to today', () => {
    assert.deepEqual(buttons(utc('2026-08-01', '2026-08-06'), 9, 5), [
      'Older ›: 2026-08-01–2026-08-06 @5',
      'Later dates: 2026-08-06–2026-08-08 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
    assert.deepEqual(buttons({ ...utc('2026-08-01', '2026-08-08'), start: 5 }, 9, 4), [
      '‹ Newer: 2026-08-01–2026-08-08 @0',
      'Earlier dates: 2026-07-25–2026-08-01 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
  });

  it('of nothing in some days: five at most', () => {
    assert.deepEqual(buttons(utc('2026-08-01', '2026-08-06'), 0, 0), [
      'Search all dates: 2016-08-09–2026-08-08 @0',
      'Earlier dates: 2026-07-27–2026-08-01 @0',
      'Later dates: 2026-08-06–2026-08-08 @0',
      'Refresh',
      'Change search…',
    ]);
    const everything = buttons({ span: ever({ now: NOW, zone: 'UTC' }), zone: 'UTC' }, 0, 0);
    assert.ok(!everything.some((title) => title.startsWith('Search')));
  });

  it('of nothing about a topic: without it, and all else as it was', () => {
    const at = stateOfList({ ...utc('2026-08-01', '2026-08-06'), start: 5 });
    const without = (filter: ListState['filter']) => {
      const given = filter === undefined ? at : { ...at, filter };
      const { pager } = navigation(given, { recordings: [], more: false }, 0);
      return pager
        .filter(({ title }) => title.startsWith('Drop'))
        .map(({ title, data }) => [title, readState(data.list, NOW)]);
    };
    assert.deepEqual(without(undefined), []);
    assert.deepEqual(without({ format: 'MP4' }), []);
    assert.deepEqual(without({ topic: 'standup' }), [['Drop “standup”', { ...at, start: 0 }]]);
    assert.deepEqual(without({ topic: 'standup', format: 'MP4' }), [
      ['Drop “standup”', { ...at, start: 0, filter: { format: 'MP4' } }],
    ]);
    assert.deepEqual(without({ anyTopic: ['standup', 'retro'] }), [
      ['Drop these words', { ...at, start: 0 }],
    ]);
    const hostile = { ...at, filter: { topic: '[x](http://e.vil)' } };
    const { pager } = navigation(hostile, { recordings: [], more: false }, 0);
    assert.match(pager.at(-1)?.title ?? '', /“\[x\]\u2060\(/);
  });

  it('of the furthest back: nothing before it', () => {
    const titles = buttons(utc('2016-08-01', '2016-09-01'), 0, 0).map((text) => text.split(':')[0]);
    assert.ok(!titles.includes('Earlier dates'));
  });

  it('at the end of ten years', () => {
    assert.deepEqual(buttons({ back: 121 }, 1, 1), [
      'Later 30 days: 30d -120 @0',
      'Refresh',
      'Change search…',
      'Select several…',
    ]);
    assert.equal(readState(writeState(stateOfList({ back: 122 })), NOW), undefined);
  });
});

describe('what a list shows, in a sentence', () => {
  it('is about one’s own, or somebody else’s', () => {
    assert.equal(listSentence(stateOfList()), 'Your recordings from the last 30 days');
    for (const other of [{ host: 'bob' }, { scope: 'site' }] as const) {
      assert.doesNotMatch(listSentence(stateOfList(other)), /your/i);
    }
  });

  it('quotes a topic so that it does nothing', () => {
    const sentence = listSentence(stateOfList({ filter: { topic: '[x](https://evil.example)' } }));
    assert.match(sentence, /“\[x\]\u2060\(/);
  });
});

describe('what is said in place of the rows where there are none', () => {
  const zone = 'UTC';
  const all = { span: ever({ now: NOW, zone }), zone };
  const bin = { status: 'deleted' } as const;

  it('offers a wider search only where there is one', () => {
    assert.match(nothingIn(stateOfList()), /^You have no recordings in this time: a wider search/);
    assert.equal(nothingIn(stateOfList({ days: 365 })), 'You have no recordings in this time.');
  });

  it('does not speak of “you” where it is somebody else’s list', () => {
    for (const other of [{ host: 'bob' }, { scope: 'organization' }] as const) {
      assert.match(nothingIn(stateOfList(other)), /^There are no recordings/);
    }
  });

  it('calls the recycle bin empty only when all of it was looked at', () => {
    assert.equal(nothingIn(stateOfList({ ...all, filter: bin })), 'The recycle bin is empty.');
    const narrowed = stateOfList({ ...all, filter: { ...bin, topic: 'x' } });
    assert.equal(nothingIn(narrowed), 'There are no recordings about “x” in the recycle bin.');
    const format = stateOfList({ ...all, filter: { ...bin, format: 'MP4' } });
    assert.equal(nothingIn(format), 'There are no such recordings in the recycle bin.');
    assert.match(nothingIn(stateOfList({ filter: bin })), /^The recycle bin holds nothing of this/);
  });

  it('says why a tag finds nothing, whatever else is looked for', () => {
    const state = stateOfList({ filter: { ...bin, integrationTag: 'x' } });
    assert.match(nothingIn(state), /Webex shows a tag only to the integration that made it/);
  });

  it('says what it looked for, so that a word taken for a topic is seen', () => {
    const rows: readonly (readonly [Partial<ListState>, string])[] = [
      [{ filter: { topic: 'standup' } }, 'recordings about “standup” in this time: a wider search'],
      [{ days: 365, filter: { topic: 'standup' } }, 'recordings about “standup” in this time.'],
      [{ ...all, filter: { topic: 'standup' } }, 'recordings about “standup”.'],
      [{ filter: { anyTopic: ['a', 'b'] } }, 'recordings about “a” or “b” in this time'],
      [{ filter: { topic: 'a', format: 'MP4' } }, 'such recordings about “a” in this time'],
      [{ filter: { ...bin, topic: 'a' } }, 'recordings about “a” in the recycle bin in this time'],
      [{ ...all, filter: { format: 'MP4' } }, 'such recordings.'],
      [{ filter: { ...bin, format: 'MP4' } }, 'such recordings in the recycle bin in this time'],
      [{ ...all, filter: { of: 'bob', format: 'MP4' } }, 'such recordings.'],
    ];
    for (const [given, expected] of rows) {
      const said = nothingIn(stateOfList(given));
      assert.ok(said.startsWith(`There are no ${expected}`), said);
    }
    assert.equal(nothingIn(stateOfList(all)), 'You have no recordings.');
  });

  it('names whose recordings were looked for, where that was all', () => {
    const of = (filter: NonNullable<ListState['filter']>) =>
      nothingIn(stateOfList({ ...all, filter }));
    assert.match(of({ of: 'Bob' }), /^There are no recordings of “Bob”\./);
    assert.match(of({ hostedBy: 'Bob' }), /^There are no recordings hosted by “Bob”\./);
    assert.match(of({ hostedBy: 'Bob', format: 'MP4' }), /^There are no such recordings/);
  });

  it('says that it was narrowed', () => {
    assert.match(nothingIn(stateOfList({ filter: { format: 'MP4' } })), /^There are no such/);
  });
});
