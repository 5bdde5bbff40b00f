#!/usr/bin/env node
'use strict';
// The operators' executable: TypeScript is compiled on the fly, so that a checkout is all it needs.
// Node 20 is supported here; the SDK's announcement of its end is not an operator's concern.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
require('tsx/cjs');
const { imageTrust } = require('../cli/image-trust.ts');

imageTrust(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
    // What was interrupted does not wait for answers that are still on their way.
    if (status > 128) process.exit();
  },
  (error) => {
    process.stderr.write(`image-trust: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70;
  },
);
