const { appendFileSync, writeFileSync } = require('node:fs');
const { format } = require('node:util');
const { reporters, Runner } = require('mocha');

/**
 * Prints like the reporter named by the option `style`, and leaves the counts in a file; inside an editor it prints into
 * a file too (the variables are those of report.mjs). CommonJS, because mocha loads reporters with `require`.
 */
module.exports = class ReportingReporter {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions & { reporterOptions?: { style?: 'dot' | 'spec' } }} options
   */
  constructor(runner, options) {
    const { CHAPERONE_TEST_COUNTS: counts, CHAPERONE_TEST_OUTPUT: output } = process.env;
    if (output) reporters.Base.consoleLog = (...args) => appendFileSync(output, `${format(...args)}\n`);
    const Style = options.reporterOptions?.style === 'dot' ? reporters.Dot : reporters.Spec;
    new Style(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      if (counts) writeFileSync(counts, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
