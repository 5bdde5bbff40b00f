#!/usr/bin/env node
'use strict';
// The operators' executable: TypeScript is compiled on the fly, so that a checkout is all it needs.
require('tsx/cjs');
const { imageTrust } = require('../scripts/image-trust.ts');

imageTrust(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    process.stderr.write(`image-trust: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);
