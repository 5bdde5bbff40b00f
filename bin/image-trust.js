#!/usr/bin/env node
'use strict';
// TypeScript is compiled as it is loaded, so that a checkout with its dependencies is all that the commands need.
const { join } = require('node:path');

const MISSING = 3;

// Node 20 is supported here, so the SDK's announcement of its end does not concern the person who runs a command.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// A reader such as head may close stdout early: the command still does its work.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });

const load = () => {
  try {
    require('tsx/cjs');
    return { ...require('../cli/image-trust.ts'), ...require('../cli/shared/run-verb.ts') };
  } catch (error) {
    // A relative path in the message would be a file of the project itself.
    if (error.code !== 'MODULE_NOT_FOUND' || /^Cannot find module '\.{0,2}\//.test(error.message)) throw error;
    process.stderr.write(
      `image-trust: the dependencies are not installed: run npm ci in ${join(__dirname, '..')} first\n`,
    );
    return undefined;
  }
};

const program = load();
if (program === undefined) process.exitCode = MISSING;
else {
  process.on('uncaughtException', (error) => process.exit(program.reportDefect(error)));
  void program.imageTrust(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
    // After an interruption, requests that are still running are not waited for.
    if (exitCode > 128) process.exit();
  });
}
