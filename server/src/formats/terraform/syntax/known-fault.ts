import type { SyntaxFault } from '../../../text/syntax-fault.ts';

/** A complete SPF macro: RFC 7208 §7.1. No HCL directive matches. */
const MACRO = /^%\{[slodiphcrtv]\d*r?[-.+,/_=]*\}$/i;
const MACRO_HERE = /^%\{\s*[slodiphcrtv]\d*r?[-.+,/_=]*\}/i;

/** Whether the text is an SPF macro, which HCL parses as a directive. */
export function isMacro(text: string): boolean {
  return MACRO.test(text);
}

/**
 * Whether a fault is not reported as such. An SPF macro has its own finding, and Terraform 0.11 allowed names that begin with a
 * digit, such as `aws_route53_zone.18f.zone_id`. `text`: the text that the fault's range is relative to.
 */
export function isKnownFault({ range }: SyntaxFault, text: string): boolean {
  const start = text.lastIndexOf('%{', range.start);
  if (start >= 0 && MACRO_HERE.test(text.slice(start, start + 20))) return true;
  return /\.\d+$/.test(text.slice(Math.max(0, range.start - 20), range.start));
}
