import { policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { MAX_AGE_LIMIT } from '../../email/mta-sts/policy-file.ts';
import { replacementFix } from '../../email/replacement.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import type { Severity } from '../../records/report.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

const SECONDS_LIMIT = groupDigits(MAX_AGE_LIMIT);

/** Faults after which senders still read the rest of the file as intended. */
const LIGHTER: Readonly<Record<string, Severity>> = { stray: 'warning', 'field-repeated': 'warning' };

/** A policy file that senders reject, or do not read as intended. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'error',
  specs: ['RFC 8461 §3.2'],
  why: 'Senders reject an invalid policy file. They keep the policy that they cached, and after it expires they act as if there were none.',
  messages: {
    stray: '"{line}" is not a line of the form "key: value".',
    'key-spelling': '"{key}" is not a policy key, and must be spelled "{meant}".',
    'field-missing': 'The policy has no "{key}", which is required.',
    'field-repeated': 'Duplicate "{key}" is ignored because senders use only the first one.',
    version: '"{value}" is not a valid version (only "STSv1" is).',
    mode: '"{value}" is not a valid mode ("enforce", "testing" or "none").',
    'max-age': '"{value}" is not a valid "max_age" (a number of seconds).',
    'max-age-large': '"max_age" of {value} seconds exceeds the limit of {limit} (a year).',
    mx: '"{value}" is not a valid "mx" (a host name, or "*." and a host name).',
  },
  check(subject, context) {
    for (const fault of policyFileOf(subject, context)?.faults ?? []) {
      const { code, range } = fault;
      const severity = LIGHTER[code];
      context.report({
        at: range,
        message: code,
        data: {
          line: 'line' in fault ? quote(fault.line) : '',
          key: 'key' in fault ? quote(fault.key) : '',
          value: 'value' in fault ? quote(fault.value) : '',
          meant: 'meant' in fault ? fault.meant : '',
          limit: SECONDS_LIMIT,
        },
        ...(severity !== undefined && { severity }),
        fix: 'replacement' in fault ? replacementFix(fault, code === 'mode' ? 'review' : 'safe') : undefined,
      });
    }
  },
});
