// Preloaded by scripts/bench.mjs: when a process ends, it writes its usage to descriptor 3.
const { writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

process.on('exit', () => {
  // For the whole process, once: its threads also exit here.
  if (!isMainThread) return;
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ milliseconds: (user + system) / 1000, megabytes: maxRSS / 1024 }));
});
