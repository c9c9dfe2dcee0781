'use strict';

// The framework notes when a bot was active last, and nobody reads it: `moment().utc().format()`.
module.exports = function moment() {
  const now = { utc: () => now, format: () => new Date().toISOString() };
  return now;
};
