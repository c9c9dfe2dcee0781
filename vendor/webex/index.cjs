'use strict';

// The bot hands the framework its own client (src/bot/framework), so nothing may come here.
exports.init = function init() {
  throw new Error('The Webex SDK is replaced by a client of our own: see docs/decisions/0002');
};
