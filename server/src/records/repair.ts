import type { Fault } from './format.ts';
import type { RuleFix } from './report.ts';

/** The repair that the reader of the file provides, if any. */
export function repairFix({ repair }: Fault): RuleFix | undefined {
  if (repair === undefined) return undefined;
  const { title, safety, edits } = repair;
  return { title, safety, edits: edits.map((edit) => ({ kind: 'source', ...edit })) };
}
