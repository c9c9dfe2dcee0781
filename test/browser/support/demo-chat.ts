import type { Demo } from '../../../sandbox/demo/start.js';
import { Chat } from './chat.js';
import { describeInBrowser } from './chromium.js';
import { connectedAlice } from './connected.js';
import { quietDemo } from './quiet-demo.js';

/** Tests that talk to the demo’s bot as Alice, connected before the first; each with its own page. */
export function describeConnected(title: string, body: (chat: () => Chat) => void): void {
  describeInBrowser(title, (pages) => {
    let demo: Demo;
    let chat: Chat;
    before(async () => {
      demo = await quietDemo();
      await connectedAlice(pages, demo);
    });
    beforeEach(async () => {
      chat = await Chat.open(pages, demo.url, {}, { viewport: { width: 1000, height: 900 } });
    });
    after(() => demo.stop());
    body(() => chat);
  });
}
