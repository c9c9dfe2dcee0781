import { type Intent, ANY_TURN, type EventHandler, type Turn } from '../../src/events/event.js';

/** Notes what was done; an event's id begins with what it asks for. */
export function does(
  then: (id: string) => Promise<void> | void = () => undefined,
): EventHandler & { readonly done: string[]; readonly late: string[] } {
  const done: string[] = [];
  const late: string[] = [];
  return {
    done,
    late,
    handle: async ({ data: { id } }, _receivedAt, turn: Turn = ANY_TURN) => {
      turn.declare(id.split(' ')[0] as Intent);
      await then(id);
      done.push(id);
      if (turn.heldUp) late.push(id);
    },
    onExhausted: ({ data: { id } }) => Promise.resolve(void done.push(`gave up ${id}`)),
  };
}

/** Fails at what has one of these ids, until it is healed. */
export const failing = (...ids: readonly string[]) => {
  const ill = new Set(ids);
  const then = (id: string): void => {
    if (ill.has(id)) throw new Error('not yet');
  };
  return { then, heal: () => ill.clear() };
};
