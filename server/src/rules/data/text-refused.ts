import { forwardFaults } from '../forward-faults.ts';

/** The tool that publishes the file rejects a value in it. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The tool rejects the whole zone, so no change to it is published until this is fixed.',
  messages: {
    'refused-by-tool': {
      'unescaped ;': '{tool} rejects this value ("unescaped ;") because a semicolon must be typed as "\\;".',
      'double escaped ;':
        '{tool} rejects this value ("double escaped ;") because it has one backslash too many.',
      'unknown escape character':
        '{tool} cannot read the file ("unknown escape character"), which needs "\\\\" for a backslash here.',
      'non ASCII character': '{tool} rejects "{typed}" in this value ("non ASCII character").',
      'in its words': '{tool} rejects this: "{says}".',
    },
  },
});
