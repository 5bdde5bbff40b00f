'use strict';

// The file that Lambda's handler setting names; the image has a copy of it for each function, under the function's name.
const { basename, join } = require('node:path');
const { loadBundle } = require('./load-bundle.js');

module.exports = loadBundle(join(__dirname, 'bundles', basename(__filename)));
