import type { Range } from '../text/range.ts';

/** What makes a record, or sets something up, from text that may be in another file: a Terraform resource. */
export interface Maker {
  /** As its format calls it: `module.mail.aws_route53_record.spf["www"]`. */
  readonly name: string;
  /**
   * Which one it is of several that the same text makes: the start and the end of its name, '' where it has none.
   * `module.mail.` are the calls of its module, and `["www"]` is its key.
   */
  readonly instance?: { readonly module: string; readonly key: string };
  /** Where it is declared; offsets in that document. */
  readonly path: string;
  readonly range: Range;
  /** The file that leads to it, if that is another one: a change of that file also concerns what it makes. */
  readonly root?: string;
}
