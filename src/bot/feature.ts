import { z } from 'zod';
import type { Actor } from '../accounts/types.js';
import type { Intent } from '../events/event.js';
import type { JobKind } from '../jobs/job.js';
import { words } from '../util/words.js';
import type { MessageAt } from '../webex/messaging.js';
import type { ActionContext, BaseContext, MessageContext, ViewContext } from './context.js';

export interface BackgroundWork {
  readonly start: () => Promise<void> | void;
  /** Settles when no work is active. */
  readonly stop: () => Promise<void>;
}

export interface Feature {
  readonly commands?: readonly Command[];
  readonly actions?: readonly Action[];
  /** Work that outlives its click and its process. */
  readonly jobs?: readonly JobKind[];
  readonly background?: readonly BackgroundWork[];
  /** Called before a card is replaced. */
  readonly beforeUpdate?: (at: MessageAt) => Promise<unknown>;
  /** True when the line that may be meant would find something of theirs: then it is taken. Never rejects. */
  readonly finds?: (actor: Actor, meant: Meant) => Promise<boolean>;
  /** Called after a command of a person’s message was run. */
  readonly heard?: (actor: Actor, command: Command) => void;
  /**
   * Answers what no command understands; false leaves that to the next feature.
   * @param meant the nearest line that one would
   */
  readonly unknown?: (ctx: MessageContext, meant: Meant | undefined) => Promise<boolean>;
  /** Greets whoever has added the bot to a space. */
  readonly welcome?: (ctx: BaseContext) => Promise<unknown>;
}

/** Untrusted: a client can send anything. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * For a click whose card is old, or whose person was already told that it was not done: another action, which
 * asks with the same inputs; `dispatch`, a line run as if the person had written it; or `acts`, the same as a
 * fresh click. The last is for what is harmless however late, such as stopping a job.
 */
export type IfStale = Action | { readonly dispatch: string } | 'acts';

/**
 * For a “Try again” button that cannot carry all inputs: the action that asks for them again. `always`
 * where the inputs must not travel in a button at all.
 */
export interface Retry {
  readonly with: Action;
  readonly when: 'too-long' | 'always';
  /** The inputs to carry; left out: all that the other action takes. */
  readonly only?: readonly string[];
}

export interface Action {
  /** Buttons carry it in their data, as `action`. */
  readonly name: string;
  /** The inputs it takes; others are ignored. Undefined: whatever a form sends. */
  readonly keys: readonly string[] | undefined;
  readonly ifStale: IfStale | undefined;
  /** Stops something, so it does not wait for the person's earlier requests. */
  readonly stops: boolean;
  /** Runs a line as if the person had written it, so words may press it. */
  readonly speaks: boolean;
  readonly retry: Retry | undefined;
  /** Undefined for inputs that no card of this version sends. */
  readonly parse: (inputs: Inputs) => Parsed | undefined;
}

/** Rejections are explained to the person. */
interface Parsed {
  readonly run: (ctx: ActionContext) => Promise<unknown>;
}

interface ActionSpec<S extends z.ZodType> {
  readonly name: string;
  /** Parsed before `run`, and carried by “Try again”. Never holds an identity: the context says who acts. */
  readonly input: S;
  readonly stops?: true;
  readonly speaks?: true;
  readonly retry?: Retry | undefined;
}

/** Only shows something, so its context holds no permit. */
type View<Runs> = Runs & { readonly ifStale?: undefined };
/** Changes something at Webex or in the database, so it must say what a stale click does. */
type Changing<Runs> = Runs & { readonly ifStale: IfStale };
export type ViewOrChange<RunsView, RunsChange> = View<RunsView> | Changing<RunsChange>;

interface Runs<C extends ViewContext, S extends z.ZodType> {
  readonly run: (ctx: C, input: z.output<S>) => Promise<unknown>;
}

/**
 * Declares a button's action. Without `ifStale` the context has no permit, and everything that changes
 * something takes one: an action that changes something without saying what a stale click does fails to
 * compile.
 */
export function action<S extends z.ZodType>(
  spec: ActionSpec<S> & View<Runs<ViewContext, S>>,
): Action;
export function action<S extends z.ZodType>(
  spec: ActionSpec<S> & Changing<Runs<ActionContext, S>>,
): Action;
export function action<S extends z.ZodType>(
  spec: ActionSpec<S> & ViewOrChange<Runs<ViewContext, S>, Runs<ActionContext, S>>,
): Action {
  const { name, input, ifStale, stops = false, speaks = false, retry } = spec;
  return {
    ...{ name, keys: inputNames(input), ifStale, stops, speaks, retry },
    parse: (inputs) => {
      const read = input.safeParse(inputs);
      return read.success ? { run: (ctx) => spec.run(ctx, read.data) } : undefined;
    },
  };
}

export function intentOf(action: Action | undefined): Intent {
  if (action?.stops === true) return 'stop';
  return action?.ifStale === undefined ? 'view' : 'change';
}

export function confirmingAction(ifStale: IfStale | undefined): Action | undefined {
  return typeof ifStale === 'object' && 'parse' in ifStale ? ifStale : undefined;
}

export const nothing = z.object({});

/** A whole number as buttons carry it, of so many digits. */
export const digits = (most: number, least = 1) =>
  z
    .string()
    .regex(new RegExp(`^\\d{${least},${most}}$`))
    .transform(Number);

/** Undefined for a schema that accepts any input. */
function inputNames(schema: z.ZodType): readonly string[] | undefined {
  if (schema instanceof z.ZodPipe) return inputNames(schema.in as z.ZodType);
  if (schema instanceof z.ZodIntersection) {
    const left = inputNames(schema.def.left as z.ZodType);
    const right = inputNames(schema.def.right as z.ZodType);
    return left === undefined || right === undefined ? undefined : [...left, ...right];
  }
  if (!(schema instanceof z.ZodObject)) return undefined;
  return schema.def.catchall === undefined ? Object.keys(schema.shape) : undefined;
}

/** Headings of the help, in their order. */
export const helpGroups = () => ({
  find: words.help.find,
  'clean up': words.help.cleanUp,
  notifications: words.help.notifications,
  others: words.help.others,
  account: words.help.account,
});

/** A line that begins with no command's words, read as a search. */
export interface BareLine {
  /** It says something that only a search understands: a date, a format, an order. */
  readonly recognised: boolean;
  /** Words that were not understood, in lower case. */
  readonly unknown: readonly string[];
}

/** The probable meaning of a line that no command understands. */
export interface Meant {
  readonly name: string;
  /** A line that a command understands. */
  readonly text: string;
  /** Nothing but words that may be a topic. */
  readonly isTopic?: true;
  /** All of the line may be the name of a recording. */
  readonly isTitle?: true;
  /** A command’s word among many others, which may mean something else altogether. */
  readonly isWeak?: true;
  /** The search for all of the line, where one of its words is a command’s. */
  readonly search?: string;
}

/** What words may mean: the title of its button, and the line that says it. */
export interface Offered {
  readonly title: string;
  readonly line: string;
}

/** The line that looks for recordings of this name. */
export const ofTitle = (title: string): string => `find "${title}" last 12 months`;

export interface Command {
  /** Shown in help and in "did you mean". */
  readonly name: string;
  /** Phrases that begin it, in lower case; the longest match wins. */
  readonly words: readonly string[];
  /**
   * Patterns of whole lines, tried before `words`: the group `what` is the text after the command's words,
   * and `who` is added to it as “with …”.
   */
  readonly says?: readonly RegExp[];
  /** Questions that it answers, however they begin. */
  readonly questions?: readonly RegExp[];
  /** Its line in help: markdown, the words and what they do. */
  readonly help: string;
  /** Not in the help. */
  readonly isHidden?: boolean;
  /** Only where nothing follows its words. */
  readonly isWhole?: boolean;
  /** Left out: `account`. */
  readonly group?: keyof ReturnType<typeof helpGroups>;
  /** About recordings, so it can be asked for somebody else's too. */
  readonly forOthers?: boolean;
  /** Also for people whom the bot does not serve. */
  readonly forUnserved?: boolean;
  /** Leaves what is asked, and what was answered before it, in front of the person. */
  readonly explains?: boolean;
  /** Looks for recordings by the words after its own, and shows them as they are. */
  readonly seeksTopic?: boolean;
  /** Changes something at once, so later requests must not overtake it. */
  readonly changes?: boolean;
  /**
   * What a line means right below its answer, as a whole line; undefined for one that is about something else.
   * @param before what it was asked with
   * @param whole the line with its “no, …” and “please”
   */
  readonly follows?: (line: string, before: string, whole: string) => string | undefined;
  /** Set by the one command that takes lines which begin with no command. */
  readonly readBare?: (line: string, now: number) => BareLine;
  /**
   * Rejections are explained to the person.
   * @param rest the text after the command's words, as written: hostile
   */
  readonly run: (ctx: MessageContext, rest: string) => Promise<unknown>;
}

/** One list of phrases, each line of them separated by commas. */
export function phrases(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(', '));
}

/** Declares a command. A message is always fresh, so unlike an action it needs no `ifStale`. */
export function command(spec: Command): Command {
  return spec;
}
