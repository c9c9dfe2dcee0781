import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { AuditEntry } from '../../src/audit/audit.js';
import { type ExportFormat, csvField, exportAudit, sinceOf } from '../../src/audit/export.js';

const entry: AuditEntry = {
  id: 7,
  personId: 'p1',
  authority: 'own',
  recordingId: 'r1',
  siteUrl: undefined,
  change: 'trash',
  eventKey: 'attachmentActions:created:c1',
  outcome: 'done',
  trackingId: 'ROUTER_1',
  askedAt: Date.parse('2026-08-07T10:00:00Z'),
  settledAt: Date.parse('2026-08-07T10:00:01Z'),
};
const open: AuditEntry = {
  ...entry,
  id: 8,
  authority: 'officer',
  hostId: 'p2',
  reason: 'audit, 2026',
  outcome: undefined,
  trackingId: undefined,
  settledAt: undefined,
};

async function exported(entries: AuditEntry[], format: ExportFormat): Promise<string> {
  async function* all(): AsyncGenerator<AuditEntry> {
    yield* await Promise.resolve(entries);
  }
  let text = '';
  for await (const piece of exportAudit(all(), format)) text += piece;
  return text;
}

/** A field as any reader of RFC 4180 takes it. */
function unquoted(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}

describe('the export of the audit', () => {
  it('is CSV with a header, and lines that end as RFC 4180 has it', async () => {
    assert.equal(
      await exported([entry, open], 'csv'),
      [
        '"id","askedAt","settledAt","personId","authority","hostId","change","recordingId","siteUrl","reason","outcome","trackingId","eventKey"',
        '7,"2026-08-07T10:00:00.000Z","2026-08-07T10:00:01.000Z","p1","own",,"trash","r1",,,"done","ROUTER_1","attachmentActions:created:c1"',
        '8,"2026-08-07T10:00:00.000Z",,"p1","officer","p2","trash","r1",,"audit, 2026",,,"attachmentActions:created:c1"',
        '',
      ].join('\r\n'),
    );
  });

  it('is one JSON array of the same', async () => {
    const read = JSON.parse(await exported([entry, open], 'json')) as Record<string, unknown>[];
    assert.equal(read.length, 2);
    assert.deepEqual(read[1], {
      id: 8,
      askedAt: '2026-08-07T10:00:00.000Z',
      settledAt: null,
      personId: 'p1',
      authority: 'officer',
      hostId: 'p2',
      change: 'trash',
      recordingId: 'r1',
      siteUrl: null,
      reason: 'audit, 2026',
      outcome: null,
      trackingId: null,
      eventKey: 'attachmentActions:created:c1',
    });
    assert.deepEqual(JSON.parse(await exported([], 'json')), []);
  });

  it('has no field that a spreadsheet takes for a formula', () => {
    for (const start of [
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '＝',
      '＋',
      '－',
      '＠',
      '﹦',
      '﹢',
      '﹣',
      '﹫',
      '−',
    ]) {
      assert.ok(unquoted(csvField(`${start}1`)).startsWith("'"), JSON.stringify(start));
    }
    for (const [topic, field] of [
      [' =1', `" '=1"`],
      ['\u200B\u2060\u00A0=1', `"\u200B\u2060\u00A0'=1"`],
      ['\t@x', `"\t'@x"`],
      // Neither a format character nor a space: a control character, and a letter that is not seen.
      ['\u0001=1', `"\u0001'=1"`],
      ['\u115F=1', `"\u115F'=1"`],
      ['a\r\n=1', `"a\r\n'=1"`],
      ['a\r=1', `"a\r'=1"`],
      ['a\n=1', `"a\n'=1"`],
      ['a\t=1', `"a\t'=1"`],
      ['Plan; =1', `"Plan; '=1"`],
      ['a-b = c', `"a-b = c"`],
    ] as const) {
      assert.equal(csvField(topic), field);
    }
    assert.equal(
      csvField('=HYPERLINK("https://evil.example")'),
      `"'=HYPERLINK(""https://evil.example"")"`,
    );
  });

  it('gives every other field back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const field = csvField(text);
        assert.match(field, /^"([^"]|"")*"$/);
        const plain = (field: string): string => field.replaceAll("'", '');
        assert.equal(plain(unquoted(field)), plain(text));
      }),
    );
  });
});

const NOW = Date.parse('2026-08-07T10:00:00Z');

describe('since when', () => {
  for (const [text, from] of [
    ['30d', '2026-07-08T10:00:00Z'],
    ['12h', '2026-08-06T22:00:00Z'],
    ['0d', '2026-08-07T10:00:00Z'],
    ['2026-08-01', '2026-08-01T00:00:00Z'],
    ['2026-08-01T12:30:00Z', '2026-08-01T12:30:00Z'],
    ['2026-08-01T12:30:00+02:00', '2026-08-01T10:30:00Z'],
  ] as const) {
    it(`${text} is ${from}`, () => {
      assert.equal(sinceOf(text, NOW), Date.parse(from));
    });
  }

  for (const text of [
    '',
    '30',
    'd',
    '-3d',
    '3w',
    '30 d',
    '123456d',
    '2026-13-01',
    '1 Aug',
    '2026-08-01T12:30',
  ]) {
    it(`“${text}” is no time`, () => {
      assert.equal(sinceOf(text, NOW), undefined);
    });
  }
});
