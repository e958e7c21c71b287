import { rangeOf } from '../../text/range.ts';
import { canonicalName } from '../../dns/names.ts';
import { joinPath } from './zone-declaration.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';
import type { ConfigBudget, ConfigFile } from './config-files.ts';

interface Value {
  readonly text: string;
  readonly start: number;
  /** The file that contains it. */
  readonly config: string;
}

/** One item of a section's list: a zone in `zone:`, or a template in `template:`. */
interface Item {
  readonly section: string;
  readonly values: Map<string, Value>;
}

/**
 * `zone:` with items `- domain:` and `file:`. `storage:` and `file:` may also come from a `template:`, which is `default` if none
 * is named.
 */
export function readKnotConf(conf: ConfigFile, budget: ConfigBudget): readonly ZoneDeclaration[] {
  const items: Item[] = [];
  readItems(conf, budget, items);
  const templates = new Map(
    items
      .filter(({ section }) => section === 'template')
      .map(({ values }) => [values.get('id')?.text, values]),
  );
  return items.flatMap(({ section, values }) => {
    const template = templates.get(values.get('template')?.text ?? 'default');
    const file = values.get('file') ?? template?.get('file');
    const domain = values.get('domain')?.text;
    if (section !== 'zone' || file === undefined || domain === undefined) return [];
    const storage = (values.get('storage') ?? template?.get('storage'))?.text;
    const range = rangeOf(file.start, file.start + file.text.length);
    return listOf(domain).map((name) => {
      const zone = canonicalName(name);
      return { zone, file: joinPath(storage, file.text.replaceAll('%s', zone)), range, config: file.config };
    });
  });
}

/** `a`, or `[a, b]`. */
function listOf(text: string): readonly string[] {
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  return inner === undefined ? [text] : inner.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}

const LINE =
  /^(\s*)(-\s+)?([A-Za-z][\w-]*):(?:[ \t]*(?:"([^"]*)"|(\[[^\]]*\]|[^\s#"](?:[^#]*[^\s#])?)))?\s*(?:#.*)?$/;

function readItems({ path, text }: ConfigFile, budget: ConfigBudget, items: Item[]): void {
  let section = '';
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const match = LINE.exec(line);
    if (match === null) continue;
    const [, indent, dash, key = '', quoted, bare] = match;
    const value = quoted ?? bare;
    if (indent === '' && dash === undefined && value === undefined) {
      section = key;
    } else if (indent === '' && dash === undefined && key === 'include' && value !== undefined) {
      budget.include(value, path, (file) => readItems(file, budget, items));
    } else if (value !== undefined) {
      if (dash !== undefined) items.push({ section, values: new Map() });
      const item = items[items.length - 1];
      if (item?.section === section)
        item.values.set(key, { text: value, start: index + line.lastIndexOf(value), config: path });
    }
  }
}
