import type { AnyNode, CallExpression, Program } from 'acorn';
import {
  asciiLowerCase,
  canonicalName,
  childOf,
  isAtOrBelow,
  relativeTo,
  type DomainName,
} from '../../dns/names.ts';
import { MAX_TYPED_WORDS, type TypedData } from '../../records/document.ts';
import { fieldNameAt, hostFieldOf, TEXT_FIELD, type TypedField } from '../../records/typed-field.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { parametersOf, typeOfFunction } from './functions/record-functions.ts';
import type { ScriptRecord } from './read-record.ts';
import { nodesAround } from './syntax/walk.ts';

/** The argument of a call at an offset, in an unfinished or finished string literal. */
export function scriptFieldAt(program: Program, source: string, offset: number): TypedField | undefined {
  const around = nodesAround(program, offset);
  const literal = around.at(-1);
  if (literal?.type !== 'Literal' || typeof literal.value !== 'string') return undefined;
  const quote = source[literal.start];
  const isClosed = literal.end - literal.start > 1 && source[literal.end - 1] === quote;
  const inside = rangeOf(literal.start + 1, isClosed ? literal.end - 1 : literal.end);
  const isInside = inside.start <= offset && offset <= inside.end;
  if (!isInside || source.slice(inside.start, inside.end).includes('\\')) return undefined;
  const call = [...around].reverse().find((node) => node.type === 'CallExpression');
  const zone = zoneAround(around);
  return call && fieldIn(call, literal, { source, inside, offset, zone });
}

interface At {
  readonly source: string;
  readonly inside: Range;
  readonly offset: number;
  readonly zone: DomainName | undefined;
}

function fieldIn(call: CallExpression, literal: AnyNode, at: At): TypedField | undefined {
  const name = call.callee.type === 'Identifier' ? call.callee.name : '';
  const parameters = parametersOf(name);
  const index = call.arguments.findIndex(({ start, end }) => start <= literal.start && literal.end <= end);
  if (parameters === undefined) return name === 'SPF_BUILDER' ? partField(call, literal, at) : undefined;
  if (index < 0 || index >= parameters.length) return undefined;
  const type = typeOfFunction(name);
  const owner = ownerOf(call, at);
  const isOwner = index === 0;
  const isName = parameters[index] === 'target' && type !== 'TXT';
  const field = isOwner ? undefined : isName ? hostFieldOf(type) : fieldNameAt(type, index - 1);
  return {
    part: isOwner ? 'owner' : 'data',
    range: isOwner || isName ? at.inside : wordAt(at),
    owner: isOwner ? undefined : owner,
    type,
    field,
    origin: at.zone,
    isQuoted: true,
    write: isOwner ? (written) => relativeLabel(written, at.zone) : (written) => `${written}.`,
  };
}

/** A part of an SPF record. Each term is one string. */
function partField(call: CallExpression, literal: AnyNode, at: At): TypedField | undefined {
  const [options] = call.arguments;
  if (options?.type !== 'ObjectExpression') return undefined;
  const isPart = options.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.key.name === 'parts' &&
      property.value.start <= literal.start &&
      literal.end <= property.value.end,
  );
  if (!isPart) return undefined;
  return {
    part: 'data',
    range: wordAt(at),
    owner: at.zone,
    type: 'TXT',
    field: TEXT_FIELD,
    origin: at.zone,
    isQuoted: true,
    write: (name) => `${name}.`,
  };
}

function ownerOf({ arguments: [label] }: CallExpression, { zone }: At): DomainName | undefined {
  if (label?.type !== 'Literal' || typeof label.value !== 'string' || zone === undefined) return undefined;
  return label.value === '@' ? zone : childOf(canonicalName(label.value), zone);
}

/** The domain of the enclosing call, if its name is a literal. */
function zoneAround(around: readonly AnyNode[]): DomainName | undefined {
  for (const node of [...around].reverse()) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') continue;
    if (node.callee.name !== 'D' && node.callee.name !== 'D_EXTEND') continue;
    const [name] = node.arguments;
    if (name?.type !== 'Literal' || typeof name.value !== 'string') return undefined;
    return canonicalName(asciiLowerCase(name.value).split('!', 1)[0] ?? '');
  }
  return undefined;
}

function relativeLabel(name: DomainName, zone: DomainName | undefined): string {
  if (zone === undefined || !isAtOrBelow(name, zone)) return name;
  return relativeTo(name, zone) ?? '@';
}

function wordAt({ source, inside, offset }: At): Range {
  const isIn = (at: number): boolean => !/\s/.test(source[at] ?? ' ');
  let { start, end } = rangeOf(offset, offset);
  while (start > inside.start && isIn(start - 1)) start--;
  while (end < inside.end && isIn(end)) end++;
  return rangeOf(start, end);
}

/** The data of the record at an offset, word by word. */
export function typedDataIn(
  records: readonly ScriptRecord[],
  path: string,
  offset: number,
): TypedData | undefined {
  for (const { octets, from } of records) {
    const isHere = octets?.segments.some(
      ({ source, literal }) => literal.path === path && source.start <= offset && offset <= source.end,
    );
    if (octets === undefined || isHere !== true) continue;
    const words: Range[] = [];
    for (const { index, 0: word } of octets.text.matchAll(/[^ ]+/g)) {
      if (words.length === MAX_TYPED_WORDS) break;
      const { segments } = octets.slice(index, index + word.length);
      const first = segments[0];
      const last = segments.at(-1);
      const isTyped = first !== undefined && last?.literal === first.literal && first.literal.path === path;
      const before = words.at(-1)?.end ?? 0;
      words.push(isTyped ? rangeOf(first.source.start, last.source.end) : rangeOf(before, before));
    }
    return { type: from.call.type, words };
  }
  return undefined;
}
