import type { Outline } from './make.js';

/** A seeded recording by the day it was ready: `daysAgo` at `hour` UTC. */
export interface Entry extends Omit<Outline, 'hostId' | 'siteUrl' | 'createTime' | 'sharedWith'> {
  daysAgo: number;
  hour: number;
  site: 'preferred' | 'other';
  /** Shared with Alice, when it is Bob's. */
  shared?: boolean;
  binnedDaysAgo?: number;
}

type More = Omit<Entry, 'daysAgo' | 'topic' | 'minutes' | 'hour' | 'site'>;

/** An entry on the preferred site. */
export const at = (
  daysAgo: number,
  hour: number,
  minutes: number,
  topic: string,
  more: More = {},
): Entry => ({
  ...{ daysAgo, hour, minutes, topic, site: 'preferred' },
  ...more,
});
/** The same on the other site. */
export const elsewhere = (entry: Entry): Entry => ({ ...entry, site: 'other' });

/** The same meeting again and again: one series, the first `daysAgo` the newest. */
export function series(first: Entry, everyDays: number, until: number): Entry[] {
  const entries: Entry[] = [];
  const seriesId = Buffer.from(first.topic).toString('hex').padEnd(32, '0').slice(0, 32);
  for (let daysAgo = first.daysAgo; daysAgo <= until; daysAgo += everyDays) {
    entries.push({ ...first, seriesId, daysAgo, minutes: first.minutes - ((daysAgo * 7) % 11) });
  }
  return entries;
}

/** Ordinary meetings beside topics written to trip whoever shows them. */
export const alicesEntries: readonly Entry[] = [
  ...series(at(1, 9, 45, 'Weekly planning'), 7, 108),
  ...series(elsewhere(at(3, 14, 60, 'Sprint demo')), 14, 108),
  ...series(at(10, 13, 50, 'Platform architecture review'), 14, 110),
  ...series(elsewhere(at(8, 7, 90, 'EMEA customer council')), 30, 110),
  at(1, 15, 52, 'Quarterly roadmap: what ships before the summer', {
    ...{ password: 'Kx7pWm2Q', transcript: true, summary: true, accesses: 6 },
  }),
  at(2, 11, 34, 'Customer call – Northwind Traders renewal', {
    password: '********',
    integrationTags: ['CRM-1042'],
    accesses: 3,
  }),
  at(3, 8, 41, '設計レビュー：録画ボットの新しい画面', { password: 'mR4vTz9e' }),
  at(4, 12, 48, 'Interview: senior backend engineer', { preventDownload: true }),
  at(
    ...([5, 10, 87] as const),
    'Incident review: login outage of the 14th – timeline, root causes, what we change and who does it by when, with the vendor and both on-call teams (long version)',
  ),
  elsewhere(at(6, 8, 37, 'اجتماع فريق المبيعات الأسبوعي', { password: '********' })),
  at(6, 16, 22, '<b>Release</b> go/no-go & "last" checks'),
  at(9, 10, 18, '[Sign in to keep this recording](https://evil.example/login)'),
  at(11, 9, 66, 'Budget ${1+1} million – first draft', { password: 'Bn8sHd3k' }),
  at(12, 15, 28, '${foo(} – template workshop'),
  elsewhere(at(13, 9, 31, '{{DATE(2020-01-01T00:00:00Z,SHORT)}} kickoff')),
  at(16, 11, 40, '**Bold** plans, _quiet_ risks and `code`'),
  at(18, 14, 25, 'O\'Brien said "ship it" \\ and we did'),
  at(20, 13, 75, '<script>alert(1)</script> – security training', {
    serviceType: 'TrainingCenter',
  }),
  at(22, 12, 4, 'Product film, final cut.mp4', { format: 'UPLOADED' }),
  elsewhere(
    at(25, 15, 96, 'Town hall: results and questions', {
      ...{ serviceType: 'EventCenter', format: 'ARF', preventDownload: true },
    }),
  ),
  at(29, 9, 13, 'Onboarding: your first week', { format: 'UPLOADED' }),
  at(33, 10, 110, 'Legacy migration workshop', { format: 'ARF', password: '********' }),
  elsewhere(
    at(47, 8, 26, 'Remote support: printer fleet, Lisbon', { serviceType: 'SupportCenter' }),
  ),
  at(
    ...([58, 14, 55] as const),
    `Research read-out: ${'what people told us about finding, sharing and tidying up their recordings; '.repeat(4)}open questions`,
    { playbackHidden: true },
  ),
  elsewhere(at(66, 9, 44, 'Résumé des décisions – comité de pilotage 🎉')),
  at(75, 13, 71, 'Vendor negotiation', { format: 'ARF', preventDownload: true }),
  at(88, 10, 19, 'Plan \u202Egpj.exe (review)'),
  at(100, 9, 63, 'Board preparation', { preventDownload: true, password: '********' }),
  at(15, 9, 2, 'Test recording, please ignore', { binnedDaysAgo: 3 }),
  at(40, 16, 58, 'Hiring debrief (old)', { binnedDaysAgo: 26 }),
];

/** Bob's twelve, of which Alice may watch five. */
export const bobsEntries: readonly Entry[] = [
  at(2, 9, 33, 'Design critique: navigation', { shared: true, password: 'Qw3nLp7x' }),
  at(5, 14, 47, 'Mobile team retrospective', { shared: true }),
  at(7, 10, 29, '1:1 Bob and his lead'),
  elsewhere(at(12, 8, 58, 'Partner onboarding: Contoso', { shared: true, preventDownload: true })),
  at(17, 11, 36, 'Accessibility review'),
  at(24, 15, 62, 'Mobile release planning', { shared: true, password: '********' }),
  at(31, 9, 40, 'Design critique: empty states'),
  elsewhere(at(43, 13, 51, 'Partner onboarding: Fabrikam')),
  at(56, 10, 24, 'Usability test, participant 4', { format: 'UPLOADED' }),
  at(70, 14, 83, 'Mobile team offsite, day 1', { shared: true, format: 'ARF' }),
  at(71, 14, 77, 'Mobile team offsite, day 2', { format: 'ARF' }),
  at(95, 9, 45, 'Design system: tokens and themes'),
];
