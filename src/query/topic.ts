import { type Line, tidy } from './line.js';

/** What a line says about the topic. */
export interface Topic {
  /** Empty: any. */
  readonly topic: string;
  /** Whether it was said to be the topic: by quotes, or by a word like “about”. */
  readonly explicit: boolean;
  /** What is left beside an explicit topic. */
  readonly rest: string;
}

const MARK = /(?<![\w-])(?:about|called|named|titled|entitled|topic|containing)(?![\w-])\s*:?/i;
const QUOTED = /\uE000\d+\uE000/g;

/** Words that say nothing about which recordings, before and behind those that do. */
const BEFORE = words(
  'a an the my our your all any every everything me us i please pls of for from in on at with and or by to is are was were where what which show list find search get give see want have do there those these ones recordings recording webex videos video meetings that',
);
const BEHIND = words(
  'please pls recordings recording videos video ones and or of from in on with the that were was are first , . ;',
);

/** What is left of a line when all else is read: its topic. */
export function topicIn(line: Line): Topic {
  const mark = MARK.exec(line.text);
  const quotes = line.text.match(QUOTED) ?? [];
  if (mark !== null) {
    const behind = line.text.slice(mark.index + mark[0].length);
    const gap = behind.indexOf('\uE001');
    const after = gap < 0 ? behind : behind.slice(0, gap);
    const said =
      quotes.length > 0 ? quotes.map((each) => line.said(each)).join(' ') : trim(after, ARTICLES);
    if (said.trim() !== '') {
      const elsewhere = [line.text.slice(0, mark.index), gap < 0 ? '' : behind.slice(gap)].join(
        ' ',
      );
      return { topic: tidy(said), explicit: true, rest: leftOf(elsewhere) };
    }
  }
  if (quotes.length > 0) {
    const topic = tidy(quotes.map((each) => line.said(each)).join(' '));
    return { topic, explicit: topic !== '', rest: leftOf(line.text) };
  }
  // A mark with nothing behind it says nothing.
  return { topic: tidy(leftOf(line.text.replace(MARK, '\uE001'))), explicit: false, rest: '' };
}

function leftOf(text: string): string {
  return text
    .replace(QUOTED, ' ')
    .split('\uE001')
    .map((piece) => trim(piece, BEFORE, BEHIND))
    .filter((piece) => piece !== '')
    .join(' ');
}

const ARTICLES = words('the a an');

/** Without the words that say nothing, at both ends. */
function trim(
  text: string,
  before: ReadonlySet<string>,
  behind: ReadonlySet<string> = BEHIND,
): string {
  const all = text
    .replace(/(^|\s)[,;.:!?…()]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/[,;:!?…]+$/, ''))
    .filter((word) => word !== '');
  let from = 0;
  let to = all.length;
  while (from < to && before.has(all[from]?.toLowerCase() ?? '')) from += 1;
  while (to > from && behind.has(all[to - 1]?.toLowerCase() ?? '')) to -= 1;
  return all.slice(from, to).join(' ');
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
