import { z } from 'zod';

const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a regular expression' });
    return z.NEVER;
  }
});

/** Which item of an answer is odd, and how: by its place (-1 is the last) or id; every one without. */
const oddItem = z.strictObject({
  at: z.int().optional(),
  id: z.string().optional(),
  /** Other values for some of its fields. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** Fields that it lacks. */
  drop: z.array(z.string()).optional(),
  /** What stands there instead of it. */
  replace: z.unknown().optional(),
  /** One item more, at that place of a list or last. */
  insert: z.unknown().optional(),
});

/** What is wrong with the address of the next page. */
const nextLink = z.union([
  z.enum(['loop', 'stuck', 'expired']),
  z.strictObject({ lose: z.array(z.string()).min(1) }),
]);

/** Which requests a rule is for; one that says nothing is for all. */
const conditions = {
  method: z.string().optional(),
  path: pattern.optional(),
  query: pattern.optional(),
  token: pattern.optional(),
  sends: pattern.optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.int().min(0).optional(),
};

/** An answer of its own instead of the right one. */
const answer = {
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).optional(),
  message: z.string().optional(),
  errors: z.unknown().optional(),
  body: z.unknown().optional(),
};

/** One rule of PUT /sandbox/faults. */
export const faultRule = z
  .strictObject({
    ...conditions,
    ...answer,
    latencyMs: z.number().min(0).optional(),
    cut: z.union([z.boolean(), z.enum(['before', 'after'])]).optional(),
    slowBodyMs: z.number().min(0).optional(),
    partly: z.int().min(0).optional(),
    items: z.array(oddItem).optional(),
    next: nextLink.optional(),
    webhook: z.enum(['duplicate', 'delay', 'reorder', 'lose', 'drop', 'silence']).optional(),
  })
  .refine((rule) => !saysMore(rule) || rule.status !== undefined, {
    message: 'message, errors and body need a status.',
  });

export type FaultRule = z.output<typeof faultRule>;
export type OddItem = z.output<typeof oddItem>;
export type NextLinkFault = z.output<typeof nextLink>;

function saysMore(rule: { message?: unknown; errors?: unknown; body?: unknown }): boolean {
  return [rule.message, rule.errors, rule.body].some((each) => each !== undefined);
}

/** Whether later rules act too: this one only delays, or twists what is answered. */
export function letsOthersAct(rule: FaultRule): boolean {
  return (
    rule.status === undefined &&
    rule.headers === undefined &&
    rule.slowBodyMs === undefined &&
    rule.partly === undefined &&
    (rule.cut === undefined || rule.cut === false)
  );
}
