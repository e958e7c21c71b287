import {
  exampleInputs,
  pageInputs,
  policyInputs,
  terraformInputs,
  zoneInputs,
} from '../../harness/fix-inputs.ts';
import type { FixInput } from '../../harness/fix-inputs.ts';
import { mutated } from '../../harness/fix-mutations.ts';
import { assertFixes } from '../../harness/fixes.ts';
import type { WorkspaceOptions } from '../../harness/workspace.ts';
import { readArchive, writeArchive } from '../archive.ts';
import type { FuzzEntry } from '../entry.ts';

/** The heading of the section that holds answers and senders, as JSON. */
const AROUND = 'around';

function write({ files, options }: FixInput): string {
  const sections = Object.entries(files).map(([path, text]) => ({ words: [path], text }));
  return writeArchive([...sections, { words: [AROUND], text: JSON.stringify(options) }]);
}

function read(input: string): FixInput {
  const files: Record<string, string> = {};
  let options: WorkspaceOptions = {};
  for (const { words, text } of readArchive(input)) {
    const [path = 'example.com.zone'] = words;
    if (path !== AROUND) files[path] = text;
    else if (isJson(text)) options = JSON.parse(text) as WorkspaceOptions;
  }
  return { name: '', files, options };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Every fix removes its finding, a safe one brings up nothing new, and no record is lost. */
export const fixes: FuzzEntry = {
  name: 'fixes',
  extension: 'files',
  shortRun: 20,
  seeds: (withCorpus) =>
    [
      ...pageInputs(),
      ...exampleInputs(),
      ...(withCorpus ? [...zoneInputs(), ...policyInputs(), ...terraformInputs()] : []),
    ].map(write),
  mutate: (input, random, other) => write(mutated(read(input), [read(other())], () => random.next())),
  check: (input) => void assertFixes(read(input).files, read(input).options),
};
