import type { Feature } from '../../bot/feature.js';
import { bulkLook, bulkTick } from './choose.js';
import { bulkAsk, bulkGo } from './confirm.js';
import type { BulkDeps } from './deps.js';
import { bulkJobs } from './job.js';
import { jobCancel, jobPause, jobResume, jobShow } from './job-actions.js';
import { bulkUndo } from './undo.js';

/** Many recordings at once, as a job: found, chosen among, confirmed, changed, reported, undone. */
export const bulk = (deps: BulkDeps): Feature => {
  const shows = jobShow(deps);
  const asks = bulkAsk(deps, shows);
  return {
    actions: [
      shows,
      jobPause(deps),
      jobResume(deps, shows),
      jobCancel(deps),
      bulkLook(deps),
      bulkTick(deps, shows),
      asks,
      bulkGo(deps, asks, shows),
      bulkUndo(deps, shows),
    ],
    jobs: bulkJobs(deps),
  };
};

export { oneHostOnlyCard, startBulk } from './begin.js';
export type { BulkDeps } from './deps.js';
export { changesJob } from './job-actions.js';
export { BIN, bulkData, CLEAN_UP } from './model.js';
export {
  filterOfRule,
  MOST_DAYS,
  MOST_MEGABYTES,
  MOST_MONTHS,
  type Rule,
  rule,
  USUAL_RULE,
  windowOfRule,
} from './rule.js';
