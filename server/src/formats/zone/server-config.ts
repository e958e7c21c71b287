import type { DomainName } from '../../dns/names.ts';
import { canonicalName } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';

/** A name server's word that a file holds a zone. */
export interface ZoneDeclaration {
  readonly zone: DomainName;
  /** The file as the server will open it: joined with the configured folder unless it is absolute. */
  readonly file: string;
  /** Where the file is named; offsets in the configuration. */
  readonly range: Range;
}

/**
 * The zones that a configuration of BIND (`named.conf`), NSD or Knot DNS declares with a file. Which of the three it is
 * is told by its form. Never throws; what cannot be read is passed over.
 */
export function readServerConfig(path: string, text: string): readonly ZoneDeclaration[] {
  const inBraces = /\bzone\s+"?[^\s"{};]+"?\s*(?:\w+\s*)?\{|\boptions\s*\{/i.test(text);
  return inBraces || /named[^/]*\.conf/.test(path) ? readNamedConf(text) : readIndented(text);
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words, strings (without their quotes), braces and semicolons; comments in the three ways of BIND are left out. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const form = /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#)[^\n]*|"([^"\n]*)"?|[{};]|[^\s{};"#]+/g;
  for (const match of text.matchAll(form)) {
    const found = match[0];
    if (found.startsWith('/*') || found.startsWith('//') || found.startsWith('#')) continue;
    const quoted = match[1];
    const start = match.index + (quoted === undefined ? 0 : 1);
    tokens.push({ text: quoted ?? found, start, end: start + (quoted ?? found).length });
  }
  return tokens;
}

/** `zone "x" [class] { … file "y"; … };`, also within `view`; relative to `directory` of `options`. */
function readNamedConf(text: string): readonly ZoneDeclaration[] {
  const tokens = tokensOf(text);
  const found: { zone: DomainName; file: Token }[] = [];
  const zones: { name: DomainName; depth: number }[] = [];
  let directory: string | undefined;
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (token === undefined) break;
    if (token.text === '{') depth++;
    else if (token.text === '}') {
      depth--;
      if ((zones[zones.length - 1]?.depth ?? -1) > depth) zones.pop();
    } else if (next === undefined) {
      break;
    } else if (token.text.toLowerCase() === 'zone' && opensBlock(tokens, i + 2)) {
      zones.push({ name: canonicalName(next.text), depth: depth + 1 });
    } else if (token.text.toLowerCase() === 'file' && tokens[i + 2]?.text === ';') {
      const zone = zones[zones.length - 1];
      if (zone?.depth === depth) found.push({ zone: zone.name, file: next });
    } else if (token.text.toLowerCase() === 'directory' && tokens[i + 2]?.text === ';') {
      directory = next.text;
    }
  }
  return found.map(({ zone, file }) => ({
    zone,
    file: joined(directory, file.text),
    range: { start: file.start, end: file.end },
  }));
}

/** `{`, or a class and then `{`. */
function opensBlock(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '{' || tokens[at + 1]?.text === '{';
}

interface Section {
  readonly name: string;
  readonly values: Map<string, Token>;
}

/**
 * NSD (`zone:` then `name:` and `zonefile:`, `pattern:` with `include-pattern:`, `zonesdir:`) and Knot DNS (`zone:` with
 * items `- domain:` and `file:`, `template:` with `storage:` and `file:`).
 */
function readIndented(text: string): readonly ZoneDeclaration[] {
  const sections = sectionsOf(text);
  const value = (section: Section | undefined, key: string): string | undefined =>
    section?.values.get(key)?.text;
  const named = (kind: string, key: string, name: string): Section | undefined =>
    sections.find((section) => section.name === kind && value(section, key) === name);
  const zonesdir = sections.map((section) => value(section, 'zonesdir')).find((dir) => dir !== undefined);
  const declarations: ZoneDeclaration[] = [];
  for (const section of sections) {
    if (section.name !== 'zone') continue;
    const name = section.values.get('name') ?? section.values.get('domain');
    if (name === undefined) continue;
    const pattern =
      named('template', 'id', value(section, 'template') ?? 'default') ??
      named('pattern', 'name', value(section, 'include-pattern') ?? '');
    const file =
      section.values.get('zonefile') ??
      section.values.get('file') ??
      pattern?.values.get('zonefile') ??
      pattern?.values.get('file');
    if (file === undefined) continue;
    const zone = canonicalName(name.text);
    const folder = value(section, 'storage') ?? value(pattern, 'storage') ?? zonesdir;
    declarations.push({
      zone,
      file: joined(folder, file.text.replaceAll('%s', zone)),
      range: { start: file.start, end: file.end },
    });
  }
  return declarations;
}

/** `key: value` lines under `section:` lines; in a list, each `-` begins another section of that name. */
function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  let current: Section | undefined;
  let listName = '';
  let offset = 0;
  for (const line of text.split('\n')) {
    const match = /^(\s*)(-\s+)?([A-Za-z][\w-]*):\s*(?:"([^"]*)"|([^\s#"][^#]*?))?\s*(?:#.*)?\r?$/.exec(line);
    if (match !== null) {
      const [, indent = '', dash, key = '', quoted, bare] = match;
      const found = quoted ?? bare;
      if (found === undefined && dash === undefined) {
        if (indent === '' || current === undefined) {
          current = { name: key, values: new Map() };
          listName = key;
          sections.push(current);
        }
      } else if (found !== undefined) {
        if (dash !== undefined && (current?.values.size ?? 0) > 0) {
          current = { name: listName, values: new Map() };
          sections.push(current);
        }
        const start = offset + line.lastIndexOf(found);
        current?.values.set(key, { text: found, start, end: start + found.length });
      }
    }
    offset += line.length + 1;
  }
  return sections;
}

function joined(folder: string | undefined, file: string): string {
  return folder === undefined || file.startsWith('/') ? file : `${folder.replace(/\/$/, '')}/${file}`;
}
