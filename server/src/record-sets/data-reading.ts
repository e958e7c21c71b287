import { editScalar, readTextScalar, typeScalar } from '../data/scalar-edit.ts';
import type { DataNode, DataProblem, DataScalar } from '../data/node.ts';
import { indentOf, lineStart } from '../data/yaml-lines.ts';
import type { DocumentProblem } from '../records/document.ts';
import { yamlPragmas } from '../records/yaml-comments.ts';
import { applyEdits, type Edit } from '../text/edit.ts';
import { MappedText } from '../text/mapped-text.ts';
import { countUpTo } from '../text/range-union.ts';
import { rangeOf } from '../text/range.ts';
import { documentsOf, type DataSets } from './data-sets.ts';
import { addDataSet } from './data-add.ts';
import { removeFromData } from './data-remove.ts';
import type { RecordSet, SetReading, TextLiteral } from './record-set.ts';

/** The record sets of data, with their edits. */
export function dataReading(data: DataSets): SetReading {
  const { source, sets, problems, hasTemplates, language } = data;
  let scalars: ScalarIndex | undefined;
  const literalAt = (offset: number): TextLiteral | undefined => {
    if (data.isTypedElsewhere?.(offset) === true) return undefined;
    scalars ??= new ScalarIndex(documentsOf(data).flatMap(({ root }) => root ?? []));
    const scalar = scalars.at(offset);
    return scalar && scalarLiteral(scalar, data);
  };
  return {
    sets,
    problems,
    ...(hasTemplates === undefined ? {} : { hasTemplates }),
    ...(language === 'yaml' ? { pragmasIn: yamlPragmas } : {}),
    literalAt,
    remove: (set, value) => removeFromData(data, set, value),
    add: (change, beside) => addDataSet(data, change, beside, literalAt),
    ...(language === 'yaml' ? { commentBefore: (set, text) => commentBefore(source, set, text) } : {}),
  };
}

/** Converts problems of data to problems of a document. */
export function dataProblems(problems: readonly DataProblem[]): readonly DocumentProblem[] {
  return problems.map(({ message, range, isUnread, isLimit }) => ({
    message,
    range,
    ...(isUnread ? { unread: { kind: isLimit === true ? ('limit' as const) : ('format' as const) } } : {}),
  }));
}

/** The scalars of data by position. */
class ScalarIndex {
  private readonly scalars: readonly DataScalar[];
  private readonly starts: readonly number[];

  constructor(roots: readonly DataNode[]) {
    const byStart = new Map<number, DataScalar>();
    collect(roots, byStart);
    this.scalars = [...byStart.values()].sort((a, b) => a.range.start - b.range.start);
    this.starts = this.scalars.map(({ range }) => range.start);
  }

  at(offset: number): DataScalar | undefined {
    const scalar = this.scalars[countUpTo(this.starts, offset) - 1];
    return scalar !== undefined && offset <= scalar.range.end ? scalar : undefined;
  }
}

/** The content of an alias is found where it is written. */
function collect(roots: readonly DataNode[], byStart: Map<number, DataScalar>): void {
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'scalar') byStart.set(next.range.start, next);
    else if (next.kind === 'list') open.push(...next.items);
    else if (next.kind === 'map')
      for (const { key, value } of next.entries) {
        byStart.set(key.range.start, key);
        open.push(value);
      }
  }
}

function scalarLiteral(scalar: DataScalar, { source, expressions }: DataSets): TextLiteral {
  const { range, text } = scalar;
  const expressionsIn = (typed: string): number =>
    expressions === undefined ? 0 : typed.split(expressions).length;
  const isSafe = (typed: string): boolean => expressionsIn(typed) <= expressionsIn(text.text);
  return {
    range,
    text,
    edit(edits) {
      // A missing value has no source text.
      if (text.text === '' && range.end - range.start < 2) return undefined;
      const typed = new MappedText(text.text, text.segments);
      const placed: Edit[] = [];
      for (const edit of edits) {
        const at = text.text === '' ? rangeOf(range.end - 1, range.end - 1) : typed.toSource(edit.range);
        if (at === undefined) return undefined;
        placed.push({ range: at, text: edit.text });
      }
      const wanted = applyEdits(text.text, edits);
      return isSafe(wanted) ? editScalar(source, scalar, placed, (read) => read.text === wanted) : undefined;
    },
    retype(other) {
      if (scalar.style === 'block' || scalar.tag !== undefined || !isSafe(other)) return undefined;
      // A number remains a number if possible.
      if (scalar.type === 'integer' && /^(?:0|[1-9]\d*)$/.test(other)) return other;
      if (scalar.type === 'boolean' && /^(?:true|false)$/.test(other)) return other;
      return typeScalar(other, scalar);
    },
    reread(typed) {
      if (scalar.type !== 'text' || scalar.style === 'block' || scalar.tag !== undefined) return undefined;
      const read = readTextScalar(typed, scalar.isInFlow, range.start);
      // The rest would have another meaning.
      return read?.range.end === range.start + typed.length ? read.text : undefined;
    },
  };
}

function commentBefore(source: string, { range }: RecordSet, text: string): readonly Edit[] | undefined {
  const start = lineStart(source, range.start);
  // An item of a list comes after its dash.
  if (!/^[ \t]*(?:-[ \t]+)?$/.test(source.slice(start, range.start))) return undefined;
  const indent = /^[ \t]*/.exec(source.slice(start, range.start))?.[0] ?? indentOf(source, range.start);
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  return [{ range: rangeOf(start, start), text: `${indent}# ${text}${eol}` }];
}
