'use strict';

// Writes a code cache beside each bundle, and ends the process before the runtime starts.
const { readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { cacheFileOf, compileBundle, sealCache } = require('./load-bundle.js');

const makeCache = (bundle) => {
  // Also the functions that are called later: loading runs few of them, and the first event most.
  setFlagsFromString('--no-lazy');
  const { source, script } = compileBundle(bundle);
  // V8 refuses a cache that was made with other flags.
  setFlagsFromString('--lazy');
  writeFileSync(cacheFileOf(bundle), sealCache(source, script.createCachedData()));
};

const directory = join(__dirname, 'bundles');
for (const name of readdirSync(directory)) if (name.endsWith('.js')) makeCache(join(directory, name));
process.exit(0);
