import assert from 'node:assert/strict';
import { z } from 'zod';
import { defined } from '../../src/util/present.js';
import type { WebexClient } from '../../src/webex/client.js';
import {
  MOST_EMPTY,
  NOWHERE,
  type ItemList,
  itemsOf,
  losesQuery,
  moment,
  nextPage,
  pagesOf,
  pageProgress,
} from '../../src/webex/lists.js';
import { WebexRefused } from '../../src/webex/errors.js';

const item = z.object({ id: z.string(), size: z.number() });

describe('a list of Webex', () => {
  it('is read item by item: an odd one ends nothing, and is told without its values', () => {
    const odd = [{ id: 'r2', size: 'secret' }, { size: 2 }, null];
    const all = { items: [{ id: 'r1', size: 1 }, ...odd, { id: 'r3', size: 3 }] };
    const { items, unread } = itemsOf(item).parse(all);
    assert.deepEqual(
      items.map(({ id }) => id),
      ['r1', 'r3'],
    );
    assert.deepEqual(
      unread.map(({ where }) => where),
      [['items.1.size'], ['items.2.id'], ['items.3']],
    );
    assert.equal(unread[0]?.key, 'r2');
    assert.equal(new Set(unread.map(({ key }) => key)).size, 3);
    assert.doesNotMatch(JSON.stringify(unread), /secret/);
  });

  it('must be there, but where Webex leaves out an empty one', () => {
    assert.equal(itemsOf(item).safeParse({}).success, false);
    assert.equal(itemsOf(item).safeParse({ items: 'odd' }).success, false);
    assert.deepEqual(itemsOf(item, 'devices', []).parse({}).items, []);
    assert.deepEqual(itemsOf(item, 'devices').parse({ devices: [{ id: 'd', size: 1 }] }).items, [
      { id: 'd', size: 1 },
    ]);
  });
});

describe('a time of Webex’s', () => {
  it('is none where it stands for none, as programs write that', () => {
    const read = (text: string): string | undefined => moment.safeParse(text).data;
    for (const none of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00+0000'])
      assert.equal(read(none), undefined, none);
    for (const none of ['9999-12-31T23:59:59.999Z', '9999-12-31', '', '2026-13-01T00:00:00Z'])
      assert.equal(read(none), undefined, none);
    assert.equal(read('1996-02-29T12:00:00Z'), '1996-02-29T12:00:00Z');
  });

  it('is read with a zone of any form, and in UTC without one', () => {
    for (const [text, written] of [
      ['2026-11-24T10:00:00', '2026-11-24T10:00:00Z'],
      ['2026-11-24 10:00 z', '2026-11-24T10:00Z'],
      ['2026-11-24T10:00:00.5+0530', '2026-11-24T10:00:00.5+05:30'],
      ['2026-11-24T10:00:00-08', '2026-11-24T10:00:00-08:00'],
    ] as const)
      assert.equal(moment.parse(text), written);
  });
});

describe('a walk through pages', () => {
  it('leads on while a page brings something new', () => {
    const leadsOn = pageProgress();
    assert.equal(leadsOn(['a', 'b']), true);
    assert.equal(leadsOn(['b', 'c']), true);
    assert.equal(leadsOn(['a', 'c']), false);
  });

  it('leads on over a few empty pages in a row', () => {
    const leadsOn = pageProgress();
    const empty = (): boolean[] => Array.from({ length: MOST_EMPTY }, () => leadsOn([]));
    assert.ok(empty().every(Boolean));
    assert.equal(leadsOn(['a']), true);
    assert.ok(empty().every(Boolean));
    assert.equal(leadsOn([]), false);
  });

  it('ends at some time, whatever comes', () => {
    const leadsOn = pageProgress();
    let pages = 0;
    while (leadsOn([String(pages)])) pages += 1;
    assert.equal(pages, 999);
  });

  interface Walked {
    readonly more?: string;
    readonly isCut?: true;
    /** In place of the second page. */
    readonly fails?: () => Promise<never>;
  }
  const walk = (...pages: (readonly string[])[]) => walkBy({}, ...pages);
  /** A Webex whose page n holds these, and leads to n + 1, with more in its Link, or to a page cut off. */
  async function walkBy({ more = '', isCut, fails }: Walked, ...pages: (readonly string[])[]) {
    const asked: [string, unknown][] = [];
    const webex: WebexClient = {
      call: ({ path, query, answer }) => {
        asked.push([path, query]);
        const at = Number.parseInt(path.slice(1), 10);
        if (at > 0 && fails !== undefined) return fails();
        const items = (pages[at] ?? []).map((id) => ({ id, size: 1 }));
        const next = at + 1 < pages.length ? `/${at + 1}${more}` : undefined;
        const data = answer.parse({ items });
        return Promise.resolve({
          data,
          status: 200,
          trackingId: undefined,
          next,
          ...defined({ isCut }),
        });
      },
      close: () => Promise.resolve(),
    };
    const query = { from: '1', max: '2' };
    const request = { method: 'GET', path: '/0', token: 't', query } as const;
    const found: string[] = [];
    let isWhole = true;
    const answer: z.ZodType<ItemList<z.infer<typeof item>>> = itemsOf(item);
    for await (const { data } of pagesOf(webex, { ...request, answer })) {
      found.push(...data.items.map(({ id }) => id));
      isWhole &&= data.unread.length === 0;
    }
    return { found, asked, isWhole };
  }

  it('gives them all, and asks for further ones by their address alone', async () => {
    const { found, asked, isWhole } = await walk(['a'], [], ['b']);
    assert.deepEqual([found, isWhole], [['a', 'b'], true]);
    assert.deepEqual(asked, [
      ['/0', { from: '1', max: '2' }],
      ['/1', {}],
      ['/2', {}],
    ]);
  });

  it('is over where a page brings nothing new', async () => {
    const { found, asked } = await walk(['a', 'b'], ['a', 'b'], ['c']);
    assert.deepEqual(found, ['a', 'b']);
    assert.equal(asked.length, 2);
  });

  it('knows a Link that has lost a part of what was asked for', () => {
    assert.equal(losesQuery('https://webex.example/x?from=1&cursor=2', ['from', 'to']), true);
    assert.equal(losesQuery('https://webex.example/x?from=1&to=2&cursor=2', ['from', 'to']), false);
    // The cursor stands for all of it.
    assert.equal(losesQuery('https://webex.example/x?cursor=2', ['from', 'to']), false);
  });

  it('is over, and may lack some, where a page is cut off, or its Link is one of another list', async () => {
    const pages = [['a'], ['b']] as const;
    for (const by of [{ isCut: true }, { more: '?from=1' }] as const) {
      const walked = await walkBy(by, ...pages);
      assert.deepEqual([walked.found, walked.isWhole, walked.asked.length], [['a'], false, 1]);
    }
    const { found, isWhole } = await walkBy({ more: '?from=1&max=2' }, ...pages);
    assert.deepEqual([found, isWhole], [['a', 'b'], true]);
  });

  it('is over, and may lack some, where Webex does not know the next page any more; else it rejects', async () => {
    const page = (status: number) => () =>
      Promise.reject(
        new WebexRefused({ method: 'GET', path: '/1' }, status, {
          trackingId: 'T',
          reason: 'no such page',
        }),
      );
    for (const status of [400, 404, 410]) {
      const { found, isWhole } = await walkBy({ fails: page(status) }, ['a'], ['b']);
      assert.deepEqual([found, isWhole], [['a'], false]);
    }
    await assert.rejects(walkBy({ fails: page(403) }, ['a'], ['b']), WebexRefused);
  });

  it('says that it may lack some where it is over behind a full page, or behind empty ones', async () => {
    for (const [pages, isWhole] of [
      [[['a', 'b'], ['c'], ['c']], true],
      [[['a', 'b'], ['a', 'b'], ['c']], false],
      [[['a'], [], [], [], [], ['b']], false],
    ] as const)
      assert.equal((await walk(...pages)).isWhole, isWhole, JSON.stringify(pages));
  });
});

const origin = 'https://webexapis.com';
const page = 'https://webexapis.com/v1/recordings?cursor=a,b;c';

describe('the Link header of a list, read for the next page', () => {
  for (const link of [
    `<${page}>; rel="next"`,
    `<${page}>; rel=next`,
    `<${page}>;REL="NEXT"`,
    `<${page}>; title="the rest"; rel="next"`,
    `<${page}>; rel="last next"`,
    `<https://webexapis.com/first>; rel="first", <${page}>; rel="next"`,
    `<${page}>; rel="next", <https://webexapis.com/last>; rel="last"`,
  ]) {
    it(`finds it in ${link}`, () => assert.equal(nextPage(link, origin), page));
  }

  for (const link of [
    undefined,
    '',
    'garbage',
    `<${page}>`,
    `<${page}>; rel="prev"`,
    `<${page}>; rel="nextish"`,
    `<${page}>; rel=next-archive`,
    `${page}; rel="next"`,
    '<>; rel="next"',
  ]) {
    it(`finds none in ${String(link)}`, () => assert.equal(nextPage(link, origin), undefined));
  }

  for (const link of [
    '</v1/recordings?cursor=1>; rel="next"',
    '<https://webexapis.com.evil.example/v1>; rel="next"',
    '<https://webexapis.com@evil.example/v1>; rel="next"',
    '<https://webexapis.com:8443/v1>; rel="next"',
    '<http://webexapis.com/v1>; rel="next"',
    '<javascript:alert(1)>; rel="next"',
  ]) {
    it(`goes nowhere by ${link}`, () => assert.equal(nextPage(link, origin), NOWHERE));
  }
});
