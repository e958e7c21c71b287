import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLError, YAMLMap } from 'yaml';
import { TextBuilder, type DecodedText } from '../text/decoded-text.ts';
import { printable } from '../text/printable.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { decodeYamlScalar } from '../text/yaml-scalar.ts';
import type {
  DataDocument,
  DataEntry,
  DataNode,
  DataProblem,
  DataScalar,
  ReadData,
  ReadDocuments,
} from './node.ts';
import { mayNestTooDeep } from './yaml-nesting.ts';
import { typeOfPlain } from './yaml-scalar-type.ts';

/**
 * UTF-16 units of a YAML file that is read: about 5,000 records. The library takes about 50 milliseconds for that many, and a
 * file is read whole after each edit.
 */
export const MAX_YAML_LENGTH = 300_000;
/** Nodes that all aliases of a file refer to, counted once for each use. */
export const MAX_ALIASED_NODES = 20_000;

/** Errors that do not affect the structure after them. */
const LOCAL_ERRORS: ReadonlySet<YAMLError['code']> = new Set(['BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED']);

/**
 * The data of a YAML text (YAML 1.1, as PyYAML reads it). Anything after an error is unknown. Only the first of several documents
 * is read. Never throws.
 */
export function readYamlData(text: string): ReadData {
  const { documents, problems, second } = readDocuments(text, 1);
  if (second === undefined) return { root: documents[0]?.root, problems };
  const message = 'The file has more than one YAML document. Only the first one was read.';
  const range = within(text, second.start, second.start + 3);
  return { root: documents[0]?.root, problems: [...problems, { message, range, isUnread: true }] };
}

/** The data of all documents of a YAML text; see {@link readYamlData}. Documents after an error are not read. */
export function readYamlDocuments(text: string): ReadDocuments {
  const { documents, problems } = readDocuments(text, Infinity);
  return { documents, problems };
}

interface SomeDocuments extends ReadDocuments {
  /** The first document that was not read, if there are more than requested. */
  readonly second: Range | undefined;
}

function readDocuments(text: string, most: number): SomeDocuments {
  const whole = rangeOf(0, text.length);
  const unread = (message: string): SomeDocuments => ({
    documents: [{ root: { kind: 'unknown', range: whole }, range: whole }],
    problems: [{ message, range: rangeOf(0, Math.min(1, text.length)), isUnread: true, isLimit: true }],
    second: undefined,
  });
  if (text.length > MAX_YAML_LENGTH)
    return unread(`The file has more than ${MAX_YAML_LENGTH} characters, so it was not read.`);
  if (mayNestTooDeep(text)) return unread('The YAML is nested too deeply, so it was not read.');
  const parsed = parseAllDocuments(text, {
    // The library returns all scalars as text. Their types are determined from the source text.
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: DataDocument[] = [];
  const problems: DataProblem[] = [];
  const aliased: AliasedNodes = { count: 0 };
  for (const document of 'empty' in parsed ? [] : parsed) {
    const [start, , end] = document.range;
    if (documents.length >= most) return { documents, problems, second: rangeOf(start, end) };
    const reader = new YamlReader(text, document, aliased);
    documents.push({ root: reader.read(), range: within(text, start, end) });
    for (const problem of reader.problems) problems.push(problem);
    if (reader.end < Infinity) break;
  }
  return { documents, problems, second: undefined };
}

/** Errors at the end of a text may be past it. */
function within({ length }: string, start: number, end: number): Range {
  const from = Math.min(start, length);
  return rangeOf(from, Math.max(from, Math.min(end, length)));
}

/** The number of nodes that the aliases of a text refer to so far. */
interface AliasedNodes {
  count: number;
}

class YamlReader {
  private readonly text: string;
  private readonly document: Document.Parsed;
  readonly problems: DataProblem[] = [];
  /** Nothing from this offset on is read. */
  readonly end: number;
  private readonly anchors = new Map<string, Node>();
  /** Anchors whose nodes are being read. */
  private readonly open = new Set<string>();
  private readonly aliased: AliasedNodes;
  private aliasDepth = 0;
  private flowDepth = 0;

  constructor(text: string, document: Document.Parsed, aliased: AliasedNodes) {
    this.text = text;
    this.document = document;
    this.aliased = aliased;
    // There may be more errors than a function may have arguments.
    this.end = document.errors.reduce(
      (end, { code, pos }) => (LOCAL_ERRORS.has(code) ? end : Math.min(end, pos[0])),
      Infinity,
    );
    for (const { code, message, pos } of document.errors) {
      const isUnread = !LOCAL_ERRORS.has(code);
      // Errors after the first one may be consequences of it.
      if (isUnread && pos[0] !== this.end) continue;
      const [start, end] = pos;
      this.problems.push({ message: plain(message), range: within(this.text, start, end), isUnread });
      if (isUnread) break;
    }
  }

  read(): DataNode | undefined {
    const { contents } = this.document;
    return contents === null ? undefined : this.node(contents);
  }

  private node(node: Node): DataNode {
    const range = nodeRange(node);
    // Aliases count too, because one within another may refer to any number of them.
    if (this.aliasDepth > 0 && ++this.aliased.count > MAX_ALIASED_NODES) return { kind: 'unknown', range };
    if (isAlias(node)) return this.alias(node.source, range);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.collection(node, range);
    this.anchors.set(anchor, node);
    this.open.add(anchor);
    const read = this.collection(node, range);
    this.open.delete(anchor);
    return read;
  }

  private alias(name: string, range: Range): DataNode {
    const anchored = this.anchors.get(name);
    if (anchored === undefined || this.open.has(name)) {
      const shown = printable(name);
      const message =
        anchored === undefined ? `No anchor "${shown}" comes before.` : `"*${shown}" contains itself.`;
      this.problems.push({ message, range, isUnread: true });
      return { kind: 'unknown', range };
    }
    this.aliasDepth++;
    const flowDepth = this.flowDepth;
    this.flowDepth = 0;
    this.open.add(name);
    const read = this.collection(anchored, nodeRange(anchored));
    this.open.delete(name);
    this.flowDepth = flowDepth;
    this.aliasDepth--;
    if (this.aliased.count <= MAX_ALIASED_NODES) return read;
    if (!this.problems.some(({ message }) => message === TOO_MUCH))
      this.problems.push({ message: TOO_MUCH, range, isUnread: true });
    return { kind: 'unknown', range };
  }

  private collection(node: Node, range: Range): DataNode {
    const tag = tagOf(node);
    // A scalar that ends with an error may not be what is meant: an unclosed quote takes in what follows.
    if (isScalar(node))
      return range.end < this.end ? this.scalar(node, range, tag) : { kind: 'unknown', range };
    if (!isMap(node) && !isSeq(node)) return { kind: 'unknown', range };
    const isFlow = node.flow === true;
    if (isFlow) this.flowDepth++;
    const read = isMap(node)
      ? { kind: 'map' as const, tag, range, isFlow, entries: this.entries(node) }
      : {
          kind: 'list' as const,
          tag,
          range,
          isFlow,
          items: (node.items as readonly Node[])
            .filter((item) => nodeRange(item).start < this.end)
            .map((item) => this.node(item)),
        };
    if (isFlow) this.flowDepth--;
    return read;
  }

  private entries(map: YAMLMap): readonly DataEntry[] {
    const own: DataEntry[] = [];
    const merged: DataEntry[] = [];
    for (const { key, value } of map.items as readonly Pair<Node, Node | null>[]) {
      const keyRange = nodeRange(key);
      if (keyRange.start >= this.end) break;
      const read = this.node(key);
      if (read.kind !== 'scalar') continue;
      const end = value === null ? keyRange.end : nodeRange(value).end;
      const read2 = value === null ? emptyScalar(rangeOf(end, end), this.flowDepth > 0) : this.node(value);
      if (read.style === 'plain' && read.text.text === '<<') {
        for (const one of read2.kind === 'list' ? read2.items : [read2])
          if (one.kind === 'map') merged.push(...one.entries.map((entry) => ({ ...entry, isMerged: true })));
        continue;
      }
      const start = this.startOfEntry(keyRange.start);
      own.push({
        key: read,
        value: read2,
        range: rangeOf(start, Math.max(keyRange.end, end)),
        isMerged: false,
      });
    }
    return [...own, ...merged];
  }

  /** Includes the `?` of a key that has one. */
  private startOfEntry(key: number): number {
    const before = /\?[ \t]+$/.exec(this.text.slice(Math.max(0, key - 8), key));
    return before === null ? key : key - before[0].length;
  }

  private scalar(node: Scalar, { start, end }: Range, tag: string | undefined): DataScalar {
    const raw = this.text.slice(start, end);
    const value = typeof node.value === 'string' ? node.value : '';
    const style = STYLES[raw.charAt(0)] ?? 'plain';
    return {
      kind: 'scalar',
      tag,
      range: rangeOf(start, end),
      type: style === 'plain' ? typeOfPlain(value) : 'text',
      text: decoded(raw, start, value),
      style,
      isInFlow: this.flowDepth > 0,
    };
  }
}

const TOO_MUCH = 'The aliases together are too large, so the rest of them was not read.';

const STYLES: Readonly<Record<string, DataScalar['style']>> = {
  "'": 'single-quoted',
  '"': 'double-quoted',
  '|': 'block',
  '>': 'block',
};

/** The source range of each part of the value. One part for the whole value if the library reads it differently. */
function decoded(raw: string, start: number, value: string): DecodedText {
  const builder = new TextBuilder();
  if (raw === value) {
    builder.add(value, start, start + raw.length);
    return builder.take();
  }
  const own = decodeYamlScalar(raw);
  if (own?.text !== value) {
    builder.add(value, start, start + raw.length);
    return builder.take();
  }
  const segments = own.segments.map(({ at, length, source }) => ({
    at,
    length,
    source: rangeOf(source.start + start, source.end + start),
  }));
  return { text: value, segments };
}

function emptyScalar(range: Range, isInFlow: boolean): DataScalar {
  const text = { text: '', segments: [] };
  return { kind: 'scalar', tag: undefined, range, type: 'null', text, style: 'plain', isInFlow };
}

/** Only tags of applications. Those of YAML itself repeat what the source text shows anyway. */
function tagOf(node: Node): string | undefined {
  const { tag } = node as { readonly tag?: string };
  return tag === undefined || tag.startsWith('tag:yaml.org,2002:') || tag === '!' ? undefined : tag;
}

function nodeRange({
  range,
}: {
  readonly range?: readonly [number, number, number] | null | undefined;
}): Range {
  const [start = 0, end = 0] = range ?? [];
  return rangeOf(start, Math.max(start, end));
}

/** The first line of the library's message, as a sentence. */
function plain(message: string): string {
  const [first = message] = message.split('\n');
  const sentence = `${first.charAt(0).toLowerCase()}${first.slice(1)}`.replace(/\.$/, '');
  return `This is not valid YAML: ${printable(sentence)}.`;
}
