import { forwardFaults } from '../forward-faults.ts';

/** A text that the tool which publishes the file does not accept. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The tool refuses the whole zone, so no change to it is published until this is fixed.',
  messages: {
    'refused-by-tool': {
      'unescaped ;': '{tool} refuses this text ("unescaped ;"): write "\\;" for a semicolon.',
      'double escaped ;': '{tool} refuses this text ("double escaped ;"): remove one backslash.',
      'unknown escape character':
        '{tool} cannot read the file ("unknown escape character"): in double quotes a backslash is typed twice.',
      'non ASCII character': '{tool} refuses this text ("non ASCII character"): {typed}.',
      'in its words': '{tool} refuses this: "{says}".',
    },
  },
});
