/** One way in which an exchange departs from the official documents. */
export interface Violation {
  readonly side: 'request' | 'response';
  /** As the documents write it, e.g. `GET /recordings/{recordingId}`. */
  readonly operation: string;
  /** Status of the answer; 0 when there was none. */
  readonly status: number;
  /** Where: `query/max`, `body/items/3`, `headers/timezone`, `path/id`, or '' for the whole. */
  readonly place: string;
  /** What was broken: a JSON Schema keyword, or one of ours (`unknown-path`, `unknown-query`, …). */
  readonly rule: string;
  /** The key in question (missing, unknown …), or ''. */
  readonly subject: string;
  /** What to do about it. Never holds a value from the exchange, so never a token or a password. */
  readonly words: string;
}

/** One line for people. */
export function describeViolation(violation: Violation): string {
  const where = violation.place === '' ? '' : ` at ${violation.place}`;
  const status = violation.side === 'response' ? ` (${violation.status})` : '';
  return `${violation.side} of ${violation.operation}${status}${where}: ${violation.words}`;
}
