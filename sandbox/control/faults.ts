import { z } from 'zod';
import {
  faultRule,
  letsOthersAct,
  type FaultRule,
  type NextLinkFault,
  type OddItem,
} from './fault-rule.js';

/** What shall go wrong with one request. */
export interface RequestFault {
  latencyMs: number;
  status?: number;
  headers: Readonly<Record<string, string>>;
  /** What an error says, instead of the words that go with its status. */
  message?: string;
  /** The `errors` of an error, in any shape. */
  errors?: unknown;
  /** The whole body of the answer, in any shape; text is sent as it is. */
  body?: unknown;
  cut?: 'before' | 'after';
  slowBodyMs?: number;
  /** Of a batch of recordings, so many are changed before it is refused with `status`. */
  partly?: number;
  /** Items of the answer that are not as they should be. */
  items?: readonly OddItem[];
  /** What is wrong with the address of the next page. */
  next?: NextLinkFault;
}

/** What shall go wrong with one delivery to a webhook or a socket; the last two are of sockets alone. */
export interface DeliveryFault {
  kind: 'duplicate' | 'delay' | 'reorder' | 'lose' | 'drop' | 'silence';
  latencyMs?: number;
}

/** What else than method and path is known of a request. */
export interface RequestDetails {
  /** As it stands in the address, decoded. */
  query?: string;
  /** By what GET /sandbox/calls names it. */
  token?: string;
  body?: unknown;
}

interface Entry {
  readonly rule: FaultRule;
  left: number;
}

/** The list of faults in force; the first rule that fits acts. */
export class Faults {
  #rules: readonly Entry[] = [];
  readonly #standing: readonly Entry[];
  readonly #random: () => number;

  /** @param standing rules that stay in force whatever is set later, behind those that were set */
  constructor(random: () => number, standing: unknown = []) {
    this.#random = random;
    this.#standing = entriesOf(standing);
  }

  /** Replaces the list (see PUT /sandbox/faults); throws a ZodError when it is not one. */
  set(rules: unknown): void {
    this.#rules = entriesOf(rules);
  }

  /** What goes wrong with this request; rules that only delay or twist let later rules act too. */
  forRequest(method: string, path: string, more: RequestDetails = {}): RequestFault | undefined {
    if (this.#rules.length + this.#standing.length === 0) return undefined;
    const fault: RequestFault = { latencyMs: 0, headers: {} };
    let found = false;
    for (const entry of this.#all()) {
      const { rule } = entry;
      if (rule.webhook !== undefined || !isFor(rule, method, path, more)) continue;
      if (!this.#strikes(entry)) continue;
      found = true;
      fault.latencyMs += rule.latencyMs ?? 0;
      if (rule.items !== undefined) fault.items = [...(fault.items ?? []), ...rule.items];
      if (rule.next !== undefined) fault.next ??= rule.next;
      if (letsOthersAct(rule)) continue;
      Object.assign(fault, endOf(rule));
      break;
    }
    return found ? fault : undefined;
  }

  /** What goes wrong with a delivery to this URL; `path` of a rule is tested against URL and path. */
  forDelivery(targetUrl: string): DeliveryFault | undefined {
    for (const entry of this.#all()) {
      const { rule } = entry;
      if (rule.webhook === undefined) continue;
      if (rule.method !== undefined && rule.method.toUpperCase() !== 'POST') continue;
      const isForIt = rule.path?.test(targetUrl) ?? true;
      if (!isForIt && rule.path?.test(new URL(targetUrl).pathname) === false) continue;
      if (!this.#strikes(entry)) continue;
      return rule.latencyMs === undefined
        ? { kind: rule.webhook }
        : { kind: rule.webhook, latencyMs: rule.latencyMs };
    }
    return undefined;
  }

  #all(): readonly Entry[] {
    return [...this.#rules, ...this.#standing];
  }

  #strikes(entry: Entry): boolean {
    if (entry.left <= 0) return false;
    const { probability } = entry.rule;
    if (probability !== undefined && this.#random() >= probability) return false;
    entry.left -= 1;
    return true;
  }
}

function entriesOf(rules: unknown): Entry[] {
  return z
    .array(faultRule)
    .parse(rules)
    .map((rule) => ({ rule, left: rule.times ?? Infinity }));
}

function isFor(rule: FaultRule, method: string, path: string, more: RequestDetails): boolean {
  const bare = path.replace(/^\/v1(?=\/|$)/, '');
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (rule.path !== undefined && !rule.path.test(path) && !rule.path.test(bare)) return false;
  if (rule.query?.test(more.query ?? '') === false) return false;
  if (rule.token?.test(more.token ?? '') === false) return false;
  // Made to text only where a rule looks into it.
  return rule.sends?.test(JSON.stringify(more.body ?? null)) !== false;
}

/** What of a rule ends the request, or changes how it is answered. */
function endOf(rule: FaultRule): Partial<RequestFault> {
  const { status, headers, message, errors, body, slowBodyMs, partly, cut } = rule;
  return {
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(message === undefined ? {} : { message }),
    ...(errors === undefined ? {} : { errors }),
    ...(body === undefined ? {} : { body }),
    ...(slowBodyMs === undefined ? {} : { slowBodyMs }),
    ...(partly === undefined ? {} : { partly }),
    ...(cut === undefined || cut === false ? {} : { cut: cut === true ? 'after' : cut }),
  };
}
