import type { Range } from '../text/range.ts';

/** What makes a record, or sets something up, of text that may stand elsewhere: a resource of Terraform. */
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
  /** The file that leads to it, where that is another one: whoever is told of that file is told of what it makes. */
  readonly root?: string;
}
