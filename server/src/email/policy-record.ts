import type { MappedText } from '../text/mapped-text.ts';
import type { Markdown } from '../text/markdown.ts';
import type { Range } from '../text/range.ts';

/** What every parsed policy (SPF, DKIM, DMARC …) has. */
export interface PolicyRecord {
  /** The decoded value it was read from; every range in the policy is in `value.text`. */
  readonly value: MappedText;
  /** Every fault of syntax, in the order of the text. Rules give them their words and weight. */
  readonly faults: readonly PolicyFault[];
}

export interface PolicyFault {
  /** Kebab-case, stable, the parser's own: rules pick faults by it. */
  readonly code: string;
  readonly range: Range;
  /** What the rule needs to speak of it: the text in question, what was expected. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What a hover says about one token of a policy. */
export interface Explanation {
  /** The token, in the decoded value. */
  readonly range: Range;
  /** The token as the field writes it: `include:`, `p=reject`. */
  readonly title: string;
  /** A few sentences: what it is, and what this value means here. */
  readonly text: Markdown;
  /** `RFC 7208 §5.2`. */
  readonly specs: readonly string[];
}
