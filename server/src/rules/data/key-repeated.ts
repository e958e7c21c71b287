import { forwardFaults } from '../forward-faults.ts';

/** A key of a map that comes again: readers of YAML keep the last one, and say nothing. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 8259 §4'],
  why: 'Of two equal keys the last one counts. The records below the first one are not published, and no tool reports it.',
  messages: {
    'lost-entry': 'The key {typed} comes again below, so these records are lost.',
  },
});
