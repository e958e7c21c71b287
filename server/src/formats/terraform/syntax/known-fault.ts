import type { SyntaxFault } from '../../../text/syntax-fault.ts';

/** RFC 7208 §7.1, as a whole. No directive of HCL is one. */
const MACRO = /^%\{[slodiphcrtv]\d*r?[-.+,/_=]*\}$/i;
const MACRO_HERE = /^%\{\s*[slodiphcrtv]\d*r?[-.+,/_=]*\}/i;

/** Whether the text is a macro of SPF, which HCL takes for a directive. */
export function isMacro(text: string): boolean {
  return MACRO.test(text);
}

/**
 * Whether a fault is nothing to report as such. A macro of SPF is reported as what it is; and Terraform 0.11 had names that begin
 * with a digit, as `aws_route53_zone.18f.zone_id`. `text`: what the range of the fault counts in.
 */
export function isKnownFault({ range }: SyntaxFault, text: string): boolean {
  const start = text.lastIndexOf('%{', range.start);
  if (start >= 0 && MACRO_HERE.test(text.slice(start, start + 20))) return true;
  return /\.\d+$/.test(text.slice(Math.max(0, range.start - 20), range.start));
}
