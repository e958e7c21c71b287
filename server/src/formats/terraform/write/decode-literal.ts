import { parseDocument } from 'yaml';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Segment } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { decodeYamlScalar } from '../../../text/yaml-scalar.ts';
import type { Literal } from '../evaluate/traced-text.ts';
import { TextBuilder } from '../../../text/decoded-text.ts';
import type { DecodedText } from '../../../text/decoded-text.ts';
import type { Expression, TemplatePart } from '../syntax/expression.ts';
import { parseJson } from '../../../data/json-syntax.ts';
import { parseExpression, parseTemplate } from '../syntax/parse-expression.ts';
import { decodedSource, fileSource } from '../syntax/source.ts';

/** The value of a literal, and the source of each part; `undefined` if it has no value. */
export function decodeLiteral(raw: string, form: Literal['form']): DecodedText | undefined {
  switch (form) {
    case 'quoted':
    case 'heredoc': {
      // Terraform requires a line ending after the marker.
      const { expression, faults } = parseExpression(fileSource(`${raw}\n`), 0, raw.length);
      return faults.length > 0 ? undefined : templateText(expression, raw);
    }
    case 'json': {
      const decoded = jsonString(raw);
      const parsed = decoded && parseTemplate(decodedSource(decoded, rangeOf(0, raw.length)));
      return parsed?.faults.length === 0 ? templateText(parsed.expression, raw) : undefined;
    }
    case 'json-data':
      return jsonString(raw);
    case 'yaml':
    case 'yaml-in-brackets':
      return decodeYamlScalar(raw);
    default:
      return undefined;
  }
}

/** The value of the literal according to another parser, if there is one. */
export function readLiteral(raw: string, form: Literal['form']): string | undefined {
  if (form === 'yaml') return readYaml(`- ${raw}`, raw);
  // In flow collections, plain scalars end earlier.
  if (form === 'yaml-in-brackets') return readYaml(`[${raw}]`, raw);
  return decodeLiteral(raw, form)?.text;
}

function readYaml(list: string, raw: string): string | undefined {
  const document = parseDocument(list, { schema: 'yaml-1.1', logLevel: 'silent' });
  const values: unknown = document.errors.length > 0 ? undefined : document.toJS();
  if (!Array.isArray(values) || values.length !== 1) return undefined;
  const [value] = values as readonly unknown[];
  // Terraform converts a number to a string if it needs one.
  if (typeof value === 'number' && /^\d+$/.test(raw) && String(value) === raw) return raw;
  return typeof value === 'string' ? value : undefined;
}

function jsonString(raw: string): DecodedText | undefined {
  const { root, faults } = parseJson(raw);
  return faults.length === 0 && root.kind === 'string' ? root.value : undefined;
}

/** The text of a template; computed parts are kept as they are. */
function templateText(expression: Expression, raw: string): DecodedText | undefined {
  if (expression.kind !== 'template') return undefined;
  const builder = new TextBuilder();
  addParts(builder, expression.parts, raw);
  return builder.take();
}

function addParts(builder: TextBuilder, parts: readonly TemplatePart[], raw: string): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        for (const s of part.segments) addSegment(builder, part.text, s);
        break;
      case 'interpolation':
        addComputed(builder, part.range, raw);
        break;
      case 'if':
        addComputed(builder, part.condition.range, raw);
        addParts(builder, part.then, raw);
        builder.add(HOLE, part.range.end, part.range.end);
        addParts(builder, part.otherwise, raw);
        break;
      case 'for':
        addComputed(builder, part.collection.range, raw);
        addParts(builder, part.body, raw);
        break;
    }
  }
}

function addSegment(builder: TextBuilder, text: string, { at, length, source }: Segment): void {
  builder.add(text.slice(at, at + length), source.start, source.end);
}

function addComputed(builder: TextBuilder, { start, end }: Range, raw: string): void {
  builder.add(`${HOLE}${raw.slice(start, end)}${HOLE}`, start, end);
}
