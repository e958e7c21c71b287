import { attributeOf } from '../evaluate/access.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Scope } from '../evaluate/scope.ts';
import type { Evaluation } from '../evaluate/work.ts';
import type { Expression } from '../syntax/expression.ts';
import { textValue, unknown, weightOf, listValue, mapValueOf } from '../evaluate/value.ts';
import type { MapEntry, MapValue, Value } from '../evaluate/value.ts';
import { joinTraced } from '../evaluate/traced-text.ts';
import type { TracedText } from '../evaluate/traced-text.ts';

/** What gives values to inputs, the weakest first: maps, and values of which it is unknown which inputs they have. */
export type InputLayers = readonly Value[];

/** What `merge` joins are layers of their own: one that is unknown hides no key of those that are stronger. */
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

/** All layers as one value; unknown where it is unknown which inputs there are. */
export function inputsValue(layers: InputLayers, reference: string): Value {
  const entries: MapEntry[] = [];
  for (const layer of layers) {
    if (layer.kind !== 'map') return unknown(reference);
    for (const entry of layer.entries.values()) entries.push(entry);
  }
  return mapValueOf(entries);
}

/**
 * What the layers give to an input. `undefined`: nothing, so the default of the variable counts. Terragrunt passes no input that
 * is null.
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
 * `merge_strategy = "deep"`: maps in maps are merged, and lists are joined.
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
  // Which of the parts of an unknown collection are replaced is unknown, too.
  return weak.kind === 'unknown' && (strong.kind === 'map' || strong.kind === 'list') ? weak : strong;
}

/**
 * A value as Terraform gets it in `TF_VAR_name`: a collection is JSON that is read as an expression, in which `%%{` is
 * an escape for `%{`. Terragrunt escapes `${` itself.
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

/** Steps for going through the values of an input. */
export function inputSteps(value: Value): number {
  return Math.ceil(weightOf(value) / WEIGHT_PER_STEP);
}

const WEIGHT_PER_STEP = 16;
