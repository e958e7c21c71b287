import type { RecordResource } from '../providers/record-resource.ts';

/**
 * What a registry module makes from its inputs, written in Terraform. Its source is not in the workspace, so this follows its
 * documentation: it has only resources that make records, and only inputs that determine their content.
 */
export interface StandIn {
  /** `namespace/name/provider`, with a folder after `//`. */
  readonly source: string;
  readonly text: string;
  /** How its records are read, if that differs from their resource type. */
  readonly reading?: Partial<RecordResource>;
  /** By the name of a resource: the input with a list that has an object for each instance. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Its versions make different records, so each record may not exist. */
  readonly differs?: true;
}
