import { z } from 'zod';
import { MOST_ADDRESSES, type Sharing } from '../../recordings/share.js';
import type { SharingProblem } from '../views/share.js';

/** What was read of a form: always what can be kept of it, and what is wrong with it, if anything. */
export interface ReadSharing {
  readonly wanted: Sharing;
  readonly problem?: SharingProblem;
}

const LONGEST = 12_000;
const field = z.string().max(LONGEST).catch('');
const address = z.email().max(254);
const form = z.object({ add: field, remove: field, tell: z.string().catch('false') });

/**
 * Reads what a person wrote into the form, or what a button carries of it: addresses parted by
 * spaces, commas, semicolons or lines. Hostile like everything that comes from a card.
 */
export function sharingOf(inputs: Readonly<Record<string, unknown>>): ReadSharing {
  const read = form.parse({ add: inputs.add, remove: inputs.remove, tell: inputs.tell });
  const add = addressesIn(read.add);
  const remove = addressesIn(read.remove);
  const wanted = { add: add.good, remove: remove.good, sendEmail: read.tell === 'true' };
  const problem = problemOf(wanted, [...add.bad, ...remove.bad]);
  return problem === undefined ? { wanted } : { wanted, problem };
}

function problemOf({ add, remove }: Sharing, bad: readonly string[]): SharingProblem | undefined {
  if (bad.length > 0) return { kind: 'not-addresses', words: bad };
  if (add.length + remove.length === 0) return { kind: 'none' };
  if (Math.max(add.length, remove.length) > MOST_ADDRESSES) {
    return { kind: 'too-many', most: MOST_ADDRESSES };
  }
  const both = add.filter((one) => remove.includes(one));
  return both.length === 0 ? undefined : { kind: 'both', addresses: both };
}

/** In lower case, each once: Webex tells addresses apart in neither way. */
function addressesIn(text: string): { good: string[]; bad: string[] } {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((word) => word !== ''),
  );
  const good: string[] = [];
  const bad: string[] = [];
  for (const word of words) (address.safeParse(word).success ? good : bad).push(word);
  return { good, bad };
}
