import { distance } from 'fastest-levenshtein';
import { COUNTS, ORDINALS, numberOf, withoutBetween } from './amounts.js';
import { MONTHS } from './date-at.js';
import { LONGEST_WORDS } from './list-state.js';
import { SPOKEN_AMOUNTS } from './spoken-amounts.js';
import { SPOKEN_DAYS } from './spoken-days.js';
import { CLOCKS, SLIPS, type Spoken } from './spoken-words.js';
import { DAYS_ELSEWHERE, SPAN_NAMED, WEEKDAYS } from './named-days.js';
import { everyPattern, pattern, quick, source } from '../util/pattern.js';

/** Longer input is cut. */
const LONGEST_LINE = 1_500;

/** Replaces words that a reader took, so that those before and behind stay apart. */
const GAP = '\uE001';
/** Replaces quoted words, by their number, while the rest is read. */
const QUOTED = /\uE000(\d+)\uE000/g;
const QUOTES =
  /“((?:[^”]|””)*)”|"((?:[^"]|"")*)"|„([^“”]*)[“”]|«([^»]*)»|»([^«]*)«|(?<![\p{L}\p{N}])['‘]([^'‘’]{3,})['’](?![\p{L}\p{N}])/gu;

const EXCEPTED = pattern`
  (?<![\w-])(
    except(ing)?( for)?|exclud(e|ing)|without|but not|(?<=\b(everything|anything|any|all) )but
    |other than|apart from|and not|not|(?<=[,\uE001]\s*)nothing|no(?= \uE001)|keep(ing)?
  ) ((the|my|only|just|everything|stuff|things|from|any|those|all|ones?|recordings?|videos?|that|which|are|were) )*\uE001
`;

const NOT_SURE = source`
  (
    i (think|guess|believe|suppose|assume)|if i (remember|recall)( (correctly|right|well))?
    |as far as i (know|remember)|(i['’]?m |i am )?not ((quite|really) )?sure
    ( (when|which day|exactly|any\s?more))*
    |(i )?(can|do)(['’]?t|not| not) remember( (when|exactly|the (date|day)))*
  )
`;
const IT_WAS = source`(it|that|this|which) ((was|is)( held)?|happened|took place|(must|might|may|could|should) (be|have been))`;
/** In front of a time, or of what a meeting is called. */
const GUESSED = source`(?=(some\s?time|in|on|at|from|around|about|before|after|since|during|between|last|this|early|late|mid|called|named|titled)(?![\w-])|${SPAN_NAMED})`;
/** What people say around a wish: how sure they are, and what for. */
const ASIDES: readonly Spoken[] = [
  [
    'kickoff, i think it was in june',
    everyPattern`(^|[\s,]+)${NOT_SURE}([\s,]+(${IT_WAS}[\s,]+)?(?=\S)|[\s,]*$)|(^|[\s,]+)${IT_WAS}[\s,]+${GUESSED}`,
    ', ',
  ],
  [
    'kickoff, maybe in september',
    everyPattern`[\s,]+(maybe|perhaps|possibly|probably) ${GUESSED}`,
    ' ',
  ],
  [
    'under 2 min so i can delete them; shorter than one hour because my lunch is short; all and their size',
    everyPattern`
      (?<=\S)[\s,]+(
        (
          so (that )?(i|we) (can|could|don['’]?t|do not|may)|because (my|our|the|it|of)
          |(because|cos|cause|as) (i|we) (need|want|have|must|should|am|are)|in order to
        )\s[^,]*|(and|with|including) ((their|its|the|an?) )?(file )?(sizes?|lengths?|durations?|dates?|hosts?|links?)( (of|for|to) (each|all|every|them)( (one|of them))?)?\s*
          |since (it|they) (was|were) (made|recorded|created|uploaded)\s*|(and |but )?not by \p{L}+\s*|((and|but) )?(on|at) (which|what) (days?|dates?|times?)\s*
      )$
    `,
    '',
  ],
  [
    'the last time we met with acme',
    everyPattern`^\s*(the )?last time (that )?(i|we) (met|spoke|talked)( (up|with|to))* (?=\S)`,
    'the newest one with ',
  ],
  [
    'whats new since monday, mine and those shared with me, still nothing older than may, nobody downloaded it',
    everyPattern`
      ^\s*(what['’]?s )?new(?= ((recordings?|videos?|ones?) )?(since|in|from|this|shared)\b)
      |^\s*(both )?(mine|my own) (and|or|&) ((those|the ones?) )?shared( ones)?( with me)?(?=\s*$|,)
      |^\s*still nothing (?=older|newer|from|since|before|after|about)
      |(?<=\b(watched|viewed|opened|seen|downloaded)) (it|them)(?=\s*$|,)
    `,
    '',
  ],
  ['bottom 10 by size', everyPattern`\bbottom (#\d{1,4})( by size)?(?=\s*$|,)`, 'smallest $1'],
  [
    'watched by nobody',
    everyPattern`\b(#watched|viewed|opened|seen|played|downloaded) by (nobody|no[\s-]?one|none)(?![\w-])`,
    'never $1',
  ],
  [
    'anything over a year old that nobody’s bothered to watch',
    everyPattern`\b((that|which) )?(#nobody|no[\s-]?one)(['’]s| has| have)?( ever)? (bothered|cared|wanted|managed|got round) to (watch|open|view|look at)(?![\w-])`,
    '$1 watched',
  ],
  [
    'everything i have not touched for a year',
    everyPattern`\b((that|which) )?(i|we)( have|['’]ve)?( not| never|n['’]t) (touched|used|needed)( (for|in) (#(\d+|an?|${COUNTS}) (days?|weeks?|months?|years?)))?(?![\w-])`,
    (_all, time?: string) => `nobody watched${time === undefined ? '' : ` older than ${time}`}`,
  ],
  [
    'but leave the town halls alone',
    everyPattern`\b(but |and )?leave (#(?!it|them|that)[^,]+?) alone\s*$|[\s,]+(but |and )?(please )?(do\s?n['’]?o?t|do not) touch (#(?!it|them|that|any)[^,]+?)\s*$|[,;] (but |and )?(#(the|my|our) [^,;]+?) (stays?|remains?)( there)?\s*$`,
    (_all, ...said: readonly string[]) =>
      ` except ${said.slice(0, 3).join('').replaceAll(' and ', ' and not ')}`,
  ],
  [
    'the old planning sessions, everything before January',
    everyPattern`\bold (?=[^,]*[\s,]+((any|every)thing|all|those)?[\s]*(before|older than)\b)`,
    '',
  ],
  [
    'purge > 1 yr',
    everyPattern`(?<=^|\s)>=?\s*(#\d{1,3})\s*(#y|yrs?|years?|mo|months?|wks?|weeks?|d|days?)(?![\w-])`,
    (_all, many = '', unit = '') =>
      `older than ${many} ${/^y/i.test(unit) ? 'years' : /^mo/i.test(unit) ? 'months' : /^w/i.test(unit) ? 'weeks' : 'days'}`,
  ],
  ['which of mine', /(?<=\b(?:which|any|none|some) of )mine\b/gi, 'my recordings'],
  ['@bob', /^\s*@(?=\p{L})/gu, 'of '],
  ['upto 5 oct', /\bupto\b/gi, 'up to'],
  [
    'since i joined in march, before my holiday on 3 august',
    everyPattern`\b(#since|before|after|until) (i|we|my|our) [^,\d]{3,40}? (in|on) (?=(the )?\d|(${MONTHS}|${WEEKDAYS})\b)`,
    '$1 ',
  ],
  ['the lot', everyPattern`^\s*the (whole )?lot\s*$`, 'everything'],
  ["in '25", /(?<=\b(?:in|of|from|since|before|after|until)\s)['’](?=[12]\d\b)/gi, '20'],
  ['everything in the year 2026', everyPattern`\b(in )?the year (?=20\d\d\b)`, 'in '],
  [
    'last 3 days without today',
    everyPattern`\b(the )?(last|past) (#\d{1,3}) days[\s,]+(without|except|excluding|but not|not) today\b`,
    'from $1 days ago to yesterday',
  ],
  [
    'sort them so that the shortest one comes first',
    everyPattern`^\s*(sort|order|arrange|rank|put|start|begin)\b(?!.*(\bby\b|est to \p{L}+est))[^,]*\b(#old|new|larg|small|long|short|bigg|lat)est( ones?)?( (come|is|are|at|on|to)s?)?( (first|the|very|top|beginning|front))*\s*$`,
    '$1est first',
  ],
  [
    'around 1 GB, around 1 hour',
    everyPattern`
      \b(around|about|roughly|approximately|approx\.?|circa|ca\.?) (#\d{1,4}(\.\d+)?)\s*(
        (#gb|gigs?|gigabytes?|mb|megs?|megabytes?)\b
        |(#h|hours?|hrs?|minutes?|mins?)( long)?\b(?! (ago|back|old|before|after|and|in|into|from|since|of|\d))
      )
    `,
    (_all, many, size?: string, time = '') => {
      const [more, less, unit] =
        size === undefined ? ['longer', 'shorter', time] : ['larger', 'smaller', size];
      const [least, most] = [0.75, 1.25].map((part) =>
        Number((Number(many) * part).toFixed(/^m/i.test(time) ? 0 : 2)),
      );
      return `${more} than ${least} ${unit} ${less} than ${most} ${unit}`;
    },
  ],
  ['wed', everyPattern`^\s*(on )?(#${WEEKDAYS})\s*$`, 'on $1'],
  ['june', everyPattern`^\s*(?!may\b|march\b)(#${MONTHS})\s*$`, 'in $1'],
  [
    'the very first one',
    everyPattern`\b(the |my )?very first( (one|recording))?(?=\s*$)|\b(the )?(very )?(first|oldest)( (one|recording|video))? (that )?((i|we) (have )?)?ever( (recorded|made|had))?(?=\s*$)`,
    'the oldest one',
  ],
  [
    'oldest webinar',
    everyPattern`\b(the |my |our )*(#newest|latest|last|most recent|oldest|first|longest|shortest|largest|biggest|smallest)\s+(#webinar|training)(?=\s*$| (about|from|of|on|in|since|with|by|last|this|yesterday|that|ever|hosted)\b)`,
    '$2s, the $1 one,',
  ],
  [
    'neither standup nor retro',
    everyPattern`(?<![\w-])neither (?!(watched|viewed|seen|opened|played|downloaded)\b)(in )?(#\S(.*?\S)?)\s+nor (in )?(?=\S)`,
    'not $1 and not ',
  ],
];

/** In the order in which they are looked for. */
export const SPOKEN: readonly Spoken[] = [
  ...ASIDES,
  ...SLIPS,
  ...DAYS_ELSEWHERE,
  ...SPOKEN_DAYS,
  ...SPOKEN_AMOUNTS,
  ...CLOCKS,
].map(([said, pattern, by]) => [said, quick(pattern), by]);

const NUMBERED = everyPattern`#(#${ORDINALS}|${COUNTS})`;

/** An id is no word, whatever it looks like. */
const ID_SAID = /(?<![\w-])(meeting\s*id[\s:#]+)([\w-]{1,200})(?![\w-])/gi;
const ID_PLACE = '\uE002';

/** A line in the words that are read. @param text without what is in quotes */
export function spoken(text: string): string {
  // `list` alone is what people write most.
  if (text.trim() === '') return text;
  const ids: string[] = [];
  const named = text.replace(ID_SAID, (_all, lead: string, id: string) => {
    ids.push(id);
    return lead + ID_PLACE;
  });
  const typed = named.replace(/\brec?[a-z]{5,9}s\b|\breocr[a-z]{4,6}s\b/gi, (word) =>
    distance(word.toLowerCase(), 'recordings') <= 2 ? 'recordings' : word,
  );
  const said = SPOKEN.reduce(
    (so, [, pattern, by]) =>
      typeof by === 'string' ? so.replace(pattern, by) : so.replace(pattern, by),
    typed,
  );
  const counted = said.replace(NUMBERED, (_all, name: string) => String(numberOf(name)));
  return withoutBetween(counted).replaceAll(ID_PLACE, () => ids.shift() ?? '');
}

/** A person's input: each reader takes out the words that it understands. */
export class Line {
  #text: string;
  readonly #quotes: string[] = [];

  constructor(text: string) {
    // Many blanks would cost as much as many words.
    const unquoted = plain(text.slice(0, LONGEST_LINE).replace(/\s+/g, ' ')).replace(
      QUOTES,
      (_all, curly?: string, straight?: string, ...others: (string | undefined)[]) => {
        const inside = curly?.replace(/””/g, '”') ?? straight?.replace(/""/g, '"');
        const other = others.slice(0, 4).find((said) => said !== undefined);
        this.#quotes.push(inside ?? other ?? '');
        return ` \uE000${this.#quotes.length - 1}\uE000 `;
      },
    );
    this.#text = spoken(unquoted);
  }

  /** Takes the “except” that stands right before what was taken. */
  isExcepted(): boolean {
    return this.take(EXCEPTED) !== undefined;
  }

  /** Not yet taken by a reader. */
  get text(): string {
    return this.#text;
  }

  /** Takes the first match. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.#text === '' ? null : pattern.exec(this.#text);
    if (found === null) return undefined;
    this.cut(found.index, found.index + found[0].length);
    return found;
  }

  cut(from: number, to: number): void {
    this.#text = `${this.#text.slice(0, from)} ${GAP} ${this.#text.slice(to)}`;
  }

  /** A word, or the quoted words that it stands for. */
  said(word: string): string {
    return tidy(word.replace(QUOTED, (_all, at: string) => this.#quotes[Number(at)] ?? ''));
  }

  pieces(): string[] {
    return this.#text.split(GAP).map((piece) => piece.trim());
  }
}

const VERB =
  'am|are|is|was|were|have|had|has|do|did|can|could|will|would|should|might|must|need|want|know|think|said|asked|meant|get|got|see|saw|find|found|showed|gave|told|keep|kept|made|hate|forgot|lost|deleted|pressed|clicked|tried|wrote';
/** Somebody does something, or does not; “who moved my cheese” is a title. */
const SENTENCE = pattern`
  (?<![\p{L}\d'’-])(
    (i|you|we|they|he|she|it(?! is security))(
      ['’](m|re|ve|ll|d)| ((just|never|always|only|also|really|still) )?(${VERB})
    )
    |(do|does|did|is|are|was|were|have|has|had|can|could|would|should|wo|ca)n['’]?t
    |(can|could|do|does|did|is|are|was|were|will|would|should|has|have|had) not|(it|that|this|what|there)['’]s
  )(?![\p{L}\d'’-])
  |^(
    (is|are|was|were|do|does|did|can|could|will|would|should|has|have|may)\s+(
      i|you|we|they|he|she|it|there|the|this|that|my|your|our|any\p{L}*|some\p{L}+
    )
    |why|how come
    |((in|on|at|from|with|of|by|for) )?(what|which|who|whom|where|when|how) (\p{L}+ )?(
      is|are|was|were|do|does|did|have|has|had|can|could|should|will|would|many|much|long|often
    )
  )(?![\p{L}\d'’-])
`;

/** True for words that are said to somebody, and are no topic. */
export const isSentence = (said: string): boolean => SENTENCE.test(said);

/** Cuts words to search for, in single spaces, to their longest. */
export function tidy(words: string): string {
  let kept = '';
  for (const character of plain(words).trim()) {
    if (kept.length + character.length > LONGEST_WORDS) break;
    kept += character;
  }
  return kept.trim();
}

/** In single spaces, without invisible characters and our own marks. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\uE000-\uE002]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, (c) => (c === '\u200D' || c === '\u200C' ? c : ''))
    .replace(/\s+/g, ' ');
}
