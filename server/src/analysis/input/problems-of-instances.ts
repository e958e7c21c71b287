import type { DocumentPath, Problem } from '../finding.ts';
import { analysisText } from '../texts.ts';
import type { DocumentInstance, IncludeProblem } from './entry.ts';

/** What could not be read in a document, or in what it includes. `instances`: its uses, of which there is at least one. */
export function problemsOfInstances(
  path: DocumentPath,
  instances: readonly [DocumentInstance, ...DocumentInstance[]],
): readonly Problem[] {
  const [first] = instances;
  const problems = problemsInText(first.entry.isOfFamily ? [first] : instances);
  const { unreadZones } = first.entry;
  if (unreadZones > 0) {
    const message = analysisText('tooManyZones', { count: unreadZones });
    problems.push({ path, message, range: undefined, unread: { kind: 'limit' } });
  }
  if (instances.every((instance) => instance.problems.size === 0)) return problems;
  // A fault of an include in one zone is usually a fault in all of them.
  const found = new Map<number, IncludeProblem>();
  for (const instance of instances)
    for (const [index, problem] of instance.problems) if (!found.has(index)) found.set(index, problem);
  const includes = first.member.document.includes();
  for (const [index, { message, unread }] of [...found].sort(([a], [b]) => a - b))
    problems.push({ path, message, range: includes[index]?.range, unread });
  return problems;
}

/** The faults in any of the uses of a text, without duplicates. */
function problemsInText(instances: readonly DocumentInstance[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { entry, member } of instances)
    for (const problem of member.document.problems()) {
      const { message, range } = problem;
      const key = `${range.start} ${range.end} ${message}`;
      if (!found.has(key)) found.set(key, { path: entry.path, ...problem });
    }
  return [...found.values()];
}
