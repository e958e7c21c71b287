import {
  scalarOf,
  valueOf,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../../data/node.ts';
import { integerValue } from '../../../data/yaml-scalar-type.ts';
import type { FileOptions } from '../../../records/declared-zone.ts';
import { isTrue } from '../zone-data.ts';

/** The part of an octoDNS configuration that determines where the records of zones are. */
export interface OctoConfig {
  readonly providers: ReadonlyMap<string, OctoProvider>;
  /** In source order. */
  readonly zones: readonly OctoZoneConfig[];
  /** The classes of the processors, by id. Processors change records on their way to a target. */
  readonly processors: ReadonlyMap<string, string>;
  /** The ids of the processors that apply to all zones. */
  readonly forAll: readonly string[];
  /** Whether sets with the same name and type are merged. octoDNS: `merge/`. */
  readonly merges: boolean;
  /** The parts that are not evaluated. */
  readonly unread: readonly UnreadSource[];
}

/** A source whose records depend on those of the sources before it. */
export interface UnreadSource {
  readonly id: DataScalar;
  readonly why: 'replaces' | 'merges';
}

/** A source of records. */
export type OctoProvider = YamlFolder | NamedFile | MasterFiles | SpfSource | { readonly kind: 'unknown' };

/** Zone files in YAML. octoDNS: `provider/yaml.py`. */
export interface YamlFolder {
  readonly kind: 'yaml';
  readonly directory: string;
  /** The suffix of the names of folders that hold a zone in several files; `undefined` if there are none. */
  readonly splitExtension: string | undefined;
  /** Whether a zone may also be in one file. */
  readonly hasZoneFiles: boolean;
  /** The name of a file that is part of every zone. */
  readonly sharedFile: string | undefined;
  /** Whether a zone without files is empty rather than an error. */
  readonly mayBeMissing: boolean;
  /** Whether its sets replace those of the sources before it. */
  readonly replaces: boolean;
  readonly options: FileOptions;
}

/** One YAML file for all zones. */
export interface NamedFile {
  readonly kind: 'named';
  readonly file: string;
  readonly options: FileOptions;
}

/** Master files. octoDNS: octodns-bind. */
export interface MasterFiles {
  readonly kind: 'master';
  readonly directory: string;
  readonly extension: string;
}

/** An SPF text in the configuration itself. octoDNS: octodns-spf. */
export interface SpfSource {
  readonly kind: 'spf';
  readonly entry: DataEntry;
  readonly map: DataMap;
}

export interface OctoZoneConfig {
  /** The source text: the name with its trailing dot, or a word that begins with `*`. */
  readonly name: string;
  readonly key: DataScalar;
  readonly sources: readonly string[];
  readonly processors: readonly string[];
  readonly lenient: boolean;
  /** The zone whose records this one also has. */
  readonly alias: string | undefined;
  readonly glob: string | undefined;
  readonly regex: string | undefined;
}

export function readOctoConfig(root: DataNode | undefined): OctoConfig {
  const map = root?.kind === 'map' ? root : undefined;
  const manager = map && mapOf(map, 'manager');
  const entries = entriesOf(map, 'providers');
  const zones = entriesOf(map, 'zones');
  const sources = zones.map(zoneOf);
  return {
    providers: new Map(entries.map((entry) => [entry.key.text.text, providerOf(entry)])),
    zones: sources,
    merges: [map, manager, ...zones.map(({ value }) => value)].some(
      (one) => one?.kind === 'map' && valueOf(one, 'mergers') !== undefined,
    ),
    unread: entries.flatMap((entry) => unreadIn(entry, sources)),
    processors: new Map(
      entriesOf(map, 'processors').map(({ key, value }) => [
        key.text.text,
        (value.kind === 'map' ? textOf(value, 'class') : undefined) ?? '',
      ]),
    ),
    forAll: manager === undefined ? [] : textsOf(manager, 'processors'),
  };
}

function zoneOf({ key, value }: DataEntry): OctoZoneConfig {
  const map = value.kind === 'map' ? value : undefined;
  return {
    name: key.text.text,
    key,
    sources: map === undefined ? [] : textsOf(map, 'sources'),
    processors: map === undefined ? [] : textsOf(map, 'processors'),
    lenient: map !== undefined && isTrue(scalarOf(map, 'lenient')),
    alias: map && textOf(map, 'alias'),
    glob: map && textOf(map, 'glob'),
    regex: map && textOf(map, 'regex'),
  };
}

/** A provider, if it is a source after another one and changes the records of that one. */
function unreadIn({ key, value }: DataEntry, zones: readonly OctoZoneConfig[]): readonly UnreadSource[] {
  const id = key.text.text;
  if (value.kind !== 'map' || !zones.some(({ sources }) => sources.indexOf(id) > 0)) return [];
  if (isTrue(scalarOf(value, 'populate_should_replace'))) return [{ id: key, why: 'replaces' }];
  const isSpf = textOf(value, 'class') === 'octodns_spf.SpfSource';
  return isSpf && isTrue(scalarOf(value, 'merging_enabled')) ? [{ id: key, why: 'merges' }] : [];
}

const UNKNOWN = { kind: 'unknown' } as const;

function providerOf(entry: DataEntry): OctoProvider {
  const { value: map } = entry;
  if (map.kind !== 'map') return UNKNOWN;
  const directory = textOf(map, 'directory');
  switch (textOf(map, 'class')) {
    case 'octodns.provider.yaml.YamlProvider':
      return directory === undefined ? UNKNOWN : yamlFolder(map, directory, false);
    case 'octodns.provider.yaml.SplitYamlProvider':
      return directory === undefined ? UNKNOWN : yamlFolder(map, directory, true);
    case 'octodns_namedfileyaml.NamedFileYamlProvider': {
      const name = textOf(map, 'filename');
      if (directory === undefined || name === undefined) return UNKNOWN;
      return { kind: 'named', file: `${directory}/${name}.yaml`, options: optionsOf(map) };
    }
    case 'octodns_bind.ZoneFileSource':
    case 'octodns_bind.ZoneFileProvider':
      return directory === undefined
        ? UNKNOWN
        : { kind: 'master', directory, extension: textOf(map, 'file_extension') ?? '.' };
    case 'octodns_spf.SpfSource':
      // The text that it is merged with may be anywhere.
      return isTrue(scalarOf(map, 'merging_enabled')) ? UNKNOWN : { kind: 'spf', entry, map };
    default:
      return UNKNOWN;
  }
}

function yamlFolder(map: DataMap, directory: string, isOldSplit: boolean): YamlFolder {
  const given = textOf(map, isOldSplit ? 'extension' : 'split_extension');
  const flag = (name: string): boolean => isTrue(scalarOf(map, name));
  return {
    kind: 'yaml',
    directory,
    splitExtension: given ?? (isOldSplit ? '.' : undefined),
    hasZoneFiles: !isOldSplit && !flag('disable_zonefile'),
    sharedFile: textOf(map, 'shared_filename'),
    mayBeMissing: flag('ignore_missing_zones'),
    replaces: flag('populate_should_replace'),
    options: optionsOf(map),
  };
}

const OPTIONS = ['default_ttl', 'escaped_semicolons', 'enforce_order', 'order_mode'];

function optionsOf(map: DataMap): FileOptions {
  return Object.fromEntries(
    OPTIONS.flatMap((name) => {
      const scalar = scalarOf(map, name);
      const value = scalar && optionValue(scalar);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function optionValue(scalar: DataScalar): string | number | boolean | undefined {
  switch (scalar.type) {
    case 'boolean':
      return isTrue(scalar);
    case 'integer':
      return integerValue(scalar.text.text);
    case 'text': {
      const text = valueOfText(scalar.text.text);
      return text === undefined ? undefined : (integerValue(text) ?? text);
    }
    default:
      return undefined;
  }
}

/** A value from the environment is known if it has a default: `env/NAME/DEFAULT`. */
function valueOfText(text: string): string | undefined {
  const found = /^env\/[^/]*(?:\/(.*))?$/s.exec(text);
  return found === null ? text : found[1];
}

/** The text of a key; `undefined` if there is none, or if it is unknown. */
function textOf(map: DataMap, key: string): string | undefined {
  const scalar = scalarOf(map, key);
  return scalar?.type === 'text' && scalar.text.text !== '' ? valueOfText(scalar.text.text) : undefined;
}

function textsOf(map: DataMap, key: string): readonly string[] {
  const value = valueOf(map, key);
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.kind === 'scalar' && item.type !== 'null' ? [item.text.text] : []));
}

function mapOf(map: DataMap, key: string): DataMap | undefined {
  const value = valueOf(map, key);
  return value?.kind === 'map' ? value : undefined;
}

/** The entries of a map, one for each key. */
function entriesOf(root: DataMap | undefined, key: string): readonly DataEntry[] {
  const map = root && mapOf(root, key);
  if (map === undefined) return [];
  const entries = new Map<string, DataEntry>();
  for (const entry of map.entries)
    if (!entry.isMerged || !entries.has(entry.key.text.text)) entries.set(entry.key.text.text, entry);
  return [...entries.values()];
}
