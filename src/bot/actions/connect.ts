import { askToConnect } from '../ask-to-connect.js';
import type { Action } from './action.js';

/** A fresh link to connect: always to be had, from any card that offers it. */
export const connect: Action = {
  name: 'connect',
  run: (click, services) => askToConnect(click.replace, click.person, 'asked', services),
};
