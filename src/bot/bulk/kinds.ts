import { jobKind, type JobKind } from '../jobs/kind.js';
import { act } from './act.js';
import { bulkCard } from './card-of.js';
import { BIN, bulkData, CLEAN_UP, UNDO, type BulkData } from './data.js';
import { find } from './find.js';
import { settleAsked } from './settle-asked.js';

/** Work on many recordings: they are looked for, chosen among, and then changed. */
export const bulkKinds: readonly JobKind[] = [CLEAN_UP, BIN, UNDO].map((name) =>
  jobKind<BulkData>({
    name,
    data: bulkData,
    run: (job, control, services) =>
      job.data.phase === 'act' ? act(job, control, services) : find(job, control, services),
    gaveUp: settleAsked,
    card: bulkCard,
  }),
);
