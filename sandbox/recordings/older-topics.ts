import { at, elsewhere, series, type Entry } from './topics.js';

/**
 * What Alice has kept for most of a year: made for cleaning up. Much of it was never watched, some
 * is large, and the tests of a script are not worth a byte. All of it is older than 110 days.
 */
export const alicesOlderEntries: readonly Entry[] = [
  ...series(at(116, 9, 50, 'Weekly planning', { accesses: 0 }), 14, 355),
  ...series(elsewhere(at(122, 14, 70, 'Sprint demo', { accesses: 2 })), 28, 355),
  ...series(at(130, 13, 190, 'Product training, full day', large(2_400)), 45, 355),
  ...series(elsewhere(at(118, 8, 55, 'EMEA customer council', { accesses: 0 })), 60, 355),
  ...[133, 134, 135, 201, 202, 260, 261, 262, 340].map((daysAgo) =>
    at(daysAgo, 16, 3, 'Test recording, please ignore', { accesses: 0 }),
  ),
  at(140, 10, 48, 'Customer call – Contoso kick-off', {
    ...{ integrationTags: ['CRM-0877'], accesses: 7 },
  }),
  at(168, 10, 52, 'Customer call – Contoso go-live', {
    ...{ integrationTags: ['CRM-0877', 'JIRA-31'], accesses: 4 },
  }),
  at(176, 9, 240, 'Architecture summit, day 1', large(3_900)),
  at(175, 9, 230, 'Architecture summit, day 2', { ...large(3_600), accesses: 0 }),
  elsewhere(at(214, 15, 95, 'Town hall: half-year results', { ...large(1_800), accesses: 12 })),
  at(239, 11, 130, 'Data centre move, rehearsal', { ...large(2_100), format: 'ARF' }),
  at(288, 12, 6, 'Product film, rough cut.mp4', { format: 'UPLOADED', accesses: 0 }),
  at(301, 10, 62, 'Old pricing model, explained', { preventDownload: true, accesses: 0 }),
  elsewhere(at(333, 9, 41, 'Rückblick auf das Jahr 🎄', { accesses: 1 })),
  at(352, 13, 88, 'Migration of the wiki', { format: 'ARF', accesses: 0 }),
];

function large(megabytes: number): { sizeBytes: number } {
  // An odd number of bytes, as files have.
  return { sizeBytes: megabytes * 1_000_003 };
}
