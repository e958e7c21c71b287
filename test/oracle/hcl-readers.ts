import { parse } from '@cdktn/hcl2json';
import { treeSitter } from './hcl-tree-sitter.ts';

/** Which other reader of HCL accepts `before` and not `after`. */
export type RefusedBy = (before: string, after: string) => Promise<string | undefined>;

export async function otherReaders(): Promise<RefusedBy> {
  const structureOf = await treeSitter();
  const accepts = (text: string): Promise<boolean> =>
    parse('x.tf', text).then(
      () => true,
      () => false,
    );
  return async (before, after) => {
    if (structureOf(before) !== undefined && structureOf(after) === undefined) return 'tree-sitter';
    return (await accepts(before)) && !(await accepts(after)) ? 'hcl2json' : undefined;
  };
}
