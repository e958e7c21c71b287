// Preloaded by scripts/bench.mjs: at its end a process tells on descriptor 3 what it took.
const { writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

process.on('exit', () => {
  // Of the whole process, once: its threads end here, too.
  if (!isMainThread) return;
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ milliseconds: (user + system) / 1000, megabytes: maxRSS / 1024 }));
});
