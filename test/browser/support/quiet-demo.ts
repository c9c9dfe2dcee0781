import { type Demo, startDemo } from '../../../sandbox/demo/start.js';
import { freshFolder } from '../../support/databases.js';
import { demoPorts } from '../../support/free-port.js';

/** The demo without a log, on free ports and an empty database that need not be made first. */
export async function quietDemo(): Promise<Demo> {
  const { wish } = await freshFolder();
  // The demo removes the folder as it stops.
  return await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' }, wish.folder);
}
