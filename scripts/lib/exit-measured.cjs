// Loaded by test processes whose coverage is measured. mocha asks its workers to exit and ends them with SIGTERM a second
// later, but Node.js writes the coverage while a process exits, which takes longer.
process.on('SIGTERM', () => process.exit());
