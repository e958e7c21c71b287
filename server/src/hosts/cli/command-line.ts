import { parseArgs } from 'node:util';

import { nearestName } from '../../text/nearest-name.ts';
import { OPTIONS } from './options.ts';
import type { Option, OptionName } from './options.ts';
import { UsageError } from './usage-error.ts';

type OptionDefinition = Option & { readonly name: OptionName };

/** Options as given: the values of an option in their order, `''` for one that takes none. */
export type Given = ReadonlyMap<OptionName, readonly string[]>;

export interface CommandLine {
  readonly given: Given;
  /** The last of `--color` and `--no-color`. */
  readonly color: boolean | undefined;
  readonly words: readonly string[];
  /** The options as given, with their values, in their order. */
  readonly sequence: readonly (readonly [option: OptionName, value: string])[];
}

/** As `parseArgs` takes them. */
const NODE_OPTIONS = Object.fromEntries(
  Array.from(OPTIONS.values(), ({ name, short, value }) => [
    name,
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]),
);

/** Our own messages say more than those of node's strict mode. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: NODE_OPTIONS,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  const given = new Map<OptionName, string[]>();
  const words: string[] = [];
  const sequence: [OptionName, string][] = [];
  let color: boolean | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, value } = token;
    if (rawName === '--no-color' || rawName === '--color') {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
      color = rawName === '--color';
    }
    const option = optionNamed(token.name, rawName);
    const values = given.get(option.name) ?? [];
    const read = valueOf(option, rawName, value, token.inlineValue === true);
    values.push(read);
    given.set(option.name, values);
    sequence.push([option.name, read]);
  }
  return { given, color, words, sequence };
}

function optionNamed(name: string, rawName: string): OptionDefinition {
  const option = OPTIONS.get(name);
  if (option !== undefined && (option.isNegatable === true || !rawName.startsWith('--no-'))) return option;
  const near = nearestName(name, [...OPTIONS.keys()]);
  const hint = near === undefined ? '' : `; did you mean --${near}?`;
  throw new UsageError(`there is no option ${rawName}${hint}`);
}

function valueOf(
  option: OptionDefinition,
  rawName: string,
  value: string | undefined,
  inline: boolean,
): string {
  if (option.value === undefined) {
    if (value === undefined) return '';
    throw new UsageError(`${rawName} takes no value`);
  }
  // "--config --fix" is a forgotten value; "--config=--fix" is a strange one.
  if (option.canBeEmpty === true && value === '') return value;
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-')) {
    throw new UsageError(`${rawName} needs a value`);
  }
  return value;
}
