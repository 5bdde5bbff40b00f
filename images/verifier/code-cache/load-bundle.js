'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { Module, createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const KEY_BYTES = 32;

/** The file with the code cache of a bundle. */
const cacheFileOf = (bundle) => `${bundle}.cache`;

// V8 compares its own version and flags, and of the source only the length; it would run any code that passes. So a
// cache is bound to this Node, its architecture, the source, and its own bytes.
const keyOf = (source, code) =>
  createHash('sha256')
    .update(`${process.version} ${process.arch} ${source.length}\n`)
    .update(source)
    .update(code)
    .digest();

/** The content of a cache file. */
const sealCache = (source, code) => Buffer.concat([keyOf(source, code), code]);

const readCache = (bundle, source) => {
  let file;
  try {
    file = readFileSync(cacheFileOf(bundle));
  } catch {
    // Without a cache, V8 compiles: that only takes longer.
    return undefined;
  }
  const code = file.subarray(KEY_BYTES);
  return keyOf(source, code).equals(file.subarray(0, KEY_BYTES)) ? code : undefined;
};

/**
 * Compiles a bundle as the function of a CommonJS module, without its cache if that is missing, damaged, of other code
 * or of another Node. `cachedDataRejected` is false if the cache was used.
 */
const compileBundle = (bundle) => {
  const source = readFileSync(bundle);
  // The first line is not the bundle's: with the offset, stack traces name the bundle's own lines and columns.
  const text = `(function (exports, require, module, __filename, __dirname) {\n${source.toString()}\n})`;
  const cachedData = readCache(bundle, source);
  return { source, script: new Script(text, { filename: bundle, lineOffset: -1, cachedData }) };
};

/** Loads a bundle as `require` does, by absolute path; returns its exports. */
const loadBundle = (bundle) => {
  const module = new Module(bundle);
  module.filename = bundle;
  const run = compileBundle(bundle).script.runInThisContext();
  run.call(module.exports, module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  return module.exports;
};

module.exports = { cacheFileOf, compileBundle, loadBundle, sealCache };
