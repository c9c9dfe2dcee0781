import { z } from 'zod';
import type { Intent } from '../events/event.js';
import type { ActionContext, ViewContext } from './context.js';

/** Untrusted: a client can send anything. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * What a click does when its card is old, or its person was already told that it was not done: another
 * action, which asks with the same inputs; `dispatch`, a line run as if the person had written it; or
 * `acts`, the same as a fresh click. The last is for what is harmless however late, such as stopping a job.
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
  readonly retry: Retry | undefined;
  /** Undefined for inputs that no card of this version sends. */
  readonly parse: (inputs: Inputs) => Parsed | undefined;
}

/** Rejections are explained to the person. */
export interface Parsed {
  readonly run: (ctx: ActionContext) => Promise<unknown>;
}

interface ActionSpec<S extends z.ZodType> {
  readonly name: string;
  /** Parsed before `run`, and carried by “Try again”. Never holds an identity: the context says who acts. */
  readonly input: S;
  readonly stops?: true;
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
  const { name, input, ifStale, stops = false, retry } = spec;
  return {
    ...{ name, keys: inputNames(input), ifStale, stops, retry },
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
