// A thread of its own: to make an embedded database takes as long as to load everything else.
import { PGlite } from '@electric-sql/pglite';
import { workerData } from 'node:worker_threads';

const database = await PGlite.create(workerData);
await database.close();
