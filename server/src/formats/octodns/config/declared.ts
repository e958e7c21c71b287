import { canonicalName, type DomainName } from '../../../dns/names.ts';
import type {
  DeclaredFile,
  DeclaredFolders,
  DeclaredZone,
  FileOptions,
} from '../../../records/declared-zone.ts';
import type { OctoConfig, OctoProvider, OctoZoneConfig, YamlFolder } from './read-config.ts';
import { compileZonePattern } from './zone-pattern.ts';

/** Zones of one configuration: many times those of the largest known one. */
export const MAX_DECLARED_ZONES = 100_000;

/** Processors that do not change which records there are. */
const HARMLESS_PROCESSORS: ReadonlySet<string> = new Set([
  'octodns.processor.acme.AcmeManagingProcessor',
  'octodns.processor.acme.AcmeMangingProcessor',
  'octodns.processor.arpa.AutoArpa',
  'octodns.processor.clamp.TtlClampProcessor',
  'octodns.processor.filter.IgnoreRootNsFilter',
  'octodns.processor.meta.MetaProcessor',
  'octodns.processor.restrict.TtlRestrictionFilter',
  'octodns.processor.spf.SpfDnsLookupProcessor',
  'octodns.processor.trailing_dots.EnsureTrailingDots',
  'octodns_spf.SpfDnsLookupProcessor',
]);

const TEMPLATING = 'octodns.processor.templating.Templating';

/** The zones of a configuration, with the files found for each. */
export function declaredZones(config: OctoConfig, folders: DeclaredFolders): readonly DeclaredZone[] {
  const zones = new Map<DomainName, DeclaredZone>();
  const add = (name: string, zone: OctoZoneConfig): void => {
    const canonical = canonicalName(name);
    if (canonical === '' || zones.has(canonical) || zones.size >= MAX_DECLARED_ZONES) return;
    zones.set(canonical, declaredZone(canonical, zone, config, folders));
  };
  const named = config.zones.filter(({ name }) => !name.startsWith('*'));
  for (const zone of named) if (zone.alias === undefined) add(zone.name, zone);
  const taken = new Set(named.map(({ name }) => canonicalName(name)));
  for (const zone of config.zones) {
    if (!zone.name.startsWith('*')) continue;
    const isWanted = patternOf(zone);
    for (const id of zone.sources)
      for (const name of listedBy(config.providers.get(id), folders))
        if (!taken.has(canonicalName(name)) && isWanted(`${name}.`)) add(name, zone);
  }
  for (const { name, alias } of named) {
    const canonical = canonicalName(name);
    const same = alias === undefined ? undefined : zones.get(canonicalName(alias));
    if (same !== undefined && !zones.has(canonical)) zones.set(canonical, { ...same, name: canonical });
  }
  return [...zones.values()];
}

function patternOf({ glob, regex }: OctoZoneConfig): (name: string) => boolean {
  if (glob === undefined && regex === undefined) return () => true;
  const compiled =
    glob === undefined ? compileZonePattern('regex', regex ?? '') : compileZonePattern('glob', glob);
  // Which zones it applies to is unknown.
  return compiled ?? (() => false);
}

/** The zones that a source has files for, without their trailing dots. octoDNS: `list_zones`. */
function listedBy(provider: OctoProvider | undefined, folders: DeclaredFolders): readonly string[] {
  switch (provider?.kind) {
    case 'yaml': {
      const { directory, splitExtension, hasZoneFiles } = provider;
      const split =
        splitExtension === undefined
          ? []
          : folders.foldersIn(directory).flatMap((name) => withoutEnd(name, splitExtension));
      const whole = hasZoneFiles
        ? folders.filesIn(directory).flatMap((path) => withoutEnd(nameOf(path), '.yaml'))
        : [];
      return [...split, ...whole].filter((name) => name.includes('.')).sort();
    }
    case 'master': {
      const { directory, extension } = provider;
      return folders.filesIn(directory).flatMap((path) => withoutEnd(nameOf(path), extension));
    }
    case 'named':
    case 'spf':
    case 'unknown':
    case undefined:
      return [];
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function withoutEnd(name: string, end: string): readonly string[] {
  return name.endsWith(end) && name.length > end.length ? [name.slice(0, -end.length)] : [];
}

interface Sources {
  readonly files: DeclaredFile[];
  isWhole: boolean;
}

function declaredZone(
  name: DomainName,
  { sources: ids, processors, lenient }: OctoZoneConfig,
  config: OctoConfig,
  folders: DeclaredFolders,
): DeclaredZone {
  const classes = [...config.forAll, ...processors].map((id) => config.processors.get(id) ?? '');
  const shared: FileOptions = {
    ...(lenient ? { lenient: true } : {}),
    ...(classes.includes(TEMPLATING) ? { templates: true } : {}),
    ...(config.merges ? { merges: true } : {}),
  };
  const found: Sources = {
    files: [],
    isWhole: ids.length > 0 && classes.every((one) => one === TEMPLATING || HARMLESS_PROCESSORS.has(one)),
  };
  const providers = ids.map((id) => ({
    id,
    provider: config.providers.get(id) ?? { kind: 'unknown' as const },
  }));
  const spf: string[] = [];
  for (const [index, { id, provider }] of providers.entries()) {
    switch (provider.kind) {
      case 'yaml':
        // What it replaces is unknown until everything is read.
        if (provider.replaces && index > 0) found.isWhole = false;
        else addYaml(name, provider, shared, folders, found);
        break;
      case 'named':
        addFile(folders.find(provider.file), 'own', { ...provider.options, ...shared }, found);
        break;
      case 'master': {
        const { directory, extension } = provider;
        addFile(folders.find(`${directory}/${name}${extension}`), 'by-name', {}, found);
        break;
      }
      case 'spf':
        spf.push(id);
        break;
      case 'unknown':
        found.isWhole = false;
    }
  }
  if (spf.length > 0) addFile(folders.self, 'own', { spf: spf.join('\n') }, found);
  return { name, ...found };
}

function addFile(
  path: string | undefined,
  format: DeclaredFile['format'],
  options: FileOptions,
  found: Sources,
): void {
  if (path === undefined) found.isWhole = false;
  else if (!found.files.some((file) => file.path === path))
    found.files.push({ path, format, options: format === 'own' ? { ...options, source: path } : options });
}

function addYaml(
  name: DomainName,
  { directory, splitExtension, hasZoneFiles, sharedFile, mayBeMissing, options }: YamlFolder,
  shared: FileOptions,
  folders: DeclaredFolders,
  found: Sources,
): void {
  const all = { ...options, ...shared };
  const before = found.files.length;
  if (splitExtension !== undefined)
    for (const path of folders.filesIn(`${directory}/${name}${splitExtension}`))
      if (path.endsWith('.yaml')) addFile(path, 'own', all, found);
  const whole = hasZoneFiles ? folders.find(`${directory}/${name}.yaml`) : undefined;
  if (whole !== undefined) addFile(whole, 'own', all, found);
  if (found.files.length === before && !mayBeMissing) found.isWhole = false;
  if (sharedFile !== undefined) addFile(folders.find(`${directory}/${sharedFile}`), 'own', all, found);
}
