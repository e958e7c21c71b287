import type { Range } from '../text/range.ts';

/** What makes a record, or sets something up, from text that may be in another file: a Terraform resource. */
export interface Maker {
  /** The name that its format uses: `module.mail.aws_route53_record.spf["www"]`. */
  readonly name: string;
  /**
   * Identifies one of several that the same text makes, by the start and the end of its name, each '' if it has none.
   * `module.mail.` are the calls of its module, and `["www"]` is its key.
   */
  readonly instance?: { readonly module: string; readonly key: string };
  /** The document with its declaration. Offsets in that document. */
  readonly path: string;
  readonly range: Range;
  /** The file that leads to it, if that is another one: a change of that file also concerns what it makes. */
  readonly root?: string;
}
