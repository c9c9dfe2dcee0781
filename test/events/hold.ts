import { type StoreConfig, openStore } from '../../src/store/store.js';
import { inboxOn, message } from './inbox-on.js';

// Takes three messages in, begins to work on the first, says so, and gets no further.
const store = await openStore(JSON.parse(process.argv[2] ?? '') as StoreConfig);
const inbox = await inboxOn(store, {
  handle: ({ data: { id } }) => {
    console.log(`working on ${id}`);
    return new Promise(() => undefined);
  },
  onExhausted: () => Promise.resolve(),
});
for (const id of ['1', '2', '3']) await inbox.accept(message(id));
await inbox.start();
setInterval(() => undefined, 60_000);
