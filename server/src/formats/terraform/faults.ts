import type { Fault } from '../../records/format.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { ModuleFile } from './evaluate/module-source.ts';
import type { Attribute, Body } from './syntax/body.ts';
import type { Expression, FunctionCall } from './syntax/expression.ts';
import type { TopLevelItem } from './syntax/item.ts';
import { partsOfExpression } from './syntax/parts-of-expression.ts';
import { readExpression } from './syntax/read-expression.ts';
import { isMacro } from './syntax/known-fault.ts';
import { unevenSplit } from './uneven-split.ts';

/** An anchor that belongs to no record: the start of the document. */
const DOCUMENT = { id: -1 };

/** Faults in a file that give records other values than intended, whatever uses the values. Offsets in the document. */
export function faultsOf({ items, isJson }: ModuleFile): readonly Fault[] {
  const faults: Fault[] = [];
  let base = 0;
  for (const item of items) {
    if (!isJson && MAY_HAVE_FAULTS.test(item.text)) {
      for (const attribute of attributesOf(item)) addFaultsIn(attribute, item.text, base, faults);
    }
    base += item.text.length;
  }
  return faults.sort((a, b) => a.range.start - b.range.start);
}

/** A file has few of these, and is not examined further without one. */
const MAY_HAVE_FAULTS = /(?<!%)%\{[a-z]|\breplace\s*\(/i;

function* attributesOf({ attributes, blocks }: TopLevelItem): Iterable<Attribute> {
  yield* attributes;
  const open: Body[] = blocks.map(({ body }) => body);
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    yield* body.attributes;
    for (const block of body.allBlocks) open.push(block.body);
  }
}

function addFaultsIn({ expression: raw }: Attribute, text: string, base: number, faults: Fault[]): void {
  if (raw.kind !== 'native' || !MAY_HAVE_FAULTS.test(text.slice(raw.range.start, raw.range.end))) return;
  const { expression } = readExpression(text, raw);
  const inDocument = ({ start, end }: Range): Range => rangeOf(start + base, end + base);
  for (const part of partsOfExpression(expression)) {
    const typed = text.slice(part.range.start, part.range.end);
    if (part.kind === 'invalid' && isMacro(typed)) faults.push(macroFault(inDocument(part.range), typed));
    const uneven = part.kind === 'call' ? unevenSplit(textsOf(part)) : undefined;
    if (uneven === undefined || part.kind !== 'call') continue;
    const [, pattern, replacement] = part.arguments;
    const range = (uneven.at === 'pattern' ? pattern : replacement)?.range ?? part.range;
    const place = inDocument(range);
    faults.push({
      code: 'uneven-split',
      taken: uneven.taken,
      given: uneven.given,
      anchor: DOCUMENT,
      range: place,
      text: text.slice(range.start, range.end),
      ...(uneven.fixed === undefined
        ? {}
        : {
            repair: {
              title: 'Keep all characters',
              safety: 'safe',
              edits: [{ range: place, text: `"${uneven.fixed}"` }],
            },
          }),
    });
  }
}

function macroFault(range: Range, text: string): Fault {
  return {
    code: 'macro-as-directive',
    escaped: `%${text}`,
    anchor: DOCUMENT,
    range,
    text,
    repair: {
      title: `Replace with "%${text}"`,
      safety: 'safe',
      edits: [{ range: rangeOf(range.start, range.start), text: '%' }],
    },
  };
}

/** The pattern and the replacement of a `replace` call, if both are literals. */
function textsOf({ name, arguments: given }: FunctionCall): readonly [string, string] | undefined {
  const [, pattern, replacement] = given.map(plainText);
  if (name !== 'replace' || given.length !== 3) return undefined;
  return pattern === undefined || replacement === undefined ? undefined : [pattern, replacement];
}

function plainText(expression: Expression): string | undefined {
  if (expression.kind !== 'template' || expression.form !== 'quoted') return undefined;
  const [part] = expression.parts;
  return expression.parts.length === 1 && part?.kind === 'text' ? part.text : undefined;
}
