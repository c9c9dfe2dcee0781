import { z } from 'zod';
import type { Vault } from '../../../accounts/vault.js';
import type { Notice } from '../../../bot/ui/card.js';

/**
 * What came of a click, while its list is still looked for: should this process end, the next one
 * has it from the database. Sealed, since it names recordings.
 */
export interface EncryptedNotices {
  /** @param owner UUID of whose it is; it opens for nobody else */
  readonly seal: (notice: Notice, owner: string) => string;
  /** @returns undefined for what does not open, or is not as this version has it */
  readonly open: (sealed: string, owner: string) => Notice | undefined;
}

const shape = z.object({
  style: z.enum(['good', 'attention', 'warning', 'accent']),
  text: z.string(),
  detail: z.string().optional(),
  buttons: z
    .array(z.object({ title: z.string(), data: z.record(z.string(), z.string()) }))
    .optional(),
});

/** Keeps them with the vault's keys. */
export function encryptedNotices(vault: Pick<Vault, 'seal' | 'open'>): EncryptedNotices {
  return {
    seal: (notice, owner) => vault.seal(JSON.stringify(shape.parse(notice)), purposeOf(owner)),
    open: (sealed, owner) => {
      try {
        return shape.parse(JSON.parse(vault.open(sealed, purposeOf(owner))));
      } catch {
        // A key that is gone, or a row that was changed: the list stands without it.
        return undefined;
      }
    },
  };
}

function purposeOf(owner: string): string {
  return `notice:${owner}`;
}
