import { readJsonData } from '../../data/json.ts';
import type { ReadData } from '../../data/node.ts';
import { readYamlData } from '../../data/yaml.ts';
import { dataProblems, dataReading } from '../../record-sets/data-reading.ts';
import { RecordSetDocument } from '../../record-sets/document.ts';
import type { SetReading } from '../../record-sets/record-set.ts';
import { isFunctionKey } from './functions.ts';
import { holdsDnsResource } from './recognise.ts';
import { readTemplateSets } from './record-sets.ts';
import { ResourceEdits } from './resource-edits.ts';
import { EXPRESSIONS } from './fill-names.ts';

/** A template of CloudFormation, also of SAM and as CDK makes them. */
export function readTemplateDocument(text: string): RecordSetDocument {
  return RecordSetDocument.read(text, readTemplate, isJson(text) ? undefined : '#');
}

/** Both are files with any of the names. */
function isJson(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

function readTemplate(source: string): SetReading {
  const language = isJson(source) ? 'json' : 'yaml';
  // Most templates set up other things, and may be large.
  const { root, problems }: ReadData = !holdsDnsResource(source)
    ? { root: undefined, problems: [] }
    : language === 'json'
      ? readJsonData(source)
      : readYamlData(source);
  const read = root?.kind === 'map' ? readTemplateSets(root, source) : undefined;
  const edits = root?.kind === 'map' && read !== undefined ? new ResourceEdits(root, read.makers) : undefined;
  return dataReading({
    source,
    root,
    sets: read?.sets ?? [],
    problems: [...dataProblems(problems), ...(read?.problems ?? [])],
    // Other stacks may have records of the same zones.
    hasTemplates: true,
    language,
    expressions: EXPRESSIONS,
    isExpressionKey: isFunctionKey,
    isNeeded: (set) => edits?.isNeeded(set) !== false,
    keyOfCopy: (set, added) => edits?.keyOfCopy(set, added),
  });
}
