import { rules } from '../../rules/registry.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './commands.ts';
import { GENERAL_OPTIONS } from './options.ts';
import type { Option, SHELLS } from './options.ts';

export type Shell = (typeof SHELLS)[number];

const ALL: readonly Command[] = COMMANDS;

/** The script that completes commands, options and their values in a shell. */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash();
    case 'zsh':
      return zsh();
    case 'fish':
      return fish();
    case 'powershell':
      return powershell();
  }
}

function optionsOf({ options }: Command): readonly Option[] {
  return [...options, ...GENERAL_OPTIONS.filter(({ name }) => name === 'help')];
}

/** `--color`, `--no-color` */
function namesOf({ name, isNegatable }: Option): readonly string[] {
  return isNegatable === true ? [`--${name}`, `--no-${name}`] : [`--${name}`];
}

/** The values to offer for an option. `undefined`: files. `[]`: nothing. */
function valuesOf({ words, completes, value }: Option): readonly string[] | undefined {
  if (words !== undefined) return words;
  if (completes === 'rule') return ruleIds();
  if (completes === 'file' || completes === 'folder') return undefined;
  return value === undefined ? [] : [];
}

function operandsOf({ operands }: Command): readonly string[] | undefined {
  if (operands === 'path') return undefined;
  return operands === 'rule' ? ruleIds() : operands;
}

function ruleIds(): readonly string[] {
  return rules.map(({ id }) => id);
}

/** The first sentence: a list has no room for more. */
function brief(help: string): string {
  return /^.*?(?=\.(?: |$)|$)/.exec(help)?.[0] ?? help;
}

/** If the script offers nothing, the shell completes file names itself. */
function bash(): string {
  const values = ALL.flatMap((command) =>
    optionsOf(command).flatMap((option) => {
      if (option.value === undefined) return [];
      const words = valuesOf(option);
      const offer = words === undefined ? 'return' : `words='${words.join(' ')}'`;
      return [`    ${command.name}:--${option.name}) ${offer} ;;`];
    }),
  );
  const others = ALL.map((command) => {
    const names = optionsOf(command).flatMap(namesOf).join(' ');
    const operands = operandsOf(command)?.join(' ');
    const operand = operands === undefined ? 'return' : `words='${operands}'`;
    return `    ${command.name}) if [[ $cur == -* ]]; then words='${names}'; else ${operand}; fi ;;`;
  });
  const top = [...ALL.map(({ name }) => name), ...GENERAL_OPTIONS.flatMap(namesOf)].join(' ');
  return `# Completions of mailtxt for bash: eval "$(mailtxt completions bash)"
_mailtxt() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words= i
  COMPREPLY=()
  # "=" is a word of its own here.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then command=\${COMP_WORDS[i]}; break; fi
  done
  case $command:$prev in
${values.join('\n')}
    *) case $command in
    '') words='${top}' ;;
${others.join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _mailtxt mailtxt
`;
}

function zsh(): string {
  const quoted = (text: string): string => text.replaceAll("'", `'\\''`);
  const described = (text: string): string => quoted(text.replace(/[[\]:\\]/g, '\\$&'));
  const action = (words: readonly string[] | undefined): string =>
    words === undefined ? '_files' : `(${words.join(' ')})`;
  const specs = (option: Option): readonly string[] =>
    namesOf(option).map((name) => {
      const value =
        option.value === undefined ? '' : `:${described(option.value)}:${action(valuesOf(option))}`;
      return `'*${name}${value === '' ? '' : '='}[${described(brief(option.help))}]${value}'`;
    });
  const cases = ALL.map((command) => {
    const operands = operandsOf(command);
    const rest = operands?.length === 0 ? [] : [`'*:${command.name}:${action(operands)}'`];
    const list = [...optionsOf(command).flatMap(specs), ...rest].join(' \\\n      ');
    return `    ${command.name})\n    _arguments \\\n      ${list}\n    ;;`;
  });
  const commands = ALL.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`);
  return `#compdef mailtxt
# Completions of mailtxt for zsh: eval "$(mailtxt completions zsh)"
_mailtxt() {
  local -a commands
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    _arguments ${GENERAL_OPTIONS.flatMap(specs).join(' ')}
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _mailtxt ]]; then _mailtxt "$@"; else compdef _mailtxt mailtxt; fi
`;
}

function fish(): string {
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
  const lines = ALL.map(
    ({ name, summary }) => `complete -c mailtxt -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
  );
  for (const { name, help } of GENERAL_OPTIONS)
    lines.push(`complete -c mailtxt -n __fish_use_subcommand -f -l ${name} -d ${quoted(brief(help))}`);
  for (const command of ALL) {
    const inCommand = `complete -c mailtxt -n '__fish_seen_subcommand_from ${command.name}'`;
    const operands = operandsOf(command);
    if (operands === undefined) lines.push(`${inCommand} -F`);
    else lines.push(`${inCommand} -f${operands.length === 0 ? '' : ` -a ${quoted(operands.join(' '))}`}`);
    for (const option of optionsOf(command)) {
      const words = valuesOf(option);
      const values =
        words === undefined ? ' -r -F' : ` -x${words.length === 0 ? '' : ` -a ${quoted(words.join(' '))}`}`;
      const short = option.short === undefined ? '' : ` -s ${option.short}`;
      for (const name of namesOf(option))
        lines.push(
          `${inCommand}${short} -l ${name.slice(2)}${option.value === undefined ? '' : values} -d ${quoted(brief(option.help))}`,
        );
    }
  }
  return `# Completions of mailtxt for fish: mailtxt completions fish | source\n${lines.join('\n')}\n`;
}

function powershell(): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;
  const commands = ALL.map((command) => {
    const values = optionsOf(command).flatMap((option) => {
      const words = valuesOf(option);
      return words === undefined || words.length === 0
        ? []
        : [`${quoted(`--${option.name}`)} = ${list(words)}`];
    });
    const options = optionsOf(command).flatMap(namesOf);
    return `    ${quoted(command.name)} = @{ options = ${list(options)}; operands = ${list(operandsOf(command) ?? [])}; values = @{ ${values.join('; ')} } }`;
  });
  const top = [...ALL.map(({ name }) => name), ...GENERAL_OPTIONS.flatMap(namesOf)];
  return `# Completions of mailtxt for PowerShell: mailtxt completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName mailtxt -ScriptBlock {
  param($word, $ast, $cursor)
  $commands = @{
${commands.join('\n')}
  }
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
  $command = $before | Select-Object -Skip 1 | Where-Object { $_ -notlike '-*' } | Select-Object -First 1
  if (-not $command) { $offered = ${list(top)} }
  elseif (-not $commands.ContainsKey($command)) { return }
  elseif ($commands[$command].values.ContainsKey($before[-1])) { $offered = $commands[$command].values[$before[-1]] }
  elseif ($word -like '-*') { $offered = $commands[$command].options }
  else { $offered = $commands[$command].operands }
  $offered | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}
