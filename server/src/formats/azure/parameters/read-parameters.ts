import { readJsonData } from '../../../data/json.ts';
import { scalarOf, valueOf, type DataNode } from '../../../data/node.ts';
import { parseBicep } from '../bicep/parse.ts';
import { Evaluator } from '../evaluate/evaluate.ts';
import { frameOf, unknownAt, type AzureValue, type ValueEntry } from '../evaluate/value.ts';
import { MAX_TEMPLATE_LENGTH } from '../template-length.ts';
import type { GivenValues } from './given.ts';

/** A file with values for the parameters of a template. */
export interface ParameterFile {
  /** The template that it names, as in the source; `undefined` if it names none. */
  readonly using: string | undefined;
  readonly given: GivenValues;
}

/** The values of a file with an error. */
const UNREADABLE: GivenValues = { values: new Map(), isPartial: true };

/** The parameters in `.bicepparam` and JSON files; `undefined` if it is not such a file. Never throws. */
export function readParameterFile(path: string, text: string): ParameterFile | undefined {
  if (text.length > MAX_TEMPLATE_LENGTH) return undefined;
  return /\.bicepparam$/i.test(path) ? readBicepParameters(text) : readJsonParameters(text);
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameter-files */
function readBicepParameters(text: string): ParameterFile {
  const { names, faults, using, isExtended } = parseBicep(text);
  // After an error, the end of a value is uncertain.
  if (faults.length > 0) return { using, given: UNREADABLE };
  const evaluator = new Evaluator();
  const parts = new GivenParts();
  const scope = { frame: frameOf(names), locals: new Map<string, AzureValue>() };
  const values = new Map<string, AzureValue>();
  for (const [name, named] of names) {
    if (named.kind !== 'parameter') continue;
    const { value, range } = named;
    values.set(
      name.toLowerCase(),
      value === undefined ? unknownAt(range) : parts.certain(evaluator.evaluate(value, scope)),
    );
  }
  return { using, given: { values, isPartial: isExtended } };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files */
function readJsonParameters(text: string): ParameterFile | undefined {
  const { root, problems } = readJsonData(text, { hasComments: true });
  const schema = root?.kind === 'map' ? scalarOf(root, '$schema')?.text.text : undefined;
  if (root?.kind !== 'map' || !/\/deploymentParameters\.json/i.test(schema ?? '')) return undefined;
  if (problems.length > 0) return { using: undefined, given: UNREADABLE };
  const parameters = valueOf(root, 'parameters');
  const parts = new GivenParts();
  const values = new Map<string, AzureValue>();
  if (parameters?.kind === 'map')
    for (const { key, value } of parameters.entries) {
      // A reference to a secret has no value here.
      const given = value.kind === 'map' ? valueOf(value, 'value') : undefined;
      values.set(
        key.text.text.toLowerCase(),
        given === undefined ? unknownAt(value.range) : parts.certain(valueOfData(given)),
      );
    }
  return { using: undefined, given: { values, isPartial: false } };
}

function valueOfData(node: DataNode): AzureValue {
  const { range } = node;
  switch (node.kind) {
    case 'list':
      return { kind: 'list', range, items: node.items.map(valueOfData) };
    case 'map':
      return {
        kind: 'map',
        range,
        isPartial: false,
        entries: new Map(
          node.entries.map(({ key, value }) => [
            key.text.text.toLowerCase(),
            { key: key.text, value: valueOfData(value) },
          ]),
        ),
      };
    case 'scalar':
      switch (node.type) {
        case 'text':
          // Expressions belong in templates, so the value of one here is unknown.
          return /^\[[^]*\]$/.test(node.text.text)
            ? unknownAt(range)
            : { kind: 'text', range, text: node.text };
        case 'integer':
          return { kind: 'number', range, text: node.text };
        case 'boolean':
          return { kind: 'boolean', range, value: node.text.text === 'true' };
        case 'null':
          return { kind: 'null', range };
        default:
          return unknownAt(range);
      }
    case 'unknown':
      return unknownAt(range);
  }
}

/**
 * Placeholders that a pipeline replaces before the deployment: `#{Domain}#`, `$(domain)`, `{{ domain }}`, `<domain>`,
 * `__Domain__`, `%domain%`.
 */
const TOKEN = /#\{|\$[({]|\{\{|<[^<>]*>|__\w+__|%\w+%/;

/** Parts of the values in a parameter file: items, entries and pieces of text. A variable may be part of many. */
export const MAX_GIVEN_PARTS = 100_000;

/** Characters of text that count as one part. */
const CHARACTERS_PER_PART = 64;

/** The rest of {@link MAX_GIVEN_PARTS}. */
class GivenParts {
  private left = MAX_GIVEN_PARTS;

  /** A value in which placeholders, and anything over the limit, are unknown. */
  certain(value: AzureValue): AzureValue {
    const { range } = value;
    this.left -= 1 + ('text' in value ? value.text.text.length / CHARACTERS_PER_PART : 0);
    if (this.left < 0) return unknownAt(range);
    switch (value.kind) {
      case 'text':
        return TOKEN.test(value.text.text) ? unknownAt(range) : value;
      case 'list': {
        const items: AzureValue[] = [];
        for (const item of value.items) {
          if (this.left < 0) return unknownAt(range);
          items.push(this.certain(item));
        }
        return { ...value, items };
      }
      case 'map': {
        const entries = new Map<string, ValueEntry>();
        for (const [name, entry] of value.entries) {
          if (this.left < 0) return unknownAt(range);
          entries.set(name, { ...entry, value: this.certain(entry.value) });
        }
        return { ...value, entries };
      }
      default:
        return value;
    }
  }
}
