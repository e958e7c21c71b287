import type { RecordResource } from '../providers/record-resource.ts';

/**
 * What a module of a registry makes from its inputs, in Terraform's own words. Its text is not in the workspace, so
 * this follows its documentation: only resources that make records are here, and only inputs that determine them.
 */
export interface StandIn {
  /** `namespace/name/provider`, with a folder of it after `//`. */
  readonly source: string;
  readonly text: string;
  /** How its records are read where that is not as their resource says. */
  readonly reading?: Partial<RecordResource>;
  /** By the name of a resource: the input that is a list with an object for each of its instances. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Its versions differ in what they make: the records are ones that may be there. */
  readonly differs?: true;
}
