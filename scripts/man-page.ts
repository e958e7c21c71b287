import { ABOUT, ABOUT_PATHS, COMMANDS } from '../server/src/hosts/cli/commands.ts';
import type { Command } from '../server/src/hosts/cli/commands.ts';
import { GENERAL_OPTIONS } from '../server/src/hosts/cli/options.ts';
import type { Option } from '../server/src/hosts/cli/options.ts';
import { optionUsage } from '../server/src/hosts/cli/usage.ts';

export const MAN_PAGE = 'man/mailtxt.1';

/** The manual page, generated from the table of the help texts. See man(7). */
export function manPage(version: string): string {
  const commands: readonly Command[] = COMMANDS;
  return `${[
    `.TH MAILTXT 1 "" "mailtxt ${version}" "User Commands"`,
    '.SH NAME',
    `mailtxt \\- ${text('check the DNS records that decide whether mail is accepted')}`,
    '.SH SYNOPSIS',
    '.B mailtxt',
    text('COMMAND [OPTION…]'),
    '.SH DESCRIPTION',
    text(ABOUT),
    '.PP',
    text(ABOUT_PATHS),
    ...commands.flatMap(commandLines),
    '.SH GENERAL OPTIONS',
    ...GENERAL_OPTIONS.flatMap(optionLines),
    '.SH FILES',
    '.TP',
    '.I .mailtxt.json',
    text(
      'The settings of a project: the nearest such file in the folder of a checked file or in a parent folder.',
    ),
    '.TP',
    '.I ~/.config/mailtxt/config.json',
    text('Your own settings.'),
  ].join('\n')}\n`;
}

function commandLines({ name, usage, description, options, notes }: Command): readonly string[] {
  return [
    `.SH MAILTXT ${name.toUpperCase()}`,
    `.B ${text(`mailtxt ${name}`)}`,
    text(usage),
    ...[...description].flatMap((paragraph) => ['.PP', text(paragraph)]),
    ...options.flatMap(optionLines),
    ...notes.flatMap((paragraph) => ['.PP', text(paragraph)]),
  ];
}

function optionLines(option: Option): readonly string[] {
  return ['.TP', `.B ${text(optionUsage(option))}`, text(option.help)];
}

/** One line of text, in which the dashes of options stay dashes and nothing is a macro. */
function text(line: string): string {
  const escaped = line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('…', '...');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
