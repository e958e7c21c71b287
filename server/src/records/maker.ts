import type { Range } from '../text/range.ts';

/** What makes a record, or sets something up, of text that may stand elsewhere: a resource of Terraform. */
export interface Maker {
  /** As its format calls it: `module.mail.aws_route53_record.spf["www"]`. */
  readonly name: string;
  /** What of that says which one of several it is, made by one and the same text: `module.mail.`, `["www"]`. */
  readonly uses?: readonly string[];
  /** Where it is declared; offsets in that document. */
  readonly path: string;
  readonly range: Range;
}
