import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Store } from '../store/store.js';
import { StartError } from '../util/log.js';
import { defined } from '../util/present.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';
import type { SocketEvent } from '../webex/socket/activity.js';
import { type SocketReceiverDeps, socketReceiver } from '../webex/socket/receiver.js';
import { startAdvice } from './start.js';
import { webhookMonitor } from './webhook-monitor.js';

/** Sees to it that the bot hears of messages and clicks, whichever way they come. */
export interface Receiver {
  /** Settles when they come. Rejects with a StartError; then it may be asked again. */
  readonly ensure: () => Promise<void>;
  /** Looks at once: something says that they may not come. */
  readonly look: () => void;
  /** Why they may not come; undefined while all is well. */
  readonly problem: () => string | undefined;
  readonly stop: () => Promise<void>;
}

export interface ReceiverDeps extends Pick<
  SocketReceiverDeps,
  'lastHeardAt' | 'log' | 'now' | 'retry' | 'timeoutMs' | 'wait' | 'timing'
> {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly store: Pick<Store, 'locks'>;
  readonly log: Logger;
  /** Keeps an event that came over the socket; webhooks come by the server. */
  readonly accept: (event: SocketEvent) => Promise<void>;
  /** Looks for what happened from then on; milliseconds since the epoch. */
  readonly hearMissed: (since: number) => void;
}

/** The webhooks, or the web socket, as the configuration says. */
export function openReceiver(deps: ReceiverDeps): Receiver {
  const { config, webex, store, log, now, hearMissed, lastHeardAt } = deps;
  const { botToken: token, transport, webhook, u2cUrl, proxy } = config;
  if (transport === 'webhook' && webhook !== undefined) {
    const monitor = webhookMonitor({ webex, token, ...webhook, log, now, onRepaired: hearMissed });
    const ensure = async (): Promise<void> => {
      const since = await lastHeardAt();
      await monitor.ensure().catch(startAdvice('PUBLIC_URL'));
      hearMissed(since);
    };
    return { ...monitor, ensure };
  }
  const { accept, retry, timeoutMs, wait, timing } = deps;
  const receiver = socketReceiver({
    ...{ u2cUrl, token, proxy, locks: store.locks, accept, lastHeardAt, log, now },
    onOpen: hearMissed,
    ...defined({ retry, timeoutMs, wait, timing }),
  });
  const ensure = (): Promise<void> => receiver.ensure().catch(socketAdvice(receiver.problem));
  return { ...receiver, ensure };
}

/** Its own words say what to do; those of a refusal name the token. */
function socketAdvice(problem: () => string | undefined): (error: unknown) => never {
  return (error) => {
    if (error instanceof WebexRefused && error.status < 500) startAdvice('WEBEX_BOT_TOKEN')(error);
    const isNotOpen =
      isWebexError(error) || (error instanceof Error && error.name === 'SocketNotOpen');
    throw isNotOpen ? new StartError(problem() ?? '', { cause: error }, 'away') : error;
  };
}
