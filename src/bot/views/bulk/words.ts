import type { BulkChange } from '../../bulk/data.js';
import type { Amount } from '../../bulk/outcomes.js';
import { size } from '../units.js';

const number = new Intl.NumberFormat('en');

/** e.g. `1,234`. */
export function counted(count: number): string {
  return number.format(count);
}

/** e.g. `1 recording`, `1,234 recordings`. */
export function recordings(count: number): string {
  return count === 1 ? '1 recording' : `${counted(count)} recordings`;
}

/** e.g. `214 recordings (38.2 GB)`; without a size where none is known. */
export function amount({ count, bytes }: Amount): string {
  return bytes === 0 ? recordings(count) : `${recordings(count)} (${size(bytes)})`;
}

/** What is done to many, in words. */
export interface ChangeWords {
  /** Of the form “Move 3 recordings to the recycle bin”. */
  readonly order: (what: string) => string;
  readonly doing: string;
  readonly done: (what: string) => string;
  /** Goes on from “whether 3 recordings were”. */
  readonly cameAbout: string;
  readonly already: string;
  /** @param them `it` or `them` */
  readonly consequence: (them: string) => string;
}

/** How each change is told. */
export const CHANGE_WORDS: Readonly<Record<BulkChange, ChangeWords>> = {
  trash: {
    order: (what) => `Move ${what} to the recycle bin`,
    doing: 'Moving to the recycle bin',
    done: (what) => `Moved ${what} to the recycle bin`,
    cameAbout: 'moved to the recycle bin',
    already: 'in the recycle bin already',
    consequence: (them) =>
      `From the recycle bin you can restore ${them} for 30 days; then Webex erases ${them}.`,
  },
  restore: {
    order: (what) => `Restore ${what}`,
    doing: 'Restoring',
    done: (what) => `Restored ${what}`,
    cameAbout: 'restored',
    already: 'back already',
    consequence: (them) =>
      `This brings ${them} back to where ${them === 'it' ? 'it was' : 'they were'} before.`,
  },
  delete: {
    order: (what) => `Delete ${what} permanently`,
    doing: 'Deleting permanently',
    done: (what) => `Deleted ${what} permanently`,
    cameAbout: 'deleted permanently',
    already: 'gone already',
    consequence: (them) =>
      `This erases ${them} from Webex at once. Nobody can bring ${them} back: not you, not your administrator.`,
  },
};
