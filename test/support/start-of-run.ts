import { setFlagsFromString } from 'node:v8';

// What c8 watches is this process. Node would let every process that a test starts write down its coverage,
// too: of code that was built elsewhere, which nobody counts.
delete process.env.NODE_V8_COVERAGE;

/** For Node: the embedded database does not run for long enough to win back a better compilation. */
export const COMPILED_ONCE = '--liftoff-only';
setFlagsFromString(COMPILED_ONCE);
