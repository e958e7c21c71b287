import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, isKnown } from '../../dns/names.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { PolicyFault } from '../../email/policy-record.ts';
import type { PolicyTitle } from '../../email/policy-text.ts';
import { policyTitleOf } from '../../email/policy-text.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { touches } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Placeholders for values in templates and manuals. SPF macros (`%{i}`) are not placeholders. */
const MARKS =
  /<[a-z][\w .-]*>|\[(?:your|insert|enter|replace)[\w .-]*\]|%(?:[a-z]+(?:key|domain|selector|ip)|domain|selector)%|\b(?:REPLACE|CHANGE)[-_]?(?:ME|THIS)\b|\b(?:insert|enter|paste)[-_](?:your[-_])?[a-z-]+[-_](?:here|key)\b|\bYOUR[-_][A-Z]+(?:[-_][A-Z]+)*\b/gi;

/** Domains that represent the reader's own in manuals: those of RFC 2606, and other common ones. */
const DOMAINS =
  /(?<![\w-])(?:your-?(?:own-?)?(?:domain|company|site)(?:-?name)?\.[a-z]{2,}|(?:[\w-]+\.)*example\.(?:com|net|org))(?![\w-]|\.[a-z])/gi;

/** Matches every value that has a placeholder or an example domain. */
const POSSIBLE = /[<[%]|your|example|replace|change|insert|enter|paste/i;

/** Domains whose zones are examples themselves. */
const EXAMPLES = ['example', 'example.com', 'example.net', 'example.org', 'test', 'invalid', 'localhost'];

/** A placeholder in a record was not replaced. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 2606 §3'],
  why: 'The record is published with a placeholder from a manual. It authorizes no sender or an unknown one, or makes receivers send reports to the wrong address.',
  messages: {
    mark: 'The placeholder "{text}" was never replaced with a value.',
    domain: '"{text}" is an example domain, not one of yours.',
  },
  check({ record, value }, context) {
    const { text } = value;
    // The rule runs on every text record, and very few contain one of these.
    if (!POSSIBLE.test(text)) return;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined) return;
    for (const { 0: mark, index } of text.matchAll(MARKS)) {
      const at = rangeOf(index, index + mark.length);
      if (!isFault(value, kind, at)) context.report({ at, message: 'mark', data: { text: mark } });
    }
    if (!isKnown(record.owner) || isExample(record.owner)) return;
    for (const { 0: domain, index } of text.matchAll(DOMAINS)) {
      if (isAtOrBelow(record.owner, domain.toLowerCase())) continue;
      context.report({
        at: rangeOf(index, index + domain.length),
        message: 'domain',
        data: { text: domain },
      });
    }
  },
});

/** Whether the placeholder is a syntax error, which another rule reports. */
function isFault(value: MappedText, kind: PolicyTitle, at: Range): boolean {
  return faultsOf(value, kind).some((fault) => touches(fault.range, at));
}

function faultsOf(value: MappedText, kind: PolicyTitle): readonly PolicyFault[] {
  switch (kind) {
    case 'SPF':
      return parsePolicy('spf', value).faults;
    case 'DKIM':
      return parsePolicy('dkim', value).faults;
    case 'DMARC':
      return parsePolicy('dmarc', value).faults;
    default:
      return [];
  }
}

function isExample(owner: DomainName): boolean {
  return EXAMPLES.some((example) => isAtOrBelow(owner, example)) || /(?:^|\.)your-?domain\./.test(owner);
}
