// Prints the failures, and writes the counts into the file that MAILTXT_COUNTS names: scripts/test.mjs adds them up.
const { writeFileSync } = require('node:fs');
const { Runner, reporters } = require('mocha');

module.exports = class extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      this.epilogue();
      const { passes, failures, pending } = runner.stats;
      writeFileSync(
        process.env.MAILTXT_COUNTS,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
    });
  }
};
