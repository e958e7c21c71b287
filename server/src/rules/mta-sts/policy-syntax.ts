import { policyFileOf } from '../../domain/mta-sts/policy-file.ts';
import { MAX_AGE_LIMIT } from '../../email/mta-sts/policy-file.ts';
import { replacementFix } from '../../email/replacement.ts';
import { STS_POLICY } from '../../records/policy-file.ts';
import type { Severity } from '../../records/report.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

const SECONDS_LIMIT = groupDigits(MAX_AGE_LIMIT);

/** Faults after which senders still read the rest of the file as it was meant. */
const LIGHTER: Readonly<Record<string, Severity>> = { stray: 'warning', 'field-repeated': 'warning' };

/** A policy file that senders do not take, or not as it was meant. */
export default defineRule({
  subject: 'record',
  types: [STS_POLICY],
  severity: 'error',
  specs: ['RFC 8461 §3.2'],
  why: 'Senders do not take a policy file with a fault: they go on with the policy that they know, and as if there were none when that has expired.',
  messages: {
    stray: '"{line}" is no field: a line of a policy file is a key, a colon and a value.',
    'key-spelling': '"{key}" is no key of a policy file; "{meant}" is.',
    'field-missing': 'There is no "{key}", which a policy has to have.',
    'field-repeated': '"{key}" stands here again: senders skip all but the first.',
    version: '"{value}" is no version: the only one is "STSv1".',
    mode: '"{value}" is no mode: those are "enforce", "testing" and "none".',
    'max-age': '"{value}" is no "max_age": it is a number of seconds.',
    'max-age-large': '{value} seconds are more than "max_age" may say: at most {limit}, a year.',
    mx: '"{value}" is no host: "mx" has a host name, or "*." and one.',
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
