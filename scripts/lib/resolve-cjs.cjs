// The runner of Stryker loads `lib/cli/run-helpers` of mocha without an extension, which mocha 12 names
// `run-helpers.cjs`.
const { Module } = require('node:module');

Module._extensions['.cjs'] ??= Module._extensions['.js'];
