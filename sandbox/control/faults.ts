import { z } from 'zod';

const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a regular expression' });
    return z.NEVER;
  }
});

const rule = z.strictObject({
  method: z.string().optional(),
  path: pattern.optional(),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).optional(),
  latencyMs: z.number().min(0).optional(),
  cut: z.union([z.boolean(), z.enum(['before', 'after'])]).optional(),
  slowBodyMs: z.number().min(0).optional(),
  partly: z.int().min(0).optional(),
  webhook: z.enum(['duplicate', 'delay', 'reorder', 'lose']).optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.int().min(0).optional(),
});

type Rule = z.output<typeof rule>;

/** What shall go wrong with one request. */
export interface RequestFault {
  latencyMs: number;
  status?: number;
  headers: Readonly<Record<string, string>>;
  cut?: 'before' | 'after';
  slowBodyMs?: number;
  /** Of a batch of recordings, so many are changed before it is refused with `status`. */
  partly?: number;
}

/** What shall go wrong with one webhook delivery. */
export interface DeliveryFault {
  kind: 'duplicate' | 'delay' | 'reorder' | 'lose';
  latencyMs?: number;
}

/** The list of faults in force; the first rule that fits acts. */
export class Faults {
  #rules: { rule: Rule; left: number }[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Replaces the list (see PUT /sandbox/faults); throws a ZodError when it is not one. */
  set(rules: unknown): void {
    this.#rules = z
      .array(rule)
      .parse(rules)
      .map((each) => ({ rule: each, left: each.times ?? Infinity }));
  }

  /** What goes wrong with this request; a rule that only delays lets later rules act too. */
  forRequest(method: string, path: string): RequestFault | undefined {
    if (this.#rules.length === 0) return undefined;
    const bare = path.replace(/^\/v1(?=\/|$)/, '');
    const fault: RequestFault = { latencyMs: 0, headers: {} };
    let found = false;
    for (const entry of this.#rules) {
      const { rule: each } = entry;
      if (each.webhook !== undefined) continue;
      if (each.method !== undefined && each.method.toUpperCase() !== method) continue;
      if (each.path !== undefined && !each.path.test(path) && !each.path.test(bare)) continue;
      if (!this.#strikes(entry)) continue;
      found = true;
      fault.latencyMs += each.latencyMs ?? 0;
      if (onlyDelays(each)) continue;
      if (each.status !== undefined) fault.status = each.status;
      if (each.headers !== undefined) fault.headers = each.headers;
      if (each.slowBodyMs !== undefined) fault.slowBodyMs = each.slowBodyMs;
      if (each.partly !== undefined) fault.partly = each.partly;
      if (each.cut !== undefined && each.cut !== false)
        fault.cut = each.cut === true ? 'after' : each.cut;
      break;
    }
    return found ? fault : undefined;
  }

  /** What goes wrong with a delivery to this URL; `path` of a rule is tested against URL and path. */
  forDelivery(targetUrl: string): DeliveryFault | undefined {
    for (const entry of this.#rules) {
      const { rule: each } = entry;
      if (each.webhook === undefined) continue;
      if (each.method !== undefined && each.method.toUpperCase() !== 'POST') continue;
      if (
        each.path !== undefined &&
        !each.path.test(targetUrl) &&
        !each.path.test(new URL(targetUrl).pathname)
      ) {
        continue;
      }
      if (!this.#strikes(entry)) continue;
      return each.latencyMs === undefined
        ? { kind: each.webhook }
        : { kind: each.webhook, latencyMs: each.latencyMs };
    }
    return undefined;
  }

  #strikes(entry: { rule: Rule; left: number }): boolean {
    if (entry.left <= 0) return false;
    const { probability } = entry.rule;
    if (probability !== undefined && this.#random() >= probability) return false;
    entry.left -= 1;
    return true;
  }
}

function onlyDelays(each: Rule): boolean {
  return (
    each.status === undefined &&
    each.headers === undefined &&
    each.slowBodyMs === undefined &&
    each.partly === undefined &&
    (each.cut === undefined || !each.cut)
  );
}
