import { forwardFaults } from '../forward-faults.ts';

/** The tool that publishes the file rejects a record or stops with an error. data-text-refused reports rejected values. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.2.1'],
  why: 'The tool rejects the whole zone, so no change to it is published until this is fixed.',
  messages: {
    'record-refused-by-tool': {
      'Duplicate record': '{tool} rejects a second set of {detail} records at one name ("Duplicate record").',
      'Unknown record type':
        '{tool} rejects the type "{typed}" ("Unknown record type"), which must be {detail}.',
      'double .':
        '{tool} rejects the name "{typed}" ("double ."), which must have no zone and no trailing dot.',
      'invalid fqdn':
        '{tool} rejects the name "{typed}" ("invalid fqdn"), which has {detail} characters with the zone.',
      'invalid label':
        '{tool} rejects the name "{typed}" ("invalid label") because a label has at most 63 characters.',
      'invalid number': '{tool} rejects "{typed}" as a number ("invalid {detail}").',
      'invalid ttl': '{tool} rejects the TTL "{typed}" ("invalid ttl"), which must be a number of seconds.',
      'keys out of order': '{tool} rejects the file ("keys out of order") because "{typed}" is out of order.',
      'keys out of order by default':
        '{tool} rejects the file by default ("keys out of order") because "{typed}" is out of order.',
      'missing field': '{tool} rejects the value ("missing {detail}").',
      'missing type': '{tool} stops with an error at "{typed}" ("missing type").',
      'missing value':
        '{tool} rejects the record ("missing value") because {detail} has "value", not "values".',
      'missing value(s)': '{tool} rejects the {detail} record ("missing value(s)").',
      'non-root ALIAS not allowed':
        '{tool} rejects an ALIAS instead of a CNAME below the zone apex ("non-root ALIAS not allowed").',
      'not a mapping': '{tool} fails at "{typed}" because the {detail} value must be a mapping.',
      'not a string': '{tool} fails at "{typed}", which YAML reads as "{detail}", not as a string.',
      'not a valid FQDN': '{tool} rejects the target "{typed}" ("not a valid FQDN").',
      'single label': '{tool} rejects the target "{typed}" ("not a valid FQDN"), which has only one label.',
      'use "" instead': '{tool} rejects the name "{typed}" ("use "" instead").',
      'whitespace is not allowed': '{tool} rejects the name "{typed}" ("whitespace is not allowed").',
    },
  },
  severities: {
    'record-refused-by-tool': ({ reason }) =>
      reason === 'keys out of order by default' ? 'warning' : 'error',
  },
});
