import type { DocumentPath } from '../../../analysis/finding.ts';
import type { AskedEntries, AskedQuestion } from './asked-questions.ts';

/** An argument. A number is the index of a document of the run. */
type Argument = string | number;

/** Questions of one kind with the same answer. For many files, most answers are the same. A question with one argument is stored as that argument. */
export type AskedGroup = readonly [
  name: string,
  digest: string,
  questions: readonly (Argument | readonly Argument[])[],
];

/** Groups questions for the cache. `paths`: the documents of the run, which a later run has in the same order. */
export function askedGroups(entries: AskedEntries, paths: readonly DocumentPath[]): readonly AskedGroup[] {
  const numbers = new Map(paths.map((path, number) => [path, number]));
  const groups = new Map<string, [name: string, digest: string, (Argument | readonly Argument[])[]]>();
  for (const [question, digest] of entries) {
    const [name = '', ...args] = JSON.parse(question) as readonly string[];
    const key = `${name} ${digest}`;
    const group = groups.get(key) ?? [name, digest, []];
    groups.set(key, group);
    const [only, ...more] = args.map((arg) => numbers.get(arg) ?? arg);
    group[2].push(
      only === undefined || more.length > 0 ? [...(only === undefined ? [] : [only]), ...more] : only,
    );
  }
  return [...groups.values()];
}

/** The questions of groups. A number without a document is not a valid argument. */
export function* questionsIn(
  groups: readonly AskedGroup[],
  paths: readonly DocumentPath[],
): Generator<AskedQuestion> {
  for (const [name, digest, questions] of groups)
    for (const question of questions) {
      const args = typeof question === 'object' ? question : [question];
      yield { name, digest, args: args.map((arg) => (typeof arg === 'number' ? (paths[arg] ?? '') : arg)) };
    }
}

/** Whether data is a list of such groups. */
export function areGroups(value: unknown): value is readonly AskedGroup[] {
  const isArgument = (arg: unknown): boolean => typeof arg === 'string' || typeof arg === 'number';
  return (
    Array.isArray(value) &&
    value.every((group: unknown) => {
      if (!Array.isArray(group) || group.length !== 3) return false;
      const [name, digest, questions] = group as readonly unknown[];
      return (
        typeof name === 'string' &&
        typeof digest === 'string' &&
        Array.isArray(questions) &&
        questions.every((one) => isArgument(one) || (Array.isArray(one) && one.every(isArgument)))
      );
    })
  );
}
