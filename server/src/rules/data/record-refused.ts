import { forwardFaults } from '../forward-faults.ts';

/** A record that the tool which publishes the file does not accept, or that ends its run. Texts are data-text-refused's. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.2.1'],
  why: 'The tool refuses the whole zone, so no change to it is published until this is fixed.',
  messages: {
    'record-refused-by-tool': {
      'Duplicate record': '{tool} refuses a second set of {detail} records of one name ("Duplicate record").',
      'Unknown record type': '{tool} refuses the type "{typed}" ("Unknown record type"): write {detail}.',
      'double .':
        '{tool} refuses the name "{typed}" ("double ."): write it without the zone and a trailing dot.',
      'invalid fqdn':
        '{tool} refuses the name "{typed}" ("invalid fqdn"): with the zone it has {detail} characters.',
      'invalid label':
        '{tool} refuses the name "{typed}" ("invalid label"): a label has at most 63 characters.',
      'invalid number': '{tool} refuses "{typed}" as a number ("invalid {detail}").',
      'invalid ttl': '{tool} refuses the TTL "{typed}" ("invalid ttl"): write a number of seconds.',
      'keys out of order': '{tool} refuses the file ("keys out of order"): "{typed}" is not in its place.',
      'keys out of order by default':
        '{tool} refuses the file by default ("keys out of order"): "{typed}" is not in its place.',
      'missing field': '{tool} refuses the value ("missing {detail}").',
      'missing type': '{tool} ends with an error at "{typed}" ("missing type").',
      'missing value': '{tool} refuses the record ("missing value"): {detail} has "value", not "values".',
      'missing value(s)': '{tool} refuses the {detail} record ("missing value(s)").',
      'non-root ALIAS not allowed':
        '{tool} refuses an ALIAS below the zone ("non-root ALIAS not allowed"): use CNAME.',
      'not a mapping': '{tool} fails at "{typed}": the {detail} value must be a mapping.',
      'not a string': '{tool} fails at "{typed}", which YAML reads as "{detail}", not as text.',
      'not a valid FQDN': '{tool} refuses the target "{typed}" ("not a valid FQDN").',
      'single label': '{tool} refuses the target "{typed}" ("not a valid FQDN"): it has one label.',
      'use "" instead': '{tool} refuses the name "{typed}" ("use "" instead").',
      'whitespace is not allowed': '{tool} refuses the name "{typed}" ("whitespace is not allowed").',
    },
  },
  severities: {
    'record-refused-by-tool': ({ reason }) =>
      reason === 'keys out of order by default' ? 'warning' : 'error',
  },
});
