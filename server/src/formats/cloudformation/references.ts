import {
  entryOf,
  valueOf,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../data/node.ts';
import type { Reference, ReferenceTarget } from '../../records/document.ts';
import { sliceDecoded, type DecodedText } from '../../text/decoded-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { argumentsOf, functionOf, type TemplateFunction } from './functions.ts';
import type { TemplateContext } from './stack-use.ts';

/** A name in a template, and the entries that may declare it. */
interface NamedAt {
  readonly range: Range;
  readonly declared: readonly (DataEntry | undefined)[];
}

/**
 * The declaration of the name at an offset: a parameter, a resource, a condition, a mapping or one of its keys, or the file of a
 * nested stack.
 */
export function stackReferenceIn(
  root: DataMap,
  offset: number,
  { path, files }: Pick<TemplateContext, 'path' | 'files'>,
): Reference | undefined {
  const around = nodesAround(root, offset);
  for (const node of [...around].reverse()) {
    const named = nameIn(node, root, offset);
    if (named === undefined) continue;
    const targets = named.declared.flatMap((entry): readonly ReferenceTarget[] =>
      entry === undefined ? [] : [{ path, range: entry.range, name: entry.key.range }],
    );
    return targets.length > 0 ? { from: named.range, targets } : undefined;
  }
  return fileAt(around, files);
}

/** The nodes that contain an offset, the outermost first. */
function nodesAround(root: DataNode, offset: number): readonly DataNode[] {
  const around: DataNode[] = [];
  for (let node: DataNode | undefined = root; node !== undefined;) {
    around.push(node);
    const inner: readonly DataNode[] =
      node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : [];
    node = inner.find(({ range }) => holds(range, offset));
  }
  return around;
}

/** The name in a node at an offset. */
function nameIn(node: DataNode, root: DataMap, offset: number): NamedAt | undefined {
  const called = functionOf(node);
  if (called !== undefined) return nameInFunction(called, root, offset);
  if (node.kind !== 'map') return undefined;
  const condition = entryOf(node, 'Condition');
  if (condition?.value.kind === 'scalar' && holds(condition.value.range, offset))
    return whole(condition.value, [entryIn(root, 'Conditions', condition.value)]);
  const needed = valueOf(node, 'DependsOn');
  const one = needed?.kind === 'list' ? needed.items.find(({ range }) => holds(range, offset)) : needed;
  return one?.kind === 'scalar' && holds(one.range, offset)
    ? whole(one, [entryIn(root, 'Resources', one)])
    : undefined;
}

function nameInFunction(called: TemplateFunction, root: DataMap, offset: number): NamedAt | undefined {
  const given = argumentsOf(called);
  const index = given.findIndex(({ range }) => holds(range, offset));
  const at = given[index];
  if (at?.kind !== 'scalar' || functionOf(at) !== undefined) return undefined;
  switch (called.name) {
    case 'Ref':
      return whole(at, [entryIn(root, 'Parameters', at), entryIn(root, 'Resources', at)]);
    case 'Condition':
      return whole(at, [entryIn(root, 'Conditions', at)]);
    case 'If':
      return index === 0 ? whole(at, [entryIn(root, 'Conditions', at)]) : undefined;
    case 'GetAtt': {
      if (index !== 0) return undefined;
      const dot = at.text.text.indexOf('.');
      return part(at.text, 0, dot < 0 ? at.text.text.length : dot, offset, (name) => [
        entryNamed(root, 'Resources', name),
      ]);
    }
    case 'FindInMap': {
      const path = given.slice(0, index + 1).map((node) => (node.kind === 'scalar' ? node.text.text : ''));
      return whole(at, [mappedAt(root, path)]);
    }
    case 'Sub':
      return index === 0 ? nameInText(at, given[1], root, offset) : undefined;
    default:
      return undefined;
  }
}

/** A name within a text: `${Domain}`, `${Zone.Id}`. */
function nameInText(
  { text }: DataScalar,
  own: DataNode | undefined,
  root: DataMap,
  offset: number,
): NamedAt | undefined {
  for (const { index, 1: name = '' } of text.text.matchAll(/\$\{([^{}!]+)\}/g)) {
    const [id = ''] = name.split('.', 1);
    const found = part(text, index + 2, index + 2 + id.length, offset, () => {
      const entry = own?.kind === 'map' ? entryOf(own, name) : undefined;
      return entry === undefined
        ? [entryNamed(root, 'Parameters', id), entryNamed(root, 'Resources', id)]
        : [entry];
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

function whole({ text, range }: DataScalar, declared: NamedAt['declared']): NamedAt {
  return { range: typedAt(text, 0, text.text.length) ?? range, declared };
}

/** A part of a text, if an offset is in it. */
function part(
  text: DecodedText,
  start: number,
  end: number,
  offset: number,
  declared: (name: string) => NamedAt['declared'],
): NamedAt | undefined {
  const range = typedAt(text, start, end);
  return range !== undefined && holds(range, offset)
    ? { range, declared: declared(text.text.slice(start, end)) }
    : undefined;
}

function typedAt(text: DecodedText, start: number, end: number): Range | undefined {
  const { segments } = sliceDecoded(text, start, end);
  const first = segments[0];
  const last = segments.at(-1);
  return first === undefined || last === undefined ? undefined : rangeOf(first.source.start, last.source.end);
}

function entryIn(root: DataMap, section: string, { text }: DataScalar): DataEntry | undefined {
  return entryNamed(root, section, text.text);
}

function entryNamed(root: DataMap, section: string, name: string): DataEntry | undefined {
  return mappedEntry(valueOf(root, section), [name]);
}

/** A mapping, or a key within it. */
function mappedAt(root: DataMap, path: readonly string[]): DataEntry | undefined {
  return mappedEntry(valueOf(root, 'Mappings'), path.slice(0, 3));
}

function mappedEntry(
  node: DataNode | undefined,
  [name = '', ...more]: readonly string[],
): DataEntry | undefined {
  const entry = node?.kind === 'map' ? entryOf(node, name) : undefined;
  return more.length === 0 ? entry : mappedEntry(entry?.value, more);
}

/** The template of a nested stack, at the path that names it. */
function fileAt(around: readonly DataNode[], files: ReadonlyMap<string, string>): Reference | undefined {
  const at = around.at(-1);
  const file = at?.kind === 'scalar' ? files.get(at.text.text) : undefined;
  if (at?.kind !== 'scalar' || file === undefined) return undefined;
  const top = rangeOf(0, 0);
  return { from: whole(at, []).range, targets: [{ path: file, range: top, name: top }] };
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
