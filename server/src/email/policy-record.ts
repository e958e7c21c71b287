import type { MappedText } from '../text/mapped-text.ts';
import type { Markdown } from '../text/markdown.ts';
import type { Range } from '../text/range.ts';

/** The common properties of every parsed policy (SPF, DKIM, DMARC …). `F` is the type of its faults. */
export interface PolicyRecord<F extends PolicyFault = PolicyFault> {
  /** The decoded value from which it was parsed. Every range in the policy is in `value.text`. */
  readonly value: MappedText;
  /** Every syntax fault, in the order of the text. Rules provide the messages and severities. */
  readonly faults: readonly F[];
}

/** The common properties of all faults. Each parser has its own union, with `code` as the discriminant. */
export interface PolicyFault {
  /** A stable identifier in kebab-case, specific to the parser. Rules select faults by it. */
  readonly code: string;
  readonly range: Range;
}

/** One fault type for each code, with the fields that a rule needs to report it: texts as typed, and what was meant. */
export type FaultOf<C extends string, D extends object = object> = C extends string
  ? D extends unknown
    ? { readonly [P in keyof (Coded<C> & D)]: (Coded<C> & D)[P] }
    : never
  : never;

interface Coded<C extends string> {
  readonly code: C;
  readonly range: Range;
}

/** In the order of the text. Of faults at the same place, the shorter comes first. */
export function byPlace(a: PolicyFault, b: PolicyFault): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** The hover on one token of a policy. */
export interface TokenExplanation {
  /** The token in the decoded value. */
  readonly range: Range;
  /** The token in the usual notation: `include:`, `p=reject`. */
  readonly title: string;
  /** A few sentences: what it is, and what this value means. */
  readonly text: Markdown;
  /** `RFC 7208 §5.2`. */
  readonly specs: readonly string[];
}
