import { RE2JS } from 're2js';

/**
 * Whether a name matches the pattern of a configuration, as in Python: `glob` matches all of the name (`fnmatch`),
 * `regex` some part of it (`re.search`). Takes time in proportion to the name, whatever the pattern is. `undefined` if
 * the pattern cannot be read.
 */
export function compileZonePattern(
  kind: 'glob' | 'regex',
  pattern: string,
): ((name: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(kind === 'glob' ? sourceOf(pattern) : pattern, RE2JS.DOTALL);
    return (name) => (kind === 'glob' ? compiled.matches(name) : compiled.matcher(name).find());
  } catch {
    return undefined;
  }
}

function sourceOf(glob: string): string {
  return (glob.match(/\[[!^]?\]?[^\]]{0,100}\]|[\s\S]/gu) ?? [])
    .map((token) => {
      if (token === '*') return '.*';
      if (token === '?') return '.';
      if (token.length > 1 && token.startsWith('['))
        return `[${token.slice(1, -1).replaceAll('\\', '\\\\').replace(/^!/, '^')}]`;
      return RE2JS.quote(token);
    })
    .join('');
}
