'use strict';

// Only the framework's storage/mongo.js asks for it, and the bot has a store of its own.
throw new Error('The driver of MongoDB is left out: see docs/decisions/0002');
