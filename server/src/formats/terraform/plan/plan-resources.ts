import type { Range } from '../../../text/range.ts';
import { DeclarationAnchor } from '../evaluate/anchor.ts';
import { knownText, NULL_VALUE, unknown } from '../evaluate/value.ts';
import type { ResourceValue, Value } from '../evaluate/value.ts';
import type { WorkPlace } from '../evaluate/work.ts';
import type { ResourceSource } from '../providers/resource.ts';
import { RECORD_RESOURCES } from '../providers/table.ts';
import { isName, NAME_ARGUMENTS } from '../providers/zones.ts';
import { atHand, objectItems } from '../resource-source.ts';
import type { JsonNode } from '../../../data/json-syntax.ts';
import { propertyOf } from './json.ts';
import { PlanReferences } from './plan-references.ts';
import type { Plan, PlannedResource } from './read-plan.ts';
import { PlanValues } from './values.ts';

/** Attributes that identify the zone of a record. */
const ZONE_IDS = ['zone_id', 'id', 'name', 'hosted_zone_id'];

/** Where the resources of a plan are shown if their module has no source text: a call, and offsets in its document. */
export interface PlanPlace {
  readonly path: string;
  readonly range: Range;
  readonly labelRange: Range;
}

/** The resources of one plan as the readers of records see them. */
export class PlanResources {
  readonly path: string;
  /** Distinguishes the resources from those of other plans. */
  private readonly root: string;
  private readonly plan: Plan;
  private readonly anchor: DeclarationAnchor;
  private readonly values: PlanValues;
  private readonly references: PlanReferences;
  /** By the resource, and the attribute after a sign for how it is read. */
  private readonly known = new Map<PlannedResource, Map<string, Value>>();
  private readonly asValues = new Map<PlannedResource, ResourceValue>();
  /** The zones by their names in records, with the prefix of their types. */
  private zones: ReadonlyMap<string, PlannedResource> | undefined;

  /** `folder`: the folder of the plan's module, if its source text is available: then no value is traced to the plan. */
  constructor(path: string, text: string, plan: Plan, folder?: string) {
    this.path = path;
    this.root = folder ?? path;
    this.plan = plan;
    this.anchor = new DeclarationAnchor(path, 0);
    this.values = new PlanValues(text, folder === undefined ? this.anchor : undefined);
    this.references = new PlanReferences(plan.configuration, [...plan.resources, ...plan.before]);
  }

  /** The resources that it makes or keeps, in the order of the text. */
  get managed(): readonly PlannedResource[] {
    return this.plan.resources;
  }

  /**
   * The plan's value of an attribute: null if the attribute is not set, unknown if it is known only after apply. `hides`:
   * sensitive values are unknown too.
   */
  attribute(resource: PlannedResource, name: string, hides = true): Value {
    let known = this.known.get(resource);
    if (known === undefined) this.known.set(resource, (known = new Map<string, Value>()));
    const key = `${hides ? '-' : '+'}${name}`;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = this.readAttribute(resource, name, hides)));
    return value;
  }

  private readAttribute(resource: PlannedResource, name: string, hides: boolean): Value {
    const reference = `${this.root}|${resource.address}.${name}`;
    const { values, unknown: isUnknown, sensitive } = resource;
    const hidden = hides
      ? sensitive?.kind === 'object'
        ? propertyOf(sensitive, name)
        : sensitive
      : undefined;
    const node = propertyOf(values, name);
    const value = this.values.valueOf({ node, unknown: propertyOf(isUnknown, name), hidden }, reference);
    // If the plan does not show what is unknown, a missing attribute may be.
    const isMissing = value.kind === 'null' && isUnknown === undefined;
    return value.kind === 'unknown' || isMissing ? this.referred(resource, name, reference) : value;
  }

  /** An unknown attribute, as an attribute of the resource that its expression refers to. */
  private referred(resource: PlannedResource, name: string, reference: string): Value {
    const found = this.references.of(resource, name);
    if (found === undefined) return unknown(reference);
    const identity = `${this.root}|${found.identity}${found.attribute}`;
    return found.resource === undefined
      ? unknown(identity)
      : unknown(identity, this.resourceValue(found.resource));
  }

  private resourceValue(resource: PlannedResource): ResourceValue {
    let value = this.asValues.get(resource);
    if (value === undefined) {
      const argument = (name: string): Value | undefined => given(this.attribute(resource, name));
      value = {
        kind: 'resource',
        type: resource.type,
        reference: `${this.root}|${resource.address}`,
        argument: (name) => atHand(argument(name)),
      };
      this.asValues.set(resource, value);
    }
    return value;
  }

  /** The resource as its provider's reader sees it; it is in the plan, or is shown at a place. `hides`: see {@link attribute}. */
  sourceOf(resource: PlannedResource, hides = true, shownAt?: PlanPlace): ResourceSource {
    const node = (name: string): JsonNode | undefined => propertyOf(resource.values, name);
    const rangeOfValue = (name: string): Range | undefined =>
      shownAt === undefined ? node(name)?.range : undefined;
    const placeOf = (name: string): WorkPlace | undefined => {
      const at = rangeOfValue(name);
      return at && { anchor: this.anchor, range: at };
    };
    const zoneArguments = new Set(RECORD_RESOURCES.get(resource.type)?.zone ?? []);
    const argument = (name: string): Value | undefined => {
      const value = given(this.attribute(resource, name, hides));
      return value !== undefined && zoneArguments.has(name) ? this.inZone(resource, value) : value;
    };
    const items = (name: string): ReturnType<typeof objectItems> =>
      objectItems(this.attribute(resource, name, hides), rangeOfValue(name));
    return {
      isConditional: false,
      address: `${this.root}|${resource.address}`,
      root: this.root,
      path: shownAt?.path ?? this.path,
      range: shownAt?.range ?? resource.range,
      labelRange: shownAt?.labelRange ?? resource.addressRange,
      isShownAtCall: shownAt !== undefined,
      object: undefined,
      instance: resource,
      isWholeBlock: false,
      placed: (text) => text,
      argument,
      rangeOf: rangeOfValue,
      placeOf,
      items,
      prepareArgument: (name) => atHand(argument(name)),
      prepareItems: (name) => atHand(items(name)),
    };
  }

  /** Where the address of a resource is. */
  placeOf({ addressRange }: PlannedResource): WorkPlace {
    return { anchor: this.anchor, range: addressRange };
  }

  /** The number or the path of a zone, as a reference to its resource, which has the name of the zone. */
  inZone({ type }: PlannedResource, value: Value): Value {
    const text = knownText(value);
    if (text === undefined || isName(text)) return value;
    const zone = this.zoneOf(type, text);
    return zone === undefined ? value : unknown(`${this.root}|${zone.address}.id`, this.resourceValue(zone));
  }

  /** The resource in the plan that a record of that type identifies as its zone. */
  private zoneOf(type: string, id: string): PlannedResource | undefined {
    this.zones ??= this.zonesById();
    return this.zones.get(`${familyOf(type)} ${id}`);
  }

  private zonesById(): ReadonlyMap<string, PlannedResource> {
    const zones = new Map<string, PlannedResource>();
    for (const resource of [...this.plan.resources, ...this.plan.before]) {
      if (RECORD_RESOURCES.has(resource.type)) continue;
      const isNamed = NAME_ARGUMENTS.some((name) => isName(knownText(this.attribute(resource, name)) ?? ''));
      if (!isNamed) continue;
      for (const name of ZONE_IDS) {
        const id = knownText(this.attribute(resource, name));
        const key = `${familyOf(resource.type)} ${id ?? ''}`;
        if (id !== undefined && !zones.has(key)) zones.set(key, resource);
      }
    }
    return zones;
  }
}

/** The provider of a type, from its prefix. */
function familyOf(type: string): string {
  return type.replace(/_.*/s, '');
}

function given(value: Value): Value | undefined {
  return value === NULL_VALUE ? undefined : value;
}
