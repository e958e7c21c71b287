import { canonicalName, childOf, type DomainName } from '../../dns/names.ts';
import type { FileOptions } from '../../records/declared-zone.ts';
import { integerValue } from '../../data/yaml-scalar-type.ts';
import {
  scalarOf,
  valueOf,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../data/node.ts';
import { optionsOfPart, partOfOptions, type IncludedPart } from './included-part.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { cover, type Range } from '../../text/range.ts';

/** The settings with which a configuration reads a zone. The defaults are those of octoDNS. */
export interface OctoSettings {
  readonly zone: DomainName;
  /** `escaped_semicolons`. `undefined` if no configuration sets it, so that it is derived from the texts of the file. */
  readonly escapedSemicolons: boolean | undefined;
  /** `default_ttl`, in seconds. */
  readonly defaultTtl: number;
  /** `lenient`: what octoDNS would reject is a warning. */
  readonly lenient: boolean;
  /** How the keys have to be ordered; `undefined` if no configuration sets it. */
  readonly order: 'natural' | 'simple' | 'any' | undefined;
  /** Whether text in braces is replaced before it is published. */
  readonly hasTemplates: boolean;
  /** The source of the zone, if it may have several. Two sets with the same name and type can come from different sources. */
  readonly source: string;
  /** Sets of one name and type are merged instead of rejected (`mergers`). */
  readonly merges: boolean;
  /** What the file is in the one that includes it; `undefined` if it is a zone file itself. */
  readonly part: IncludedPart | undefined;
}

/** The settings after it is known how semicolons are escaped. */
export interface ReadSettings extends OctoSettings {
  readonly escapedSemicolons: boolean;
}

/** The settings of a file. `options` are those of its configuration. Without one, the defaults of octoDNS apply. */
export function settingsOf(zone: DomainName, options: FileOptions | undefined): OctoSettings {
  const {
    default_ttl: ttl,
    escaped_semicolons: escaped,
    enforce_order: order,
    order_mode: mode,
  } = options ?? {};
  const isConfigured = options !== undefined && options[UNCONFIGURED] !== true;
  return {
    zone,
    escapedSemicolons: typeof escaped === 'boolean' ? escaped : isConfigured ? true : undefined,
    defaultTtl: typeof ttl === 'number' ? ttl : DEFAULT_TTL,
    lenient: options?.['lenient'] === true,
    order: !isConfigured ? undefined : order === false ? 'any' : mode === 'simple' ? 'simple' : 'natural',
    hasTemplates: options?.['templates'] === true,
    source: typeof options?.['source'] === 'string' ? options['source'] : '',
    merges: options?.['merges'] === true,
    part: partOfOptions(options),
  };
}

/** Set in the options of files included by a file that no configuration names. */
const UNCONFIGURED = 'unconfigured';

/** The options with which an included file is read like the file that includes it. */
export function optionsOfInclude(settings: OctoSettings, file: string, part: IncludedPart): FileOptions {
  const { escapedSemicolons, defaultTtl, lenient, order, hasTemplates, source, merges } = settings;
  return {
    // Values are part of the set in the including file.
    source: part.of === 'values' ? source : `${source}>${file}`,
    merges,
    default_ttl: defaultTtl,
    lenient,
    templates: hasTemplates,
    ...(escapedSemicolons === undefined ? {} : { escaped_semicolons: escapedSemicolons }),
    ...(order === undefined ? { [UNCONFIGURED]: true } : {}),
    ...(order === 'any' ? { enforce_order: false } : order === 'simple' ? { order_mode: order } : {}),
    ...optionsOfPart(part),
  };
}

/** Seconds. */
const DEFAULT_TTL = 3600;

/** The record set of a name and type in an octoDNS zone file. */
export interface OctoNode {
  /** The entry of the zone file with the name. */
  readonly entry: DataEntry;
  readonly owner: DomainName;
  readonly map: DataMap;
  readonly type: DataScalar;
  readonly ttl: DataScalar | undefined;
  /** Seconds. */
  readonly seconds: number | undefined;
  readonly values: readonly DataNode[];
  /** The range of the whole set, including its name if it is the first one of the name. */
  readonly range: Range;
  /** What octoDNS rejects in it is accepted. */
  readonly lenient: boolean;
  /** `proxied: true` for Cloudflare, which then answers with addresses of its own. */
  readonly proxied: DataScalar | undefined;
  readonly isIgnored: boolean;
  /** The part of it that is in the including file. */
  readonly elsewhere: 'name' | 'name and type' | undefined;
}

/** A name and its record sets. */
export interface NamedSets {
  readonly entry: DataEntry;
  /** As octoDNS reads it. */
  readonly key: string;
  readonly nodes: readonly OctoNode[];
}

/** The name of an entry as octoDNS reads it: relative to the zone, in lowercase. */
export function keyText({ key }: DataEntry): string {
  switch (key.type) {
    case 'boolean':
      // As Python prints it, in lowercase.
      return /^(?:y|t|on)/i.test(key.text.text) ? 'true' : 'false';
    case 'integer':
      return String(integerValue(key.text.text) ?? key.text.text);
    case 'null':
      return 'none';
    default:
      return key.text.text.toLowerCase();
  }
}

/** The record sets of a name in order, including those that octoDNS leaves unchanged at the provider (`ignored`). */
export function nodesOfEntry(entry: DataEntry, settings: OctoSettings): readonly OctoNode[] {
  const owner = ownerOfKey(keyText(entry), settings.zone);
  const { value } = entry;
  const { part } = settings;
  if (part?.of === 'names' && part.hidden.has(keyText(entry))) return [];
  const maps = value.kind === 'list' && value.tag === undefined ? value.items : [value];
  return maps.flatMap((map, index) => {
    const type = map.kind === 'map' && map.tag === undefined ? scalarOf(map, 'type') : undefined;
    if (map.kind !== 'map' || type === undefined) return [];
    const special = valueOf(map, 'octodns');
    const options = special?.kind === 'map' ? special : undefined;
    const ttl = scalarOf(map, 'ttl');
    const typed = ttl && integerValue(ttl.text.text);
    const range = index === 0 ? cover(entry.range, map.range) : map.range;
    return [
      {
        entry,
        owner,
        map,
        type,
        ttl,
        seconds:
          part?.of === 'values'
            ? part.seconds
            : (typed ?? (ttl === undefined ? settings.defaultTtl : undefined)),
        values: valuesOf(map),
        range,
        lenient:
          settings.lenient ||
          (part?.of === 'values' && part.lenient) ||
          isTrue(options && scalarOf(options, 'lenient')),
        proxied: proxiedBy(options),
        isIgnored: isTrue(options && scalarOf(options, 'ignored')),
        elsewhere: part?.of === 'values' ? 'name and type' : part?.of === 'sets' ? 'name' : undefined,
      },
    ];
  });
}

function proxiedBy(options: DataMap | undefined): DataScalar | undefined {
  const cloudflare = options && valueOf(options, 'cloudflare');
  const proxied = cloudflare?.kind === 'map' ? scalarOf(cloudflare, 'proxied') : undefined;
  return isTrue(proxied) ? proxied : undefined;
}

/** `values` counts if both are present. */
function valuesOf(map: DataMap): readonly DataNode[] {
  const value = valueOf(map, 'values') ?? valueOf(map, 'value');
  if (value === undefined) return [];
  return value.kind === 'list' && value.tag === undefined ? value.items : [value];
}

export function isTrue(scalar: DataScalar | undefined): boolean {
  return scalar?.type === 'boolean' && /^(?:y|t|on)/i.test(scalar.text.text);
}

/** Names are always relative to the zone. */
export function ownerOfKey(name: string, zone: DomainName): DomainName {
  if (name === '') return zone;
  return childOf(/[^\x21-\x7e]/.test(name) ? HOLE : canonicalName(name), zone);
}

/** A zone file, or part of one, as it is read. Offsets in `source`. */
export interface OctoFile {
  readonly source: string;
  readonly root: DataNode | undefined;
  readonly nodes: readonly OctoNode[];
  readonly settings: ReadSettings;
}

/** The number of texts that show whether semicolons are escaped. */
export interface SemicolonsShown {
  readonly escaped: number;
  readonly plain: number;
}

/** Counts the texts in record sets that show whether semicolons are escaped. */
export function semicolonsIn(nodes: readonly OctoNode[]): SemicolonsShown {
  let escaped = 0;
  let plain = 0;
  for (const { type, values } of nodes) {
    if (!isText(typeText(type))) continue;
    for (const value of values) {
      if (value.kind !== 'scalar') continue;
      const shown = semicolonsOf(value.text.text);
      if (shown === 'escaped') escaped++;
      else if (shown === 'plain') plain++;
    }
  }
  return { escaped, plain };
}

/**
 * The settings with which the texts of a file are read. Without a configuration, a file in which no semicolon is escaped and some would have
 * to be is one with `escaped_semicolons: false`: octoDNS would have rejected it otherwise.
 */
export function settingsFor({ escaped, plain }: SemicolonsShown, settings: OctoSettings): ReadSettings {
  return { ...settings, escapedSemicolons: settings.escapedSemicolons ?? (escaped > 0 || plain === 0) };
}

/** Whether a text shows that semicolons are escaped or plain; `undefined` if it shows neither. */
export function semicolonsOf(text: string): 'escaped' | 'plain' | undefined {
  if (text.includes('\\;')) return 'escaped';
  return /\w;/.test(text) ? 'plain' : undefined;
}

export function isText(type: string): boolean {
  return type === 'TXT' || type === 'SPF';
}

/** octoDNS rejects types in lowercase; what is meant is clear. */
export function typeText(type: DataScalar): string {
  return type.text.text.toUpperCase();
}
