import type { Feature } from '../../bot/feature.js';
import type { RecordingDeps } from '../recording/about.js';
import { askShare, confirmShare, shareNow } from './actions.js';

/** Share…: lets people see a recording, or takes that back, after a question that names them. */
export const share = (deps: RecordingDeps): Feature => {
  const asks = askShare(deps);
  const confirms = confirmShare(deps, asks);
  return { actions: [asks, confirms, shareNow(deps, asks, confirms)] };
};
