import {
  entryOf,
  scalarOf,
  valueOf,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../../data/node.ts';
import { TextBuilder, sliceDecoded, type DecodedText } from '../../../text/decoded-text.ts';
import type { Range } from '../../../text/range.ts';
import type {
  AzureExpression,
  Loop,
  AzureMapEntry,
  MapExpression,
  ModuleDeclaration,
  Named,
  ResourceDeclaration,
  AzureTemplate,
} from '../expression.ts';
import { copyName, readArmExpression, type ArmString } from './expression-text.ts';

/** A JSON template as it was read. */
export interface ArmReading {
  readonly template: AzureTemplate;
  /** Strings without expressions, numbers, and strings within expressions. */
  readonly scalars: readonly DataScalar[];
  readonly strings: readonly ArmString[];
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax */
export function readArmTemplate(root: DataNode | undefined): ArmReading {
  const reader = new ArmTemplateReader();
  const template = reader.template(root);
  return { template, scalars: reader.scalars, strings: reader.strings };
}

const DEPLOYMENT = /^microsoft\.resources\/deployments$/i;

class ArmTemplateReader {
  readonly scalars: DataScalar[] = [];
  readonly strings: ArmString[] = [];

  template(node: DataNode | undefined): AzureTemplate {
    const names = new Map<string, Named>();
    const resources: ResourceDeclaration[] = [];
    const modules: ModuleDeclaration[] = [];
    if (node?.kind !== 'map') return { names, resources, modules };
    for (const { key, value } of entriesOf(node, 'parameters')) {
      const given = value.kind === 'map' ? valueOf(value, 'defaultValue') : undefined;
      const { range } = key;
      const name = key.text.text;
      const named: Named = { kind: 'parameter', name, range, value: given && this.expression(given) };
      names.set(`parameters:${name.toLowerCase()}`, named);
    }
    const variables = valueOf(node, 'variables');
    if (variables?.kind === 'map')
      for (const { key, value } of this.map(variables).entries)
        if (key.kind === 'text')
          names.set(`variables:${key.text.text.toLowerCase()}`, { kind: 'variable', value });
    for (const one of membersOf(valueOf(node, 'resources'))) {
      const typed = scalarOf(one, 'type');
      if (typed !== undefined && DEPLOYMENT.test(typed.text.text)) modules.push(this.deployment(one, typed));
      else if (typed !== undefined) resources.push(this.resource(one, typed));
    }
    return { names, resources, modules };
  }

  private resource(node: DataMap, typed: DataScalar): ResourceDeclaration {
    const existing = scalarOf(node, 'existing');
    const entries = ['apiVersion', 'name', 'dependsOn', 'properties'].flatMap(
      (name): readonly AzureMapEntry[] => {
        const entry = entryOf(node, name);
        return entry === undefined ? [] : [this.entry(entry)];
      },
    );
    return {
      range: node.range,
      symbol: undefined,
      type: typed.text.text,
      typeText: typed.text,
      typeRange: typed.range,
      isExisting: existing?.text.text === 'true',
      ...this.repetition(node),
      body: { kind: 'map', range: node.range, entries, resources: [] },
      resources: membersOf(valueOf(node, 'resources')).flatMap((child) => {
        const type = scalarOf(child, 'type');
        return type === undefined ? [] : [this.resource(child, type)];
      }),
    };
  }

  private repetition(node: DataMap): Pick<ResourceDeclaration, 'condition' | 'loop'> {
    const condition = valueOf(node, 'condition');
    const copy = valueOf(node, 'copy');
    return {
      condition: condition && this.expression(condition),
      loop: copy?.kind === 'map' ? this.copyLoop(copy) : undefined,
    };
  }

  /** `{name, count}`. Expressions need not name the innermost loop. */
  private copyLoop(copy: DataMap): Loop {
    const { range } = copy;
    const name = scalarOf(copy, 'name')?.text.text ?? '';
    const count = valueOf(copy, 'count');
    const start: AzureExpression = { kind: 'number', range, text: textAt('0', range) };
    const number: AzureExpression = count === undefined ? { kind: 'unknown', range } : this.expression(count);
    const over: AzureExpression = { kind: 'call', range, name: 'range', args: [start, number] };
    return { over, items: [copyName(''), copyName(name)], numbers: [] };
  }

  private deployment(node: DataMap, typed: DataScalar): ModuleDeclaration {
    const properties = valueOf(node, 'properties');
    const inside = properties?.kind === 'map' ? properties : undefined;
    const template = inside && valueOf(inside, 'template');
    const link = inside && valueOf(inside, 'templateLink');
    const uri = link?.kind === 'map' ? (scalarOf(link, 'uri') ?? scalarOf(link, 'relativePath')) : undefined;
    const options = inside && valueOf(inside, 'expressionEvaluationOptions');
    const scope = options?.kind === 'map' ? scalarOf(options, 'scope')?.text.text : undefined;
    return {
      range: node.range,
      source: uri?.text.text ?? '',
      sourceRange: uri?.range ?? typed.range,
      ...this.repetition(node),
      parameters: inside && this.parameters(inside),
      template: template && this.template(template),
      isOpen: scope?.toLowerCase() !== 'inner',
    };
  }

  /** The parameters that a deployment passes. */
  private parameters(properties: DataMap): MapExpression {
    const entries = entriesOf(properties, 'parameters').flatMap(({ key, value, range }): AzureMapEntry[] => {
      const given = value.kind === 'map' ? valueOf(value, 'value') : undefined;
      if (given === undefined) return [];
      return [{ key: this.key(key), value: this.expression(given), isSpread: false, range }];
    });
    return { kind: 'map', range: properties.range, entries, resources: [] };
  }

  private map(node: DataMap): MapExpression {
    const entries: AzureMapEntry[] = [];
    for (const entry of node.entries) {
      const loops = entry.key.text.text === 'copy' ? this.propertyLoops(entry.value) : undefined;
      if (loops === undefined) entries.push(this.entry(entry));
      else entries.push(...loops);
    }
    return { kind: 'map', range: node.range, entries, resources: [] };
  }

  private entry({ key, value, range }: DataMap['entries'][number]): AzureMapEntry {
    return { key: this.key(key), value: this.expression(value), isSpread: false, range };
  }

  private key({ range, text }: DataScalar): AzureExpression {
    return { kind: 'text', range, text };
  }

  /** `copy: [{name, count, input}]`: properties that are lists. */
  private propertyLoops(node: DataNode): readonly AzureMapEntry[] | undefined {
    if (node.kind !== 'list') return undefined;
    const loops: AzureMapEntry[] = [];
    for (const item of node.items) {
      const name = item.kind === 'map' ? scalarOf(item, 'name') : undefined;
      const input = item.kind === 'map' ? valueOf(item, 'input') : undefined;
      if (item.kind !== 'map' || name === undefined || input === undefined) return undefined;
      const { range } = item;
      const body = this.expression(input);
      const value: AzureExpression = {
        kind: 'loop',
        range,
        ...this.copyLoop(item),
        body,
        condition: undefined,
      };
      loops.push({ key: this.key(name), value, isSpread: false, range });
    }
    return loops;
  }

  private expression(node: DataNode): AzureExpression {
    const { range } = node;
    switch (node.kind) {
      case 'map':
        return this.map(node);
      case 'list':
        return {
          kind: 'list',
          range,
          items: node.items.map((item) => ({ value: this.expression(item), isSpread: false })),
        };
      case 'scalar':
        return this.scalar(node);
      case 'unknown':
        return { kind: 'unknown', range };
    }
  }

  private scalar(node: DataScalar): AzureExpression {
    const { range, type, text } = node;
    switch (type) {
      case 'null':
        return { kind: 'null', range };
      case 'boolean':
        return { kind: 'boolean', range, value: text.text === 'true' };
      case 'integer':
        this.scalars.push(node);
        return { kind: 'number', range, text: ofLiteral(text, range) };
      case 'text':
        break;
      default:
        return { kind: 'unknown', range };
    }
    if (/^\[(?!\[)[^]*\]$/.test(text.text)) {
      const { expression, strings } = readArmExpression(text, range);
      for (const string of strings) this.strings.push(string);
      return expression;
    }
    const said = ofLiteral(saidBy(text), range);
    this.scalars.push({ ...node, text: said });
    return { kind: 'text', range, text: said };
  }
}

/** The value of a string without expressions: the first of two brackets is an escape. */
export function saidBy(text: DecodedText): DecodedText {
  return /^\[\[[^]*\]$/.test(text.text) ? sliceDecoded(text, 1, text.text.length) : text;
}

function ofLiteral({ text, segments }: DecodedText, { start }: Range): DecodedText {
  return { text, segments: segments.map((segment) => ({ ...segment, of: start })) };
}

function textAt(text: string, { start, end }: Range): DecodedText {
  const builder = new TextBuilder();
  builder.add(text, start, end);
  return builder.take();
}

function entriesOf(node: DataMap, name: string): DataMap['entries'] {
  const value = valueOf(node, name);
  return value?.kind === 'map' ? value.entries : [];
}

/** Resources are a list or, if they have names, a map. */
function membersOf(node: DataNode | undefined): readonly DataMap[] {
  const items =
    node?.kind === 'list' ? node.items : node?.kind === 'map' ? node.entries.map(({ value }) => value) : [];
  return items.filter((item) => item.kind === 'map');
}
