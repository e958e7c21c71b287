import { valueOf, type DataEntry, type DataMap, type DataNode } from '../../data/node.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import type { RecordSet } from '../../record-sets/record-set.ts';
import { readRoute53Set } from '../../record-sets/route53.ts';
import { printable } from '../../text/printable.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { OwnerNames } from './owner-names.ts';
import { functionOf } from './functions.ts';
import { certainText, unresolvedAt } from './resolved.ts';
import { resourcesOf, type Resource } from './resources.ts';
import { stackSendersOf } from './senders.ts';
import type { StackUse, TemplateContext } from './stack-use.ts';
import { TemplateSections } from './template.ts';
import { macroProblems } from './transforms.ts';
import { StackWork, TemplateValues, type LoopNames } from './values.ts';

const RECORD_SET = 'AWS::Route53::RecordSet';
const RECORD_SET_GROUP = 'AWS::Route53::RecordSetGroup';
const HOSTED_ZONE = 'AWS::Route53::HostedZone';

export interface TemplateSets {
  readonly sets: readonly RecordSet[];
  readonly makers: ReadonlyMap<RecordSet, SetMaker>;
  readonly sources: readonly SendingSource[];
  readonly problems: readonly DocumentProblem[];
  /** Whether another template determines what is used at an offset. */
  isGivenAt(offset: number): boolean;
}

/** The resource that creates a record set. */
export interface SetMaker {
  readonly resource: Resource;
  /** The members of the set. */
  readonly map: DataMap;
  /** Whether the resource would create nothing without it. */
  readonly isOnly: boolean;
}

/** The record sets and the senders of a template, for each of its uses. */
export function readTemplateSets(root: DataMap, source: string, context: TemplateContext): TemplateSets {
  const work = new StackWork();
  const read = context.uses.map((use) => {
    const reader = new SetReader({ root, source, context, work }, use, undefined);
    const sets = reader.read();
    const { zone } = context;
    // The settings name one zone.
    return zone === undefined || reader.unknownZones !== 1
      ? sets
      : new SetReader({ root, source, context, work }, use, zone).read();
  });
  return {
    sets: read.flatMap(({ sets }) => sets),
    makers: new Map(read.flatMap(({ makers }) => [...makers])),
    sources: read.flatMap(({ sources }) => sources),
    problems: [...macroProblems(root), ...distinct(read.flatMap(({ problems }) => problems))],
    isGivenAt: (offset) => read.some((one) => one.isGivenAt(offset)),
  };
}

/** What several uses have in common is read once. */
function distinct(problems: readonly DocumentProblem[]): readonly DocumentProblem[] {
  return [...new Map(problems.map((one) => [`${one.range.start} ${one.message}`, one])).values()];
}

class SetReader {
  private readonly owners: OwnerNames;
  private readonly template: TemplateSections;
  private readonly values: TemplateValues;
  private readonly path: string;
  private readonly use: StackUse;
  private readonly work: StackWork;
  private readonly zones = new Map<string, Resource>();
  private readonly makers = new Map<RecordSet, SetMaker>();
  private readonly problems: DocumentProblem[] = [];

  constructor(
    {
      root,
      source,
      context,
      work,
    }: {
      readonly root: DataMap;
      readonly source: string;
      readonly context: TemplateContext;
      readonly work: StackWork;
    },
    use: StackUse,
    zone: DomainName | undefined,
  ) {
    this.path = context.path;
    this.work = work;
    this.use = use;
    this.owners = new OwnerNames(source, use.number, zone);
    this.template = new TemplateSections(root, use.given);
    this.values = new TemplateValues(this.template, work);
  }

  /** The number of zones whose names are unknown. */
  get unknownZones(): number {
    return this.owners.unknownZones;
  }

  read(): TemplateSets {
    const { resources, problems } = resourcesOf(this.template, this.values);
    this.problems.push(...problems);
    for (const resource of resources)
      if (resource.type === HOSTED_ZONE) this.zones.set(resource.id, resource);
    for (const resource of resources) {
      const { type, properties, entry } = resource;
      if (type === RECORD_SET) this.set({ resource, map: properties, isOnly: true }, entry.range, false);
      else if (type === RECORD_SET_GROUP) this.group(resource);
    }
    for (const { name, range } of this.values.unknownFunctions) {
      const message = `CloudFormation has no function "${printable(name)}", so its value is unresolved.`;
      this.problems.push({ message, range, unread: { kind: 'format' } });
    }
    if (this.values.isExhausted) {
      const message = 'The template has too many parts, so the rest was not read.';
      const range = this.template.resources?.range ?? rangeOf(0, 0);
      this.problems.push({ message, range: rangeOf(range.start, range.start), unread: { kind: 'limit' } });
    }
    return {
      sets: [...this.makers.keys()],
      makers: this.makers,
      sources: resources.flatMap((resource) => stackSendersOf(resource, this.values, this.path)),
      problems: this.problems,
      isGivenAt: (offset) => this.template.isGivenAt(offset),
    };
  }

  private group(resource: Resource): void {
    const { properties, loop } = resource;
    const given = valueOf(properties, 'RecordSets');
    if (given === undefined) return;
    const lists = this.values.alternatives(given, loop);
    for (const list of lists.nodes) {
      if (list.kind !== 'list' || functionOf(list) !== undefined) {
        this.unknownSets(list);
        continue;
      }
      for (const item of list.items) {
        const maps = this.values.alternatives(item, loop);
        for (const map of maps.nodes) {
          if (map.kind === 'map' && functionOf(map) === undefined)
            this.set(
              { resource, map, isOnly: list.items.length === 1 },
              map.range,
              lists.isChoice || maps.isChoice,
            );
          else this.unknownSets(map);
        }
      }
    }
  }

  private unknownSets({ range }: DataNode): void {
    const message = 'mailtxt could not resolve which records these are, so they were not read.';
    this.problems.push({ message, range, unread: { kind: 'variables' } });
  }

  private set(maker: SetMaker, range: Range, isChosen: boolean): void {
    const { resource, map } = maker;
    const { id, loop } = resource;
    // Sets that are left out are reported.
    if (!this.work.spend()) return;
    const choice = { isChoice: false };
    const entries = map.entries.flatMap((entry) => this.member(entry, resource, choice) ?? []);
    const set = readRoute53Set(
      { ...map, entries },
      {
        zone: this.zoneOf(map, resource) ?? this.zoneOf(resource.properties, resource),
        range,
        ownerOf: ({ text }) => this.owners.of(text, loop),
        // All iterations of a loop have the same source text.
        by: `${[this.use.number, map.range.start, ...[...loop.values()].map(certainText)].join(' ')}|${id}`,
        isConditional: this.use.isConditional || resource.isConditional || isChosen || choice.isChoice,
      },
    );
    if (set !== undefined) this.makers.set(set, maker);
  }

  /** A resolved member of a record set; `undefined` if it is omitted. */
  private member(entry: DataEntry, { loop }: Resource, choice: { isChoice: boolean }): DataEntry | undefined {
    switch (entry.key.text.text) {
      case 'Name':
      case 'Type':
      case 'TTL': {
        const value = this.values.resolve(entry.value, loop);
        return value && { ...entry, value };
      }
      case 'ResourceRecords': {
        const records = this.records(entry.value, loop, choice);
        return records && { ...entry, value: records };
      }
      default: {
        const { nodes, isChoice } = this.values.alternatives(entry.value, loop);
        if (isChoice) choice.isChoice = true;
        return nodes.length === 0 ? undefined : entry;
      }
    }
  }

  /** The list of a set's values. If conditions choose one of several lists, all of them. */
  private records(node: DataNode, loop: LoopNames, choice: { isChoice: boolean }): DataNode | undefined {
    const lists = this.values.alternatives(node, loop);
    const items = lists.nodes.flatMap((list): readonly DataNode[] => {
      if (list.kind !== 'list' || functionOf(list) !== undefined) {
        const resolved = this.values.resolve(list, loop);
        if (resolved === undefined) return [];
        return resolved.kind === 'list' ? resolved.items : [unresolvedAt(list.range)];
      }
      return list.items.flatMap((item) => {
        const { nodes, isChoice } = this.values.alternatives(item, loop);
        if (isChoice) choice.isChoice = true;
        return nodes.flatMap((one) => this.values.resolve(one, loop) ?? []);
      });
    });
    if (lists.isChoice) choice.isChoice = true;
    return items.length === 0
      ? undefined
      : { kind: 'list', tag: undefined, range: node.range, isFlow: true, items };
  }

  /** The name of the zone that a set or a group states. */
  private zoneOf(map: DataMap, { loop }: Resource): string | undefined {
    const name = valueOf(map, 'HostedZoneName');
    if (name !== undefined) return certainText(this.values.resolve(name, loop));
    const called = optional(valueOf(map, 'HostedZoneId'), functionOf);
    if (called?.name !== 'Ref' && called?.name !== 'GetAtt') return undefined;
    const given = called.argument.kind === 'list' ? called.argument.items[0] : called.argument;
    const id = optional(given, (node) => certainText(this.values.resolve(node, loop)))?.replace(/\.Id$/, '');
    const zone = this.zones.get(id ?? '');
    const typed = zone && valueOf(zone.properties, 'Name');
    return zone && typed && certainText(this.values.resolve(typed, zone.loop));
  }
}

function optional<T, U>(value: T | undefined, make: (value: T) => U): U | undefined {
  return value === undefined ? undefined : make(value);
}
