import { attributeOf } from '../evaluate/access.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Scope } from '../evaluate/scope.ts';
import type { Evaluation } from '../evaluate/work.ts';
import type { Expression } from '../syntax/expression.ts';
import { textValue, unknown, weightOf, listValue, mapValueOf } from '../evaluate/value.ts';
import type { MapEntry, MapValue, Value } from '../evaluate/value.ts';
import { joinTraced } from '../evaluate/traced-text.ts';
import type { TracedText } from '../evaluate/traced-text.ts';

/** The sources of input values, the weakest first: maps, and values for which it is unknown which inputs they have. */
export type InputLayers = readonly Value[];

/** The arguments of `merge` are layers of their own: an unknown one does not hide the keys of stronger ones. */
export function* layersOf(expression: Expression, scope: Scope): Evaluation<InputLayers> {
  if (expression.kind === 'parentheses') return yield* layersOf(expression.inner, scope);
  if (expression.kind === 'call' && expression.name === 'merge' && !expression.expandsLast) {
    const layers: Value[] = [];
    for (const argument of expression.arguments) layers.push(...(yield* layersOf(argument, scope)));
    return layers;
  }
  const value = yield* evaluate(expression, scope);
  return value.kind === 'null' ? [] : [value];
}

/** All layers as one value; unknown if it is unknown which inputs there are. */
export function inputsValue(layers: InputLayers, reference: string): Value {
  const entries: MapEntry[] = [];
  for (const layer of layers) {
    if (layer.kind !== 'map') return unknown(reference);
    for (const entry of layer.entries.values()) entries.push(entry);
  }
  return mapValueOf(entries);
}

/**
 * The value that the layers set for an input. `undefined`: none, so the variable's default is used. Terragrunt does not pass
 * inputs that are null.
 */
export function inputOf(layers: InputLayers, name: string, reference: string): Value | undefined {
  for (const layer of [...layers].reverse()) {
    if (layer.kind !== 'map') return unknown(`${reference}.${name}`);
    const value = attributeOf(layer, name);
    if (value !== undefined) return value.kind === 'null' ? undefined : value;
  }
  return undefined;
}

/**
 * `merge_strategy = "deep"`: nested maps are merged, and lists are concatenated.
 * https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#include
 */
export function mergeDeep(weak: InputLayers, strong: InputLayers): InputLayers {
  const [base, over] = [inputsValue(weak, ''), inputsValue(strong, '')];
  return base.kind === 'map' && over.kind === 'map' ? [deepMerged(base, over)] : [...weak, ...strong];
}

function deepMerged(weak: MapValue, strong: MapValue): Value {
  const entries = new Map(weak.entries);
  for (const [name, entry] of strong.entries) {
    const known = entries.get(name)?.value;
    entries.set(
      name,
      known === undefined ? entry : { key: entry.key, value: deepMergedValue(known, entry.value) },
    );
  }
  return mapValueOf(entries.values());
}

function deepMergedValue(weak: Value, strong: Value): Value {
  if (weak.kind === 'map' && strong.kind === 'map') return deepMerged(weak, strong);
  if (weak.kind === 'list' && strong.kind === 'list')
    return listValue([...weak.elements, ...strong.elements]);
  // Which parts of an unknown collection are replaced is unknown too.
  return weak.kind === 'unknown' && (strong.kind === 'map' || strong.kind === 'list') ? weak : strong;
}

/**
 * A value as Terraform receives it in `TF_VAR_name`: a collection is JSON that is parsed as an expression, in which `%%{` means
 * `%{`. Terragrunt escapes `${` itself.
 */
export function asVariable(value: Value): Value {
  return value.kind === 'text' ? value : unescaped(value);
}

function unescaped(value: Value): Value {
  switch (value.kind) {
    case 'text':
      return value.text.text.includes('%%{') ? textValue(withoutEscapes(value.text)) : value;
    case 'list': {
      const elements = value.elements.map(unescaped);
      return elements.every((element, i) => element === value.elements[i]) ? value : listValue(elements);
    }
    case 'map': {
      const entries = [...value.entries.values()];
      const read = entries.map((entry) => ({ ...entry, value: unescaped(entry.value) }));
      return read.every((entry, i) => entry.value === entries[i]?.value) ? value : mapValueOf(read);
    }
    default:
      return value;
  }
}

function withoutEscapes(text: TracedText): TracedText {
  const parts: TracedText[] = [];
  let from = 0;
  for (const { index } of text.text.matchAll(/%%\{/g)) {
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  return joinTraced([...parts, text.slice(from)]);
}

/** Steps for processing the values of an input. */
export function inputSteps(value: Value): number {
  return Math.ceil(weightOf(value) / WEIGHT_PER_STEP);
}

const WEIGHT_PER_STEP = 16;
