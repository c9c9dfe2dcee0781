import { OURS, TITLES, type Name } from '../contestant/name.js';
import type { Latency } from '../counts.js';
import { markdown } from './markdown.js';
import { type Measured, type Results, namesOf } from './run.js';
import { median, quantile } from './statistics.js';

/** API calls that must wait for each other before the card is there; what else there is runs beside them. */
export const SEQUENTIAL_CALLS = {
  /** GET message, GET recordings, POST card. */
  list: 3,
  /** GET action, POST softDelete, GET recording, PUT card. */
  click: 4,
} as const;

interface Row {
  readonly what: string;
  readonly figure: (measured: Measured) => number;
  readonly digits: number;
  /** Sequential calls, for a latency. */
  readonly calls?: number;
}

const perRound =
  (figure: (round: Measured['rounds'][number]) => number) =>
  ({ rounds }: Measured): number =>
    median(rounds.map(figure));

const rows: readonly Row[] = [
  ...(['list', 'click'] as const).flatMap((kind) => {
    const what = `${kind === 'list' ? '`list`' : 'delete click'}: webhook → card`;
    const row = { digits: 1, calls: SEQUENTIAL_CALLS[kind] };
    return [
      { ...row, what: `${what}, median, ms`, figure: (m: Measured) => median(m[kind]) },
      { ...row, what: `${what}, p95, ms`, figure: (m: Measured) => quantile(m[kind], 0.95) },
    ];
  }),
  { what: 'messages per second', figure: perRound((round) => round.perSecond), digits: 0 },
  { what: 'CPU per message, ms', figure: perRound((round) => round.cpuMsPerMessage), digits: 2 },
];

/** The figures of one injected latency as a Markdown table. */
export function table(results: Results, latency: Latency): string {
  const names = namesOf(results);
  const compared = OURS.filter((name) => names.includes(name));
  const body = rows.map(({ what, figure, digits, calls }) => {
    const of = (name: Name): number => figure((results[name] ?? results.plain)[latency]);
    const least = calls === undefined || latency === 0 ? '' : String(calls * latency);
    return [
      what,
      ...names.map((name) => of(name).toFixed(digits)),
      ...compared.map((name) => (of(name) / of('plain')).toFixed(2)),
      least,
    ];
  });
  const head = [
    `${latency} ms per API call`,
    ...names.map((name) => TITLES[name]),
    ...compared.map((name) => `${TITLES[name]} ÷ plain`),
    'least possible',
  ];
  return markdown([head, ...body]);
}
