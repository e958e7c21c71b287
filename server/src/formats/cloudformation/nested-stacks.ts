import { valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import type { Range } from '../../text/range.ts';
import { certainText } from './resolved.ts';
import { resourcesOf } from './resources.ts';
import type { StackUse } from './stack-use.ts';
import { NOTHING_GIVEN, TemplateSections, type GivenParameters } from './template.ts';
import { TemplateValues, type LoopNames, type StackWork } from './values.ts';

/** A stack that a template creates from another template. */
export interface NestedStack {
  /** Its logical ID. */
  readonly id: string;
  /** The location of its template; `undefined` if that is unknown. */
  readonly location: string | undefined;
  /** The range that determines the location. */
  readonly range: Range;
  readonly given: GivenParameters;
  /** Whether a condition decides if it exists. */
  readonly isConditional: boolean;
}

/** The property with the location of the template, by resource type. */
const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** The stacks that this use of a template creates, in source order. */
export function nestedStacksIn(
  root: DataMap,
  { given, isConditional }: Pick<StackUse, 'given' | 'isConditional'>,
  work: StackWork,
): readonly NestedStack[] {
  const template = new TemplateSections(root, given);
  const values = new TemplateValues(template, work);
  return resourcesOf(template, values).resources.flatMap((resource): readonly NestedStack[] => {
    const { id, type, properties, loop } = resource;
    const location = valueOf(properties, LOCATIONS.get(type) ?? '');
    // An application in a repository is a map.
    if (location === undefined || (location.kind === 'map' && valueOf(location, 'ApplicationId'))) return [];
    return [
      {
        id,
        location: certainText(values.resolve(location, loop)),
        range: location.range,
        given: parametersOf(valueOf(properties, 'Parameters'), values, loop),
        isConditional: isConditional || resource.isConditional,
      },
    ];
  });
}

function parametersOf(node: DataNode | undefined, values: TemplateValues, loop: LoopNames): GivenParameters {
  const given = new Map<string, string | undefined>();
  if (node?.kind !== 'map') return NOTHING_GIVEN;
  for (const { key, value } of node.entries) {
    const resolved = values.resolve(value, loop);
    // If it is missing, the parameter has its default.
    if (resolved !== undefined) given.set(key.text.text, certainText(resolved));
  }
  return given;
}
