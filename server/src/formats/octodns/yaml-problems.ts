import type { DataProblem } from '../../data/node.ts';
import type { DocumentProblem } from '../../records/document.ts';

/** What is wrong with the YAML, as problems of the document. */
export function yamlProblems(problems: readonly DataProblem[]): readonly DocumentProblem[] {
  return problems.map(({ message, range, isUnread }) => ({
    message,
    range,
    ...(isUnread ? { unread: { kind: 'format' as const } } : {}),
  }));
}
