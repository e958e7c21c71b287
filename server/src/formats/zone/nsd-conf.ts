import { rangeOf } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { canonicalName, labelsOf } from '../../dns/names.ts';
import { joinPath } from './zone-declaration.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';
import type { ConfigBudget, ConfigFile } from './config-files.ts';

interface Value {
  readonly text: string;
  readonly start: number;
  /** The file that contains it. */
  readonly config: string;
}

/** The content after `zone:`, `pattern:` and other words that begin a section. */
interface Section {
  readonly kind: string;
  /** The last value of each word. */
  readonly values: Map<string, Value>;
  /** The patterns that `include-pattern:` names. */
  readonly patterns: string[];
}

const SECTIONS = new Set([
  'server',
  'zone',
  'pattern',
  'key',
  'tls-auth',
  'remote-control',
  'dnstap',
  'xdp',
  'verify',
  'cookie',
]);

/** `zone:` with `name:` and `zonefile:`, either its own or that of the pattern in `include-pattern:`, within `zonesdir:`. */
export function readNsdConf(file: ConfigFile, budget: ConfigBudget): readonly ZoneDeclaration[] {
  const sections: Section[] = [];
  readSections(file, budget, sections);
  const zonesdir = sections
    .map(({ values }) => values.get('zonesdir')?.text)
    .find((dir) => dir !== undefined);
  const patterns = new Map<string | undefined, Section>();
  for (const section of sections)
    if (section.kind === 'pattern') patterns.set(section.values.get('name')?.text, section);
  return sections.flatMap((section) => {
    const { kind, values } = section;
    const name = values.get('name');
    const zonefile = kind === 'zone' ? zonefileOf(section, patterns) : undefined;
    if (name === undefined || zonefile === undefined) return [];
    const zone = canonicalName(name.text);
    const { text, start, config } = zonefile;
    const range = rangeOf(start, start + text.length);
    return [{ zone, file: joinPath(zonesdir, expand(text, zone)), range, config }];
  });
}

/** Its own, or that of the last included pattern that has one. */
function zonefileOf(
  { values, patterns }: Section,
  known: ReadonlyMap<string | undefined, Section>,
  seen = new Set<Section>(),
): Value | undefined {
  const own = values.get('zonefile');
  if (own !== undefined) return own;
  for (const name of [...patterns].reverse()) {
    const pattern = known.get(name);
    // A pattern may include another one, or even itself.
    if (pattern === undefined || seen.has(pattern)) continue;
    seen.add(pattern);
    const found = zonefileOf(pattern, known, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Words with a colon and their values. NSD ignores line breaks. */
function readSections({ path, text }: ConfigFile, budget: ConfigBudget, sections: Section[]): void {
  let key: string | undefined;
  for (const match of text.matchAll(/#[^\n]*|"([^"\n]*)"?|[^\s"#]+/g)) {
    const word = match[0];
    if (word.startsWith('#')) continue;
    const quoted = match[1];
    if (quoted === undefined && word.endsWith(':')) {
      key = word.slice(0, -1);
      if (SECTIONS.has(key)) sections.push({ kind: key, values: new Map(), patterns: [] });
    } else if (key !== undefined) {
      const value = {
        text: quoted ?? word,
        start: match.index + (quoted === undefined ? 0 : 1),
        config: path,
      };
      const section = sections.at(-1);
      if (key === 'include') budget.include(value.text, path, (file) => readSections(file, budget, sections));
      else if (key === 'include-pattern') section?.patterns.push(value.text);
      else section?.values.set(key, value);
      // A word that takes several values, such as `allow-notify:`, is not needed here.
      key = undefined;
    }
  }
}

/** `%s` is the zone, `%1` to `%3` are its first characters, and `%z`, `%y` and `%x` are its last labels. See `nsd.conf(5)`. */
function expand(pattern: string, zone: DomainName): string {
  const labels = [...labelsOf(zone)].reverse();
  const meanings: Readonly<Record<string, string>> = {
    s: zone,
    1: zone.charAt(0) || '.',
    2: zone.charAt(1) || '.',
    3: zone.charAt(2) || '.',
    z: labels[0] ?? '.',
    y: labels[1] ?? '.',
    x: labels[2] ?? '.',
  };
  return pattern.replace(/%([s123zyx])/g, (_, letter: string) => meanings[letter] ?? '');
}
