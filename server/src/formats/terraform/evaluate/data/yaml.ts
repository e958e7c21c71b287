import { Composer, isAlias, isCollection, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { CST, Document, Node, Scalar } from 'yaml';
import { rangeOf } from '../../../../text/range.ts';
import type { Range } from '../../../../text/range.ts';
import { verbatimText } from '../../../../text/decoded-text.ts';
import type { DecodedText } from '../../../../text/decoded-text.ts';
import type { Literal, TracedText } from '../traced-text.ts';
import {
  booleanValue,
  listValue,
  mapValueOf,
  MAX_WEIGHT,
  NULL_VALUE,
  textValue,
  TOO_LARGE_VALUE,
  toText,
  unknown,
  weightOf,
} from '../value.ts';
import type { MapEntry, Value } from '../value.ts';
import { typedNumber } from '../exact-number.ts';
import { DataText } from './data-text.ts';
import type { DataReading } from './data-reading.ts';
import type { Evaluation } from '../work.ts';
import { MAX_YAML_NESTING, mayNestTooDeep } from '../../../../data/yaml-nesting.ts';
import { decodeYamlScalar } from '../../../../text/yaml-scalar.ts';

/**
 * Tokens of one text: about 200 kilobytes of records. The library builds a tree from all of them without a pause, which takes
 * about 80 milliseconds for that many.
 */
export const MAX_YAML_TOKENS = 120_000;
/** Steps for a token, from the text to the value. */
const STEPS_PER_TOKEN = 3;
const TOKENS_CHARGED_AT_ONCE = 256;
/** Characters of a token, after the first ones, that are read in one step: a text may be one token. */
const CHARACTERS_PER_STEP = 16;
/** Characters of a string in double quotes that are decoded in one step. */
const ESCAPES_PER_STEP = 5;
/** Weight of all values that the aliases of one text refer to ({@link weightOf}): a value that is used twice counts twice. */
export const MAX_ALIASED = MAX_WEIGHT / 4;

/** The value of a YAML text for `yamldecode`, as far as it is YAML; `undefined` if it takes too much work. */
export function* readYaml(traced: TracedText, reading: DataReading): Evaluation<Value | undefined> {
  if (mayNestTooDeep(traced.text)) {
    reading.report('The YAML data is nested too deeply, so it is not read.');
    return undefined;
  }
  const tokens = yield* tokensOf(traced.text, reading);
  if (tokens === undefined) return undefined;
  if (!reading.spend(1)) return undefined;
  const composer = new Composer({ schema: 'yaml-1.1', uniqueKeys: false, prettyErrors: false });
  // Further documents of a stream are not read.
  const [document] = composer.compose(tokens, true, traced.length) as Iterable<Document>;
  yield;
  const [error] = document?.errors ?? [];
  if (document === undefined || (error !== undefined && !traced.isKnown)) return undefined;
  if (error === undefined) return yield* new YamlValues(traced, reading).read(document.contents);
  // An unknown part may be what is missing: a text with such a part is not read at all.
  const [start, end] = error.pos;
  const place = new DataText(traced).placeOf(rangeOf(start, end));
  reading.reportInvalid('This is not valid YAML, so what follows is not read.', place);
  return yield* new YamlValues(traced, reading, start).read(document.contents);
}

function* tokensOf(text: string, reading: DataReading): Evaluation<readonly CST.Token[] | undefined> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const characters = Math.floor(lexeme.length / CHARACTERS_PER_STEP);
    if (characters > 0 && !reading.spend(characters)) return undefined;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count % TOKENS_CHARGED_AT_ONCE > 0) continue;
    if (!reading.spend(TOKENS_CHARGED_AT_ONCE * STEPS_PER_TOKEN)) return undefined;
    if (reading.isPauseDue) yield;
    if (count <= MAX_YAML_TOKENS) continue;
    reading.report('The YAML data is too large, so it is not read.');
    return undefined;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** Creates values from nodes. An alias is the value of its anchor, which is read once. */
class YamlValues {
  private readonly text: DataText;
  private readonly reading: DataReading;
  private readonly end: number;
  /** By the name of the anchor; `undefined`: its node is being read. */
  private readonly anchors = new Map<string, Value | undefined>();
  private aliased = 0;
  private depth = 0;
  /** Flow collections around the current node. */
  private brackets = 0;

  /** `end`: nothing from this offset on is read. */
  constructor(traced: TracedText, reading: DataReading, end = Infinity) {
    this.text = new DataText(traced);
    this.reading = reading;
    this.end = end;
  }

  *read(node: Node | null | undefined): Evaluation<Value> {
    if (node === undefined || this.depth > MAX_YAML_NESTING) return unknown('yaml');
    if (node === null) return NULL_VALUE;
    if (isAlias(node)) return this.alias(node.source, nodeRange(node));
    const { anchor } = node as Scalar;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const isInBrackets = isCollection(node) && node.flow === true;
    this.depth++;
    if (isInBrackets) this.brackets++;
    let value = yield* this.readHere(node);
    if (this.reading.isPauseDue) yield;
    if (isInBrackets) this.brackets--;
    this.depth--;
    if (value === TOO_LARGE_VALUE)
      value = this.left(nodeRange(node), 'This is too large, so its value is unknown.');
    if (anchor !== undefined) this.anchors.set(anchor, value);
    return value;
  }

  /** Whether the node is before the first error; for a collection, its parts decide. */
  private isRead(node: Node | null): boolean {
    if (this.end === Infinity) return true;
    if (node === null) return false;
    const { start, end } = nodeRange(node);
    return (isCollection(node) ? start : end) < this.end;
  }

  private alias(name: string, range: Range): Value {
    const value = this.anchors.get(name);
    if (value === undefined) {
      const reason = this.anchors.has(name) ? 'refers to its own anchor' : 'has no anchor before it';
      return this.left(range, `"*${name}" ${reason}, so its value is unknown.`);
    }
    const weight = weightOf(value);
    this.aliased += weight;
    if (this.aliased > MAX_ALIASED || !this.reading.spend(weight / WEIGHT_PER_STEP)) {
      this.aliased -= weight;
      return this.left(range, 'The aliases together are too large, so the value of this one is unknown.');
    }
    return value;
  }

  /** Reports what is left out. */
  private left(range: Range, message: string): Value {
    this.reading.report(message, this.text.placeOf(range));
    return unknown('yaml');
  }

  private *readHere(node: Node): Evaluation<Value> {
    if (isSeq<Node>(node)) {
      const elements: Value[] = [];
      for (const item of node.items) if (this.isRead(item)) elements.push(yield* this.read(item));
      return listValue(elements);
    }
    if (isMap<Node, Node>(node)) {
      const own: MapEntry[] = [];
      const merged: Value[] = [];
      for (const pair of node.items) {
        if (isMergeKey(pair.key)) {
          const value = yield* this.read(pair.value);
          if (value.kind === 'list') merged.push(...value.elements.slice(0, MAX_MERGED));
          else merged.push(value);
          continue;
        }
        if (!this.isRead(pair.key) || !this.isRead(pair.value)) continue;
        const key = toText(yield* this.read(pair.key));
        if (key === undefined) return unknown('yaml');
        own.push({ key, value: yield* this.read(pair.value) });
      }
      return mapValueOf(withMerged(own, merged));
    }
    if (!isScalar(node)) return unknown('yaml');
    const { start, end } = nodeRange(node);
    const isInQuotes = this.text.text[start] === '"';
    if (isInQuotes && !this.reading.spend(Math.floor((end - start) / ESCAPES_PER_STEP)))
      return unknown('yaml');
    return readScalar(node, this.text, this.brackets > 0 ? 'yaml-in-brackets' : 'yaml');
  }
}

/** The library uses a symbol for `<<` without quotes. */
function isMergeKey(key: Node): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

/** Maps that one map merges. */
const MAX_MERGED = 10_000;
/** Units of weight that are processed in one step when a map is merged. */
const WEIGHT_PER_STEP = 16;

/** A map's own entries win over merged ones, and earlier merged entries win over later ones. */
function* withMerged(own: readonly MapEntry[], merged: readonly Value[]): Iterable<MapEntry> {
  for (const map of [...merged].reverse()) if (map.kind === 'map') yield* map.entries.values();
  yield* own;
}

function nodeRange({ range }: Node): Range {
  const [start = 0, end = 0] = range ?? [];
  return rangeOf(start, end);
}

function readScalar(node: Scalar, text: DataText, form: Literal['form']): Value {
  const { value } = node;
  const { start, end } = nodeRange(node);
  const typed = text.text.slice(start, end);
  switch (typeof value) {
    case 'string':
      return textValue(text.part(value, rangeOf(start, end), form, exactIn(typed, start, value)));
    case 'number':
      return typedNumber(value, text.part(typed, rangeOf(start, end), form, verbatimText(typed, start)));
    case 'boolean':
      return booleanValue(value);
    default:
      return value === null ? NULL_VALUE : unknown('yaml');
  }
}

/** The source offsets of each part of the scalar's value; `undefined` if they are uncertain. */
function exactIn(typed: string, start: number, value: string): DecodedText | undefined {
  if (typed === value) return verbatimText(typed, start);
  const decoded = decodeYamlScalar(typed);
  if (decoded?.text !== value) return undefined;
  return {
    text: value,
    segments: decoded.segments.map(({ at, length, source }) => ({
      at,
      length,
      source: rangeOf(source.start + start, source.end + start),
    })),
  };
}
