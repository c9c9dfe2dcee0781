import { z } from 'zod';
import type { Intent } from '../events/event.js';
import type { ActionContext, ViewContext } from './context.js';

/** Sent by a click: hostile. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * The effect of a click long after its card was written, or after its person has heard that it was not
 * done:
 * - another action: it asks instead, with the same inputs;
 * - `dispatch`: a line of words, as if the person had written it;
 * - `acts`: the same as a fresh one. Only for what is harmless however late, such as stopping a job.
 */
export type IfStale = Action | { readonly dispatch: string } | 'acts';

/**
 * The button “Try again” where it cannot carry all inputs: another action that asks for them again.
 * `always` where they must not travel in a button at all.
 */
export interface Retry {
  readonly with: Action;
  readonly when: 'too-long' | 'always';
  /** The inputs that go along; left out: all that the other action takes. */
  readonly only?: readonly string[];
}

export interface Action {
  /** The button's data has it under `action`. */
  readonly name: string;
  /** The inputs that it takes; all others are ignored. Undefined: whatever a form sends. */
  readonly keys: readonly string[] | undefined;
  readonly ifStale: IfStale | undefined;
  /** Stops something: it waits for nothing that its person asked for before. */
  readonly stops: boolean;
  readonly retry: Retry | undefined;
  /** Undefined for inputs that no card of this version sends. */
  readonly parse: (inputs: Inputs) => Parsed | undefined;
}

/** Ready to run; what it rejects with is explained to the person. */
export interface Parsed {
  readonly run: (ctx: ActionContext) => Promise<unknown>;
}

interface Spec<S extends z.ZodType> {
  readonly name: string;
  /** Parsed before `run`; never an identity: who acts is in the context. Also what “Try again” carries. */
  readonly input: S;
  readonly stops?: true;
  readonly retry?: Retry | undefined;
}

/** Shows something, and changes nothing: its context holds no permit. */
interface ViewSpec<S extends z.ZodType> extends Spec<S> {
  readonly ifStale?: undefined;
  readonly run: (ctx: ViewContext, input: z.output<S>) => Promise<unknown>;
}

/** Changes something at Webex or in the database: must say what a stale click does. */
interface ChangeSpec<S extends z.ZodType> extends Spec<S> {
  readonly ifStale: IfStale;
  readonly run: (ctx: ActionContext, input: z.output<S>) => Promise<unknown>;
}

/**
 * Declares a button's action. Without `ifStale` the context has no permit, which everything that changes
 * something takes: so an action that changes and does not say what a stale click does fails to compile.
 */
export function action<S extends z.ZodType>(spec: ViewSpec<S>): Action;
export function action<S extends z.ZodType>(spec: ChangeSpec<S>): Action;
export function action<S extends z.ZodType>(spec: ViewSpec<S> | ChangeSpec<S>): Action {
  const { name, input, ifStale, stops = false, retry } = spec;
  return {
    ...{ name, keys: inputNames(input), ifStale, stops, retry },
    parse: (inputs) => {
      const read = input.safeParse(inputs);
      return read.success ? { run: (ctx) => spec.run(ctx, read.data) } : undefined;
    },
  };
}

/** How an action stands to others of its person. */
export function intentOf(action: Action | undefined): Intent {
  if (action?.stops === true) return 'stop';
  return action?.ifStale === undefined ? 'view' : 'change';
}

export function confirmingAction(ifStale: IfStale | undefined): Action | undefined {
  return typeof ifStale === 'object' && 'parse' in ifStale ? ifStale : undefined;
}

export const nothing = z.object({});

/** Undefined for a schema that takes whatever comes. */
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
