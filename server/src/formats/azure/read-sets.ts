import { AZURE_DNS } from '../../record-sets/services.ts';
import { relativeTo, type DomainName } from '../../dns/names.ts';
import type { DocumentProblem } from '../../records/document.ts';
import type { RecordSet } from '../../record-sets/record-set.ts';
import { sliceDecoded, type DecodedText } from '../../text/decoded-text.ts';
import { printable } from '../../text/printable.ts';
import { shorten } from '../../text/shorten.ts';
import type { Range } from '../../text/range.ts';
import { azureTypeNamed, azureTypeOf, ZONE_TYPE, type AzureType } from './azure-dns.ts';
import { Evaluator, MAX_TEMPLATE_STEPS } from './evaluate/evaluate.ts';
import {
  frameOf,
  type AzureScope,
  entryOfValue,
  holeAt,
  numberOf,
  textOrHole,
  type AzureListValue,
  type AzureMapValue,
  type AzureValue,
} from './evaluate/value.ts';
import type {
  AzureExpression,
  Loop,
  ModuleDeclaration,
  ResourceDeclaration,
  AzureTemplate,
} from './expression.ts';
import { givenFor, type AzureContext } from './parameters/given.ts';
import { readValues } from './read-values.ts';
import { AzureZoneNames, type SetName } from './zone-names.ts';
import type { AzureSyntax } from './typed-list.ts';

/** The record sets of a template, and its unresolved parts. */
export interface TemplateRecords {
  readonly sets: readonly AzureSet[];
  readonly problems: readonly DocumentProblem[];
}

/** What a set is made of, for edits of the text. */
export interface AzureSet {
  readonly set: RecordSet;
  /** `undefined` for a set that a module makes. */
  readonly resource: ResourceDeclaration | undefined;
  /** Whether the same source text makes several sets. */
  readonly isRepeated: boolean;
  /** Its records, if they are a list, wherever the source text of that list is. */
  readonly list: AzureListValue | undefined;
  /** The range that determines its TTL. */
  readonly ttl: Range | undefined;
}

/** The context in which a resource is made. */
interface Place {
  readonly scope: AzureScope;
  /** The resource around it. */
  readonly around: { readonly type: string; readonly name: DecodedText } | undefined;
  readonly isConditional: boolean;
  readonly isRepeated: boolean;
  /** The item of a loop that makes it, if it has source text of its own. */
  readonly item: Range | undefined;
}

/** Record sets of a template, including those of its loops: as many as an Azure DNS zone can hold. */
export const MAX_TEMPLATE_SETS = 10_000;

/** Why the value of a parameter is unresolved. */
const WHY = { none: 'no default value', given: 'a value that mailtxt could not resolve' } as const;

/** Nested modules that are followed. Each is within the source text of the one around it. */
export const MAX_NESTED_TEMPLATES = 16;

export function readTemplate(
  source: string,
  template: AzureTemplate,
  syntax: AzureSyntax,
  context: AzureContext,
): TemplateRecords {
  const { zone } = context;
  const read = readWith(source, template, syntax, { ...context, zone: undefined });
  // The settings name one zone.
  const isNamed = zone !== undefined && read.unknownZones === 1;
  return isNamed ? readWith(source, template, syntax, context) : read;
}

function readWith(
  source: string,
  template: AzureTemplate,
  syntax: AzureSyntax,
  { given, zone }: AzureContext,
): TemplateRecords & { readonly unknownZones: number } {
  const reader = new TemplateReader(source, syntax, zone);
  const frame = frameOf(template.names, givenFor(template.names, given));
  const scope: AzureScope = { frame, locals: new Map() };
  reader.template(template, {
    scope,
    around: undefined,
    isConditional: false,
    isRepeated: false,
    item: undefined,
  });
  const { sets, unknownZones } = reader;
  return { sets, problems: reader.allProblems(template), unknownZones };
}

class TemplateReader {
  readonly sets: AzureSet[] = [];
  private readonly problems: DocumentProblem[] = [];
  private readonly source: string;
  private readonly syntax: AzureSyntax;
  private readonly evaluator = new Evaluator();
  private readonly names: AzureZoneNames;
  private depth = 0;
  private areLeft = false;

  constructor(source: string, syntax: AzureSyntax, zone: DomainName | undefined) {
    this.source = source;
    this.syntax = syntax;
    this.names = new AzureZoneNames(source, zone);
  }

  get unknownZones(): number {
    return this.names.unknownZones;
  }

  /** Includes the problems that are only known at the end. */
  allProblems({ resources, modules }: AzureTemplate): readonly DocumentProblem[] {
    const first = resources[0] ?? modules[0];
    if (first === undefined) return this.problems;
    const all = [...this.problems];
    const { missing, isExhausted } = this.evaluator;
    for (const [{ name, range }, why] of missing) {
      const message = `The parameter "${shorten(printable(name))}" has ${WHY[why]}, so values that use it are unresolved.`;
      all.push({ message, range, unread: { kind: 'variables', subject: name } });
    }
    if (this.areLeft) {
      const message = `Only the first ${MAX_TEMPLATE_SETS} record sets of the template were read.`;
      all.push({ message, range: first.range, unread: { kind: 'limit' } });
    }
    if (isExhausted) {
      const message = `The values of this template take more than ${MAX_TEMPLATE_STEPS} steps to evaluate, so the rest is unresolved.`;
      all.push({ message, range: first.range, unread: { kind: 'limit' } });
    }
    return all;
  }

  template({ resources, modules }: AzureTemplate, place: Place): void {
    for (const resource of resources) this.resource(resource, place);
    for (const module of modules) this.module(module, place);
  }

  private resource(resource: ResourceDeclaration, place: Place): void {
    const { around } = place;
    const isWhole = around === undefined || /^microsoft\./i.test(resource.type);
    const type = isWhole ? resource.type : `${around.type}/${resource.type}`;
    const isZone = type.toLowerCase() === ZONE_TYPE;
    const azureType = azureTypeOf(type);
    if (!isZone && azureType === undefined) return;
    if (azureType !== undefined && resource.isExisting) return;
    for (const own of this.placesOf(resource, place)) {
      if (azureType !== undefined) this.set(resource, azureType, own);
      else {
        const name = this.nameOf(resource, own.scope);
        for (const child of resource.resources) this.resource(child, { ...own, around: { type, name } });
      }
    }
  }

  private nameOf({ body, range }: ResourceDeclaration, scope: AzureScope): DecodedText {
    const name = this.evaluator.entryOf(body, 'name', scope);
    return name === undefined ? holeAt(range) : textOrHole(name);
  }

  /** The places of a resource or module, one for each time that it is made. */
  private placesOf(
    { loop, condition }: { readonly loop: Loop | undefined; readonly condition: AzureExpression | undefined },
    place: Place,
  ): readonly Place[] {
    const places = loop === undefined ? [place] : this.repeated(loop, place);
    if (condition === undefined) return places;
    // A deployment may give the template other values: only what is written is certain.
    if (condition.kind === 'boolean') return condition.value ? places : [];
    return places.map((one) => ({ ...one, isConditional: true }));
  }

  private repeated(loop: Loop, place: Place): readonly Place[] {
    const { evaluator } = this;
    const { scope } = place;
    const scopes = evaluator.scopesOf(loop, scope);
    if (scopes === undefined) {
      const any: AzureValue = { kind: 'unknown', range: loop.over.range };
      const inner = evaluator.scopeOf(loop, scope, any, any);
      return [{ ...place, scope: inner, isConditional: true, isRepeated: true }];
    }
    const over = evaluator.evaluate(loop.over, scope);
    const items = over.kind === 'list' ? over.items.map(({ range }) => range) : [];
    const areApart = new Set(items.map(({ start }) => start)).size === items.length;
    return scopes.map((inner, i) => ({
      ...place,
      scope: inner,
      isRepeated: true,
      item: areApart ? items[i] : place.item,
    }));
  }

  private set(resource: ResourceDeclaration, type: AzureType, place: Place): void {
    const { body } = resource;
    const { scope } = place;
    const properties = body.entries.find(
      ({ key }) => key.kind === 'text' && /^properties$/i.test(key.text.text),
    );
    const name = this.setName(resource, place);
    const nameValue = this.evaluator.entryOf(body, 'name', scope);
    const entry = (property: string): AzureValue | undefined =>
      properties && this.evaluator.entryOf(properties.value, property, scope);
    const { length } = resource.type;
    this.add(
      {
        type,
        name,
        nameRange: nameValue?.range,
        typeRange: rangeOfText(
          sliceDecoded(resource.typeText, length - type.type.length, length),
          resource.typeRange,
        ),
        range: place.item ?? resource.range,
        entry,
      },
      place,
      resource,
    );
  }

  private setName(resource: ResourceDeclaration, { scope, around }: Place): SetName {
    const name = this.nameOf(resource, scope);
    if (around !== undefined) return { zone: around.name, own: name };
    const parent = this.evaluator.entryOf(resource.body, 'parent', scope);
    if (parent !== undefined) {
      const isZone = parent.kind === 'resource' && parent.resource.type.toLowerCase() === ZONE_TYPE;
      const zone = isZone ? this.evaluator.propertyOf(parent, 'name') : undefined;
      return { zone: zone === undefined ? holeAt(parent.range) : textOrHole(zone), own: name };
    }
    const slash = name.text.indexOf('/');
    // Without it, the whole name comes from an unknown value.
    if (slash < 0) return { zone: holeAt(resource.range), own: name };
    return { zone: sliceDecoded(name, 0, slash), own: sliceDecoded(name, slash + 1, name.text.length) };
  }

  private add(
    made: {
      readonly type: AzureType;
      readonly name: SetName;
      readonly nameRange: Range | undefined;
      readonly typeRange: Range;
      readonly range: Range;
      readonly entry: (property: string) => AzureValue | undefined;
    },
    { scope, isConditional, isRepeated }: Place,
    resource: ResourceDeclaration | undefined,
  ): void {
    const { type, name, nameRange, typeRange, range, entry } = made;
    const { source, syntax, evaluator } = this;
    if (this.sets.length >= MAX_TEMPLATE_SETS) {
      this.areLeft = true;
      return;
    }
    const { values, list, isOpen } = readValues(type, entry, { source, syntax, evaluator });
    const ttl = this.unnoted(() => entry('ttl'));
    const seconds = numberOf(ttl);
    const { zone, owner } = this.names.of(name, scope.locals);
    const set: RecordSet = {
      range,
      owner,
      ownerTyped: nameRange && { text: name.own, range: nameRange },
      type: type.type,
      typeTyped: undefined,
      typeRange,
      ttl: seconds,
      ttlRange: seconds === undefined ? undefined : ttl?.range,
      values,
      zone,
      service: AZURE_DNS,
      by: `Azure DNS ${range.start}`,
      isConditional: isConditional || isOpen,
      typeOwner: (other) => typeOwner(other, zone),
    };
    this.sets.push({ set, resource, isRepeated, list, ttl: ttl?.range });
  }

  /** Reads a value that no record's data depends on. */
  private unnoted<T>(read: () => T): T {
    const { missing } = this.evaluator;
    const before = new Set(missing.keys());
    const value = read();
    for (const name of missing.keys()) if (!before.has(name)) missing.delete(name);
    return value;
  }

  private module(module: ModuleDeclaration, place: Place): void {
    if (this.depth >= MAX_NESTED_TEMPLATES) {
      this.notFollowed(module, 'limit');
      return;
    }
    this.depth++;
    const { template, isOpen, parameters, source } = module;
    if (template === undefined && !isZoneModule(source)) this.notFollowed(module, 'module');
    else
      for (const own of this.placesOf(module, place)) {
        const given = parameters && this.evaluator.evaluate(parameters, own.scope);
        if (template === undefined) this.zoneModule(module, given, own);
        else {
          const values = new Map(
            given?.kind === 'map'
              ? [...given.entries].map(([name, { value }]) => [`parameters:${name}`, value])
              : [],
          );
          const frame = frameOf(template.names, values);
          this.template(template, isOpen ? own : { ...own, scope: { frame, locals: new Map() } });
        }
      }
    this.depth--;
  }

  /** A module whose name does not suggest public zones has no mail records. */
  private notFollowed({ source, sourceRange }: ModuleDeclaration, kind: 'module' | 'limit'): void {
    if (kind === 'module' && (!/dns|zone|mail/i.test(source) || /private/i.test(source))) return;
    const message =
      kind === 'limit'
        ? `mailtxt follows at most ${MAX_NESTED_TEMPLATES} levels of nested templates, so this one was not read.`
        : `The module "${shorten(printable(source))}" was not read with the values given here.`;
    this.problems.push({ message, range: sourceRange, unread: { kind, subject: source } });
  }

  /** The module for zones of Azure Verified Modules. */
  private zoneModule(module: ModuleDeclaration, given: AzureValue | undefined, place: Place): void {
    if (given?.kind !== 'map') return;
    const zone = entryOfValue(given, 'name');
    for (const [property, { key, value }] of given.entries) {
      const type = azureTypeNamed(property);
      if (type === undefined || value.kind !== 'list') continue;
      for (const item of value.items) {
        if (item.kind === 'map')
          this.moduleSet({ type, key, zone, item, range: module.range }, place, value.items.length);
      }
    }
  }

  private moduleSet(
    {
      type,
      key,
      zone,
      item,
      range,
    }: {
      readonly type: AzureType;
      readonly key: DecodedText;
      readonly zone: AzureValue | undefined;
      readonly item: AzureMapValue;
      readonly range: Range;
    },
    place: Place,
    count: number,
  ): void {
    const own = entryOfValue(item, 'name');
    const alias = entryOfValue(item, 'targetResourceId');
    const isHere = item.range.start >= range.start && item.range.end <= range.end;
    const name = {
      zone: zone === undefined ? holeAt(range) : textOrHole(zone),
      own: own === undefined ? holeAt(item.range) : textOrHole(own),
    };
    this.add(
      {
        type,
        name,
        nameRange: own?.range,
        typeRange: rangeOfText(key, item.range),
        range: isHere ? item.range : (place.item ?? item.range),
        entry: (property) =>
          property === 'targetresource' && alias !== undefined ? alias : entryOfValue(item, property),
      },
      { ...place, isRepeated: place.isRepeated || count > 1 },
      undefined,
    );
  }
}

function isZoneModule(source: string): boolean {
  return /^br(?:\/[\w-]+)?:(?:[\w./-]*\/)?network\/dns-zone:/i.test(source);
}

/** The source range of a word. `range` is used if the source text differs from the word. */
function rangeOfText({ segments }: DecodedText, range: Range): Range {
  const [only, more] = segments;
  return only !== undefined && more === undefined ? only.source : range;
}

/** Names are relative to their zone. */
function typeOwner(other: DomainName, zone: DomainName | undefined): string | undefined {
  if (zone === undefined || /[^a-z0-9_.*-]/.test(other)) return undefined;
  return other === zone ? '@' : relativeTo(other, zone);
}
