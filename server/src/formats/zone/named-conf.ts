import { rangeOf } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { canonicalName } from '../../dns/names.ts';
import { joinPath } from './zone-declaration.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';

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
export function readNamedConf(text: string): readonly ZoneDeclaration[] {
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
      if (zone?.depth === depth && next.text !== '') found.push({ zone: zone.name, file: next });
    } else if (token.text.toLowerCase() === 'directory' && tokens[i + 2]?.text === ';') {
      directory = next.text;
    }
  }
  return found.map(({ zone, file }) => ({
    zone,
    file: joinPath(directory, file.text.replaceAll('$name', zone)),
    range: rangeOf(file.start, file.end),
  }));
}

/** `{`, or a class and then `{`. */
function opensBlock(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '{' || (/^\w+$/.test(tokens[at]?.text ?? '') && tokens[at + 1]?.text === '{');
}
