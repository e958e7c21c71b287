import type { MappedText } from '../text/mapped-text.ts';
import type { Markdown } from '../text/markdown.ts';
import type { Range } from '../text/range.ts';

/** What every parsed policy (SPF, DKIM, DMARC …) has. `F`: the faults that its parser finds. */
export interface PolicyRecord<F extends PolicyFault = PolicyFault> {
  /** The decoded value it was read from; every range in the policy is in `value.text`. */
  readonly value: MappedText;
  /** Every fault of syntax, in the order of the text. Rules give them their words and weight. */
  readonly faults: readonly F[];
}

/** What all faults have in common. Each parser has a union of its own, told apart by `code`. */
export interface PolicyFault {
  /** Kebab-case, stable, the parser's own: rules pick faults by it. */
  readonly code: string;
  readonly range: Range;
}

/** One fault for each of the codes, with the fields that a rule needs to report it: texts as typed, and what was meant. */
export type FaultOf<C extends string, D extends object = object> = C extends string
  ? D extends unknown
    ? { readonly [P in keyof (Coded<C> & D)]: (Coded<C> & D)[P] }
    : never
  : never;

interface Coded<C extends string> {
  readonly code: C;
  readonly range: Range;
}

/** In the order of the text. Of faults at one place, the shorter comes first. */
export function byPlace(a: PolicyFault, b: PolicyFault): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** What a hover says about one token of a policy. */
export interface TokenExplanation {
  /** The token, in the decoded value. */
  readonly range: Range;
  /** The token as the field writes it: `include:`, `p=reject`. */
  readonly title: string;
  /** A few sentences: what it is, and what this value means here. */
  readonly text: Markdown;
  /** `RFC 7208 §5.2`. */
  readonly specs: readonly string[];
}
