import { parseArgs } from 'node:util';

import { nearestName } from '../../text/nearest-name.ts';
import { COMMAND_NAMES, commandNamed } from './commands.ts';
import type { CommandName } from './commands.ts';
import { OPTIONS } from './options.ts';
import type { Option, OptionName } from './options.ts';
import { UsageError } from './usage-error.ts';

type OptionDefinition = Option & { readonly name: OptionName };

/** The given options, each with its values in order. An option without a value has `''`. */
export type Given = ReadonlyMap<OptionName, readonly string[]>;

export interface CommandLine {
  readonly given: Given;
  /** The last of `--color` and `--no-color`. */
  readonly color: boolean | undefined;
  readonly words: readonly string[];
  /** The given options with their values, in order. */
  readonly sequence: readonly (readonly [option: OptionName, value: string])[];
}

/** The options in the form that `parseArgs` requires. */
const NODE_OPTIONS = Object.fromEntries(
  Array.from(OPTIONS.values(), ({ name, short, value }) => [
    name,
    {
      type: value === undefined ? ('boolean' as const) : ('string' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]),
);

/** Our own messages are more helpful than those of strict mode in Node.js. */
function split(args: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...args],
    options: NODE_OPTIONS,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  return tokens;
}

/** The command among these arguments, even if the rest of them is wrong. */
export function commandIn(args: readonly string[]): CommandName | undefined {
  const word = split(args).find((token) => token.kind === 'positional')?.value;
  return COMMAND_NAMES.find((name) => name === word);
}

/** @throws UsageError */
export function readCommandLine(args: readonly string[]): CommandLine {
  const command = commandIn(args);
  const given = new Map<OptionName, string[]>();
  const words: string[] = [];
  const sequence: [OptionName, string][] = [];
  let color: boolean | undefined;
  for (const token of split(args)) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, value } = token;
    if (rawName === '--no-color' || rawName === '--color') {
      if (value !== undefined) throw new UsageError(`${rawName} does not accept a value`);
      color = rawName === '--color';
    }
    const option = optionNamed(token.name, rawName, command);
    const values = given.get(option.name) ?? [];
    const read = valueOf(option, rawName, value, token.inlineValue === true);
    values.push(read);
    given.set(option.name, values);
    sequence.push([option.name, read]);
  }
  return { given, color, words, sequence };
}

function optionNamed(name: string, rawName: string, command: CommandName | undefined): OptionDefinition {
  const option = OPTIONS.get(name);
  if (option !== undefined && (option.isNegatable === true || !rawName.startsWith('--no-'))) return option;
  const offered = command === undefined ? OPTIONS.values() : commandNamed(command).options;
  const near = nearestName(
    name,
    Array.from(offered, (one) => one.name),
  );
  const hint = near === undefined ? '' : `; did you mean --${near}?`;
  throw new UsageError(`unknown option ${rawName}${hint}`);
}

function valueOf(
  option: OptionDefinition,
  rawName: string,
  value: string | undefined,
  inline: boolean,
): string {
  if (option.value === undefined) {
    if (value === undefined) return '';
    throw new UsageError(`${rawName} does not accept a value`);
  }
  // "--config --fix" lacks a value. "--config=--fix" has a strange one.
  if (option.canBeEmpty === true && value === '') return value;
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-')) {
    throw new UsageError(`${rawName} requires a value`);
  }
  return value;
}
