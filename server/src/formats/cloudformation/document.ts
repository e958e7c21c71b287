import { readJsonData } from '../../data/json.ts';
import type { DataMap, ReadData } from '../../data/node.ts';
import { readYamlData } from '../../data/yaml.ts';
import { dataProblems, dataReading } from '../../record-sets/data-reading.ts';
import type { SetReading } from '../../record-sets/record-set.ts';
import { isFunctionKey } from './functions.ts';
import { hasNestedStacks, holdsMailResource } from './recognize.ts';
import { readTemplateSets } from './record-sets.ts';
import { stackReferenceIn } from './references.ts';
import { ResourceEdits } from './resource-edits.ts';
import type { TemplateContext } from './stack-use.ts';
import { EXPRESSIONS } from './fill-names.ts';

/** Whether a template is JSON. Both languages use the same file names. */
export function isJsonTemplate(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

/** The data of a template; `undefined` if it is not a map. */
export function parseStackTemplate(text: string): DataMap | undefined {
  const { root } = readData(text);
  return root?.kind === 'map' ? root : undefined;
}

function readData(text: string): ReadData {
  return isJsonTemplate(text) ? readJsonData(text) : readYamlData(text);
}

/** Records and senders of a CloudFormation template, including SAM templates and those that CDK generates. */
export function readStackTemplate(source: string, context: TemplateContext): SetReading {
  // Most templates set up other things, and may be large.
  const isWanted = holdsMailResource(source) || hasNestedStacks(source);
  const { root, problems }: ReadData = isWanted ? readData(source) : { root: undefined, problems: [] };
  const map = root?.kind === 'map' ? root : undefined;
  const read = map && readTemplateSets(map, source, context);
  const edits = map && read && new ResourceEdits(map, read.makers);
  return {
    ...dataReading({
      source,
      root,
      sets: read?.sets ?? [],
      problems: [...dataProblems(problems), ...(read?.problems ?? []), ...context.problems],
      // Other stacks may have records in the same zones.
      hasTemplates: true,
      language: isJsonTemplate(source) ? 'json' : 'yaml',
      expressions: EXPRESSIONS,
      isExpressionKey: isFunctionKey,
      isNeeded: (set) => edits?.isNeeded(set) !== false,
      keyOfCopy: (set, added) => edits?.keyOfCopy(set, added),
      isTypedElsewhere: (offset) => read?.isGivenAt(offset) === true,
    }),
    sources: read?.sources ?? [],
    referenceAt: (offset) => map && stackReferenceIn(map, offset, context),
  };
}
