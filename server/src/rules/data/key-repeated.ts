import { forwardFaults } from '../forward-faults.ts';

/** A key of a map is repeated. YAML parsers keep only the last one, and report nothing. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 8259 §4'],
  why: 'YAML parsers keep only the last of two equal keys. The records under the first one are not published, and no tool reports it.',
  messages: {
    'lost-entry': 'The key {typed} is repeated below, so these records are lost.',
  },
});
