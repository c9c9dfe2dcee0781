import { startDemo, type Demo } from '../../../sandbox/demo/start.js';
import { demoPorts } from '../../support/free-port.js';
import { Chat } from './chat.js';
import { describeInBrowser } from './chromium.js';
import { connectedAlice } from './connected.js';

/** Tests that talk to the demo’s bot as Alice, connected before the first; each with its own page. */
export function describeConnected(title: string, body: (chat: () => Chat) => void): void {
  describeInBrowser(title, (pages) => {
    let demo: Demo;
    let chat: Chat;
    before(async () => {
      demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
      await connectedAlice(pages, demo);
    });
    beforeEach(async () => {
      chat = await Chat.open(pages, demo.url, {}, { viewport: { width: 1000, height: 900 } });
    });
    after(() => demo.stop());
    body(() => chat);
  });
}
