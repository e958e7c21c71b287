import { wrap } from '../../features/reports/wrap.ts';
import { ABOUT, ABOUT_PATHS, commandNamed, COMMANDS } from './commands.ts';
import type { CommandName } from './commands.ts';
import { GENERAL_OPTIONS } from './options.ts';
import type { Option } from './options.ts';

/** Columns of the help text. */
const WIDTH = 100;
/** Columns before the description of a command or an option. A longer name has a line of its own. */
const NAMES = 26;

/** The help text of a command. Without a command, the help text of mailtxt. */
export function helpText(about: CommandName | undefined): string {
  return about === undefined ? overview() : helpOf(about);
}

function overview(): string {
  const commands = COMMANDS.map(({ name, usage, summary }) =>
    entry(`${name} ${shortUsage(usage)}`.trim(), summary),
  );
  return paragraphs([
    ABOUT,
    'Usage: mailtxt COMMAND [OPTION…]',
    commands.join('\n'),
    optionList(GENERAL_OPTIONS),
    wrapped(ABOUT_PATHS),
  ]);
}

function helpOf(about: CommandName): string {
  const { name, usage, description, options, notes } = commandNamed(about);
  return paragraphs([
    `Usage: mailtxt ${name} ${usage}`,
    ...description.map(wrapped),
    optionList(options),
    ...notes.map(wrapped),
  ]);
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function shortUsage(usage: string): string {
  return usage.startsWith('--ip') ? '…' : usage.replace('[OPTION…] ', '');
}

function wrapped(text: string): string {
  return wrap(text, WIDTH, 0);
}

function optionList(options: readonly Option[]): string {
  return options.map((option) => entry(optionUsage(option), option.help)).join('\n');
}

/** `--config FILE`, `-h, --help`, `--color, --no-color` */
export function optionUsage({ name, short, value, isNegatable }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  if (isNegatable === true) return `${long}, --no-${name}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function entry(name: string, text: string): string {
  const described = wrap(text, WIDTH - NAMES, NAMES);
  const head = `  ${name}`;
  return head.length + 2 > NAMES
    ? `${head}\n${' '.repeat(NAMES)}${described}`
    : `${head.padEnd(NAMES)}${described}`;
}
