import { z } from 'zod';
import { type Button, LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { unbroken } from '../../bot/ui/format.js';
import { linkRows, messageCard } from '../../bot/ui/message.js';
import { explain } from '../../bot/ui/problem.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ShareOutcome } from '../../changes/change-recording.js';
import type { ListState } from '../../query/list-state.js';
import { MOST_ADDRESSES, type Sharing } from '../../recordings/requests.js';
import type { Recording } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { TOPIC_LENGTH, dataOf, topicOf } from '../list/index.js';
import { cardAbout, toTheRecording } from '../recording/index.js';

const NOBODY: Sharing = { add: [], remove: [], sendEmail: true };

type SharingProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-addresses'; readonly words: readonly string[] }
  | { readonly kind: 'too-many'; readonly most: number }
  /** More addresses than a card can carry. */
  | { readonly kind: 'no-room' }
  | { readonly kind: 'both'; readonly addresses: readonly string[] };

/** One recording, or those that are ticked. */
export interface Shared {
  /** Of the form, and of the question; escaped. */
  readonly title: string;
  readonly question: string;
  /** Some of several, by name; escaped. */
  readonly names?: string;
  readonly willEmail: string;
  /** Of each button; the actions follow. */
  readonly data: Button['data'];
  readonly asks: string;
  readonly confirms: string;
  readonly shares: string;
  readonly back: Button;
}

export function sharedOne(recording: Recording, state: ListState): Shared {
  const topic = topicOf(recording, TOPIC_LENGTH.title);
  return {
    title: words.share.title({ topic }),
    question: words.share.question({ topic }),
    willEmail: words.share.willEmail,
    data: dataOf(recording, state),
    ...{ asks: 'ask-share', confirms: 'confirm-share', shares: 'share' },
    back: toTheRecording(recording, state),
  };
}

type SharingRead = ReturnType<typeof sharingOf>;

/** The form to begin with; filled in where a button or words named somebody. */
export function shareFormCard(shared: Shared, { wanted, problem }: SharingRead): Content {
  return problem?.kind === 'none' ? formCard(shared, NOBODY) : formCard(shared, wanted, problem);
}

/**
 * The question before sharing, naming the people; or the form again with what is wrong.
 * @param why it is asked again
 */
export function shareQuestionCard(
  shared: Shared,
  { wanted, problem }: SharingRead,
  why?: string,
): Content {
  const question = problem === undefined ? questionCard(shared, wanted, why) : undefined;
  return question ?? formCard(shared, wanted, problem ?? { kind: 'no-room' });
}

function formCard(
  { title, data, confirms, back }: Shared,
  wanted: Sharing,
  problem?: SharingProblem,
): Content {
  const filled = (given: Sharing) =>
    card('share', {
      title: unbroken(title),
      hasProblem: problem !== undefined,
      problem: problem === undefined ? '' : problemText(problem),
      add: given.add.join(', '),
      remove: given.remove.join(', '),
      tell: String(given.sendEmail),
      next: { action: confirms, ...data },
      ...linkRows([{ title: words.share.next }], [back]),
    });
  const full = filled(wanted);
  const roomy =
    bytesOf(full) <= LARGEST_CARD_BYTES ? full : filled({ ...NOBODY, sendEmail: wanted.sendEmail });
  return fillCard(roomy, words.share.formHint);
}

/** Undefined where the people do not fit onto a card. */
function questionCard(
  { question, names, willEmail, data, asks, shares, back }: Shared,
  wanted: Sharing,
  why?: string,
): Content | undefined {
  const { add, remove, sendEmail } = wanted;
  const carried = { action: shares, ...data, ...addressInputs(wanted) };
  const content = messageCard({
    title: question,
    paragraphs: present([
      why,
      names,
      add.length > 0 && words.share.gets({ people: addressList(add) }),
      remove.length > 0 && words.share.loses({ people: addressList(remove) }),
      add.length > 0 && (sendEmail ? willEmail : words.share.noEmail),
    ]),
    buttons: [
      { title: add.length > 0 ? words.share.share : words.share.stop, data: carried },
      { title: words.share.change, data: { ...carried, action: asks } },
      back,
    ],
    hint: words.common.pressHint,
  });
  return bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES ? content : undefined;
}

/** The outcome: what undoes it, or “Try again” when that can help. */
export function sharedCard(
  recording: Recording,
  state: ListState,
  wanted: Sharing,
  outcome: ShareOutcome,
): Content {
  if (outcome.kind === 'done' || outcome.kind === 'done-again') {
    const title = wanted.add.length > 0 ? words.share.shared : words.share.stopped;
    const paragraphs = withWhom(wanted, outcome.kind === 'done-again');
    const undone = addressInputs({ ...NOBODY, remove: wanted.add });
    const data = { action: 'undo-share', ...dataOf(recording, state), ...undone };
    const isFew = wanted.add.length > 0 && wanted.add.length <= FEW;
    const buttons = isFew ? [{ title: words.share.takeBack, data }] : [];
    return cardAbout(recording, state, title, { paragraphs, buttons });
  }
  const { what, advice, retry, connect, detail } = explain(outcome.error);
  const again = { action: 'ask-share', ...dataOf(recording, state), ...addressInputs(wanted) };
  const unsure = outcome.kind === 'unsure';
  return cardAbout(recording, state, unsure ? words.share.unsure : words.share.unchanged, {
    paragraphs: [what, unsure ? words.share.harmless : advice].filter((text) => text !== ''),
    detail,
    buttons: present([(retry || unsure) && { title: words.common.tryAgain, data: again }, connect]),
  });
}

/** Who has it now, who has not, and who is told. */
export function withWhom({ add, remove, sendEmail }: Sharing, again: boolean): string[] {
  const told = again ? words.share.askedTwice : words.share.emailing;
  return present([
    add.length > 0 && words.share.with({ people: addressList(add) }),
    remove.length > 0 && words.share.noLongerWith({ people: addressList(remove) }),
    add.length > 0 && (sendEmail ? told : words.share.noEmail),
  ]);
}

export function addressInputs({ add, remove, sendEmail }: Sharing) {
  return { add: add.join(' '), remove: remove.join(' '), tell: String(sendEmail) };
}

const FEW = 20;

/** Addresses, escaped: as links they would open a mail program. */
function addressList(addresses: readonly string[]): string {
  const escaped = addresses.map((one) => escapeText(one, 100));
  return firstOf(escaped, FEW);
}

function firstOf(all: readonly string[], count: number): string {
  const rest = all.length - count;
  const more = rest > 0 && words.common.andMore({ count: rest });
  return present([...all.slice(0, count), more]).join(', ');
}

const NAME = /^[\p{L}.'’-]+$/u;

function problemText(problem: SharingProblem): string {
  switch (problem.kind) {
    case 'none':
      return words.share.nobody;
    case 'not-addresses': {
      const names = problem.words.map((word) =>
        escapeText(
          word.replace(/^./u, (c) => c.toUpperCase()),
          40,
        ),
      );
      if (problem.words.every((word) => NAME.test(word)))
        return words.share.whichAddress({ count: names.length, names: firstOf(names, 5) });
      const quoted = problem.words.map((word) => `“${escapeText(word, 40)}”`);
      return words.share.notAddresses({ words: firstOf(quoted, 5) });
    }
    case 'too-many':
      return words.share.tooMany({ most: problem.most });
    case 'no-room':
      return words.share.noRoom;
    case 'both':
      return words.share.inBoth({ addresses: addressList(problem.addresses) });
  }
}

const LONGEST = 12_000;
const field = z.string().max(LONGEST).catch('');
const emailAddress = z.email().max(254);
/** The inputs of the form, or of a button that carries them: hostile. */
export const sharingForm = z.object({ add: field, remove: field, tell: z.string().catch('false') });

/** Reads addresses, as people type or paste them: the valid ones, and a problem. */
export function sharingOf(read: z.output<typeof sharingForm>) {
  const add = addressesIn(read.add);
  const remove = addressesIn(read.remove);
  const wanted = { add: add.good, remove: remove.good, sendEmail: read.tell === 'true' };
  return { wanted, ...defined({ problem: problemOf(wanted, [...add.bad, ...remove.bad]) }) };
}

/** The form with more people, or without some who stand there: “remove bob” is the address that begins so, “only bob” leaves that one. */
export function goneOnForm(
  { add, remove, tell }: z.output<typeof sharingForm>,
  people: string,
  field: 'add' | 'remove' | 'only',
) {
  const joined = (...all: readonly string[]) => all.filter((one) => one !== '').join(', ');
  if (field === 'add') return { add: joined(add, people), remove, tell };
  const there = addressesIn(add).good;
  const gone = addressesIn(people);
  const isMeant = (one: string): boolean =>
    gone.good.includes(one) || gone.bad.some((name) => one.startsWith(name));
  if (field === 'only') return { add: joined(...there.filter(isMeant)) || people, remove, tell };
  const kept = there.filter((one) => !isMeant(one));
  if (kept.length < there.length) return { add: joined(...kept), remove, tell };
  return { add, remove: joined(remove, people), tell };
}

function problemOf({ add, remove }: Sharing, bad: readonly string[]): SharingProblem | undefined {
  if (bad.length > 0) return { kind: 'not-addresses', words: bad };
  if (add.length + remove.length === 0) return { kind: 'none' };
  if (Math.max(add.length, remove.length) > MOST_ADDRESSES)
    return { kind: 'too-many', most: MOST_ADDRESSES };
  const both = add.filter((one) => remove.includes(one));
  return both.length === 0 ? undefined : { kind: 'both', addresses: both };
}

/** People join addresses with these. */
const JOINING_WORDS: readonly string[] = ['and', '&', '+', 'und', 'et', 'y'];

/**
 * In lower case, each once: Webex ignores case and duplicates. Separated by white space or commas, without what
 * a card puts into an address; from “Bob Brandt <bob@example.com>”, as mail programs write it, only the
 * address.
 */
function addressesIn(text: string): { good: string[]; bad: string[] } {
  const typed = text.toLowerCase().replace(/\p{Cf}/gu, '');
  const entries = typed.split(/[;；\n]/).flatMap((entry) => {
    const said = entry.replace(/<(?:mailto:)?([^\s<>@]*@[^\s<>@]*)>/g, ' $1 ');
    const all = (said.match(/[^\s,，、]+/g) ?? []).filter((word) => !JOINING_WORDS.includes(word));
    return said === entry ? all : all.filter((word) => word.includes('@'));
  });
  const good: string[] = [];
  const bad: string[] = [];
  for (const word of new Set(entries.map((word) => word.replace(/^mailto:/, ''))))
    (emailAddress.safeParse(word).success ? good : bad).push(word);
  return { good, bad };
}
