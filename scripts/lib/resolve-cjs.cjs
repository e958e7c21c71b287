// Stryker's runner asks mocha for `lib/cli/run-helpers` without an extension, which mocha 12 calls `run-helpers.cjs`.
const { Module } = require('node:module');

Module._extensions['.cjs'] ??= Module._extensions['.js'];
