import { scalarOf, valueOf, type DataEntry, type DataMap, type DataNode } from '../../data/node.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { functionOf } from './functions.ts';
import { certainText } from './resolved.ts';
import type { TemplateSections } from './template.ts';
import { inLoop, type LoopNames, NO_LOOP, type TemplateValues } from './values.ts';

/** Resources that a template creates, including those of its loops: 10 times as many as CloudFormation accepts. */
export const MAX_STACK_RESOURCES = 5_000;

/** A resource of a template. */
export interface Resource {
  /** Its logical id; an unknown part of it is unresolved. */
  readonly id: string;
  readonly type: string;
  readonly entry: DataEntry;
  readonly properties: DataMap;
  /** Whether a condition decides if it exists. */
  readonly isConditional: boolean;
  /** The values of the variables of the loops that it is in. */
  readonly loop: LoopNames;
}

export interface Resources {
  readonly resources: readonly Resource[];
  readonly problems: readonly DocumentProblem[];
}

/** The resources of a template, in source order. */
export function resourcesOf(template: TemplateSections, values: TemplateValues): Resources {
  const reader = new ResourceReader(values);
  if (template.resources !== undefined) reader.section(template.resources, NO_LOOP, false);
  return reader;
}

const LOOP = 'Fn::ForEach::';

class ResourceReader implements Resources {
  readonly resources: Resource[] = [];
  readonly problems: DocumentProblem[] = [];
  private readonly values: TemplateValues;
  private isFull = false;

  constructor(values: TemplateValues) {
    this.values = values;
  }

  section(map: DataMap, loop: LoopNames, isConditional: boolean): void {
    for (const entry of map.entries) {
      if (this.isFull) return;
      const key = entry.key.text.text;
      if (key.startsWith(LOOP)) this.loop(entry, loop, isConditional);
      else if (key === 'Fn::Transform') this.report(entry.key, 'format', INCLUDED);
      else this.resource(entry, loop, isConditional);
    }
  }

  /** `Fn::ForEach::Name: [Variable, [a, b], {…}]`. */
  private loop(entry: DataEntry, loop: LoopNames, isConditional: boolean): void {
    const [name, given, body] = entry.value.kind === 'list' ? entry.value.items : [];
    const variable = certainText(name);
    if (variable === undefined || given === undefined || body?.kind !== 'map') return;
    const list = this.values.resolve(given, loop);
    const isKnown = list?.kind === 'list' && list.items.every((item) => item.kind === 'scalar');
    // Unknown values may be any number of values.
    const items: readonly DataNode[] = isKnown ? list.items : [{ kind: 'unknown', range: given.range }];
    for (const item of items)
      this.section(body, new Map([...loop, [variable, item]]), isConditional || !isKnown);
  }

  private resource(entry: DataEntry, loop: LoopNames, isConditional: boolean): void {
    const { key, value } = entry;
    if (value.kind !== 'map') {
      if (functionOf(value) !== undefined) this.report(value, 'format', INCLUDED);
      return;
    }
    const properties = valueOf(value, 'Properties');
    const type = scalarOf(value, 'Type')?.text.text;
    if (type === undefined || properties?.kind !== 'map') return;
    if (this.resources.length >= MAX_STACK_RESOURCES) {
      this.isFull = true;
      this.report(key, 'limit', `Only the first ${MAX_STACK_RESOURCES} resources of the template were read.`);
      return;
    }
    this.resources.push({
      id: certainText(inLoop(key, loop)) ?? key.text.text,
      type,
      entry,
      properties,
      isConditional: isConditional || valueOf(value, 'Condition') !== undefined,
      loop,
    });
  }

  private report({ range }: DataNode, kind: 'format' | 'limit', message: string): void {
    this.problems.push({ message, range, unread: { kind } });
  }
}

const INCLUDED = 'mailtxt does not run transforms, so what this one adds was not read.';
