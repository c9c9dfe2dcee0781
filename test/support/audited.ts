import type { Audit, AuditEntry } from '../../src/audit/audit.js';

/** A person's own attempts, newest first. */
export async function auditedBy(
  audit: Pick<Audit, 'since'>,
  personId: string,
): Promise<AuditEntry[]> {
  const newestFirst: AuditEntry[] = [];
  for await (const entry of audit.since(0))
    if (entry.personId === personId) newestFirst.unshift(entry);
  return newestFirst;
}
