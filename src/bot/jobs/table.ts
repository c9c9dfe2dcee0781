import { bulkKinds } from '../bulk/kinds.js';
import { searchJob } from '../search/search-job.js';
import type { JobKind } from './kind.js';

const all: readonly JobKind[] = [searchJob, ...bulkKinds];

/** Every kind of work that goes on by itself, by its name. */
export const jobKinds: ReadonlyMap<string, JobKind> = new Map(all.map((kind) => [kind.name, kind]));
