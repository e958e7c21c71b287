import { rangeOf } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { canonicalName, labelsOf } from '../../dns/names.ts';
import { joinPath } from './zone-declaration.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';

interface Value {
  readonly text: string;
  readonly start: number;
}

/** What stands behind `zone:`, `pattern:` and other words that begin a section. */
interface Section {
  readonly kind: string;
  /** The last value of each word. */
  readonly values: Map<string, Value>;
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

/** `zone:` with `name:` and `zonefile:`, its own or of the pattern that `include-pattern:` names; within `zonesdir:`. */
export function readNsdConf(text: string): readonly ZoneDeclaration[] {
  const sections = sectionsOf(text);
  const zonesdir = sections
    .map(({ values }) => values.get('zonesdir')?.text)
    .find((dir) => dir !== undefined);
  const patterns = new Map(
    sections.filter(({ kind }) => kind === 'pattern').map(({ values }) => [values.get('name')?.text, values]),
  );
  return sections.flatMap(({ kind, values }) => {
    const name = values.get('name');
    const file = values.get('zonefile') ?? patterns.get(values.get('include-pattern')?.text)?.get('zonefile');
    if (kind !== 'zone' || name === undefined || file === undefined) return [];
    const zone = canonicalName(name.text);
    const range = rangeOf(file.start, file.start + file.text.length);
    return [{ zone, file: joinPath(zonesdir, expand(file.text, zone)), range }];
  });
}

/** Words with a colon and their values; lines mean nothing to NSD. */
function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let key: string | undefined;
  for (const match of text.matchAll(/#[^\n]*|"([^"\n]*)"?|[^\s"#]+/g)) {
    const word = match[0];
    if (word.startsWith('#')) continue;
    const quoted = match[1];
    if (quoted === undefined && word.endsWith(':')) {
      key = word.slice(0, -1);
      if (SECTIONS.has(key)) sections.push({ kind: key, values: new Map() });
    } else if (key !== undefined) {
      const value = { text: quoted ?? word, start: match.index + (quoted === undefined ? 0 : 1) };
      sections[sections.length - 1]?.values.set(key, value);
      // A word that takes several values, such as `allow-notify:`, is none of ours.
      key = undefined;
    }
  }
  return sections;
}

/** `%s` is the zone, `%1` to `%3` its first characters, `%z`, `%y` and `%x` its last labels. See `nsd.conf(5)`. */
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
