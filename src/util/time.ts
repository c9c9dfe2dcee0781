import { LRUCache } from 'lru-cache';
import { FixedOffsetZone, IANAZone, type Zone } from 'luxon';

/** Spans of time in milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Reading a line asks some hundred times for the offsets of a few days, and Intl takes longer to tell one
 * than we do to read a word. Clocks change at a full minute.
 */
class QuickZone extends IANAZone {
  readonly #offsets = new LRUCache<number, number>({ max: 1_000 });

  override offset(ms: number): number {
    const minute = Math.floor(ms / MINUTE);
    const known = this.#offsets.get(minute);
    if (known !== undefined) return known;
    const offset = super.offset(ms);
    if (!Number.isNaN(offset)) this.#offsets.set(minute, offset);
    return offset;
  }
}

const zones = new LRUCache<string, Zone>({
  max: 500,
  memoMethod: (name) => (/^utc$/i.test(name) ? FixedOffsetZone.utcInstance : new QuickZone(name)),
});

/**
 * For all that asks for many dates: a zone that remembers its offsets.
 * @param name IANA name; what is none gives a zone that is not valid
 */
export function zoneCalled(name: string): Zone {
  return zones.memo(name);
}
