import type { Latency } from '../counts.js';
import type { Measured, Results } from './run.js';
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
  const [ours, plain] = [results.ours[latency], results.plain[latency]];
  const body = rows.map(({ what, figure, digits, calls }) => {
    const [one, other] = [figure(ours), figure(plain)];
    const least = calls === undefined || latency === 0 ? '' : String(calls * latency);
    return [what, one.toFixed(digits), other.toFixed(digits), (one / other).toFixed(2), least];
  });
  const head = [`${latency} ms per API call`, 'ours', 'plain', 'ours ÷ plain', 'least possible'];
  return lines([head, ...body]);
}

function lines(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const [head = '', ...body] = cells.map((row) => {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  });
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}
