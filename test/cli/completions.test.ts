import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { COMMANDS } from '../../server/src/hosts/cli/commands.ts';
import type { Command } from '../../server/src/hosts/cli/commands.ts';
import { CHECK_FORMATS, OPTIONS, SHELLS } from '../../server/src/hosts/cli/options.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const commands: readonly Command[] = COMMANDS;
const names: readonly string[] = COMMANDS.map(({ name }) => name);

function script(shell: string): string {
  const { status, stdout, stderr } = mailtxt(['completions', shell]);
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

function hasShell(shell: string): boolean {
  return spawnSync(shell, ['--version']).error === undefined;
}

/** What bash offers for the last word. `undefined`: it offers names of files itself. */
function inBash(...words: readonly string[]): readonly string[] | undefined {
  const file = join(folderWith({ 'completions.bash': script('bash') }), 'completions.bash');
  const text = `. '${file}'\nCOMP_WORDS=("$@")\nCOMP_CWORD=$(($# - 1))\n_mailtxt\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const run = spawnSync('bash', ['--noprofile', '--norc', '-c', text, 'bash', 'mailtxt', ...words], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  const offered = run.stdout.split('\n').filter((line) => line !== '');
  return offered.length === 0 ? undefined : offered;
}

function inFish(line: string): readonly string[] {
  const folder = folderWith({ 'completions.fish': script('fish'), 'a.zone': '' });
  const text = `source ${folder}/completions.fish; complete -C '${line}'`;
  const run = spawnSync('fish', ['--no-config', '-c', text], { encoding: 'utf8', cwd: folder });
  assert.equal(run.stderr, '');
  return run.stdout.split('\n').flatMap((one) => (one === '' ? [] : [one.split('\t')[0] ?? '']));
}

describe('completions', () => {
  after(removeFolders);

  it('are the commands, their options and their values, in bash', function () {
    if (!hasShell('bash')) this.skip();
    assert.deepEqual(inBash(''), [...names, '--help', '--version']);
    assert.deepEqual(inBash('ch'), ['check']);
    for (const { name, options } of commands) {
      const offered = inBash(name, '--') ?? [];
      for (const option of options)
        assert.ok(offered.includes(`--${option.name}`), `${name} --${option.name}`);
    }
    assert.deepEqual(inBash('check', '--format', ''), [...CHECK_FORMATS]);
    assert.deepEqual(inBash('check', '--format', '=', 'ma'), ['markdown']);
    assert.deepEqual(inBash('check', '--format', '='), [...CHECK_FORMATS]);
    assert.deepEqual(inBash('check', 'a.zone', '--fix-rule', 'spf-all-p'), ['spf-all-pass']);
    assert.deepEqual(inBash('rules', 'spf-all-p'), ['spf-all-pass']);
    assert.deepEqual(inBash('completions', ''), [...SHELLS]);
    for (const words of [
      ['check', ''],
      ['check', '--config', ''],
      ['check', '--config', 'c'],
    ])
      assert.equal(inBash(...words), undefined);
  });

  it('are the same in fish', function () {
    if (!hasShell('fish')) this.skip();
    assert.deepEqual([...inFish('mailtxt ')].sort(), [...names].sort());
    for (const { name, options } of commands) {
      const offered = inFish(`mailtxt ${name} --`);
      for (const option of options)
        assert.ok(offered.includes(`--${option.name}`), `${name} --${option.name}`);
    }
    assert.deepEqual([...inFish('mailtxt check --format ')].sort(), [...CHECK_FORMATS].sort());
    assert.deepEqual(inFish('mailtxt rules spf-all-p'), ['spf-all-pass']);
    assert.deepEqual(inFish('mailtxt check a'), ['a.zone']);
  });

  it('are a script that zsh can read', function () {
    if (!hasShell('zsh')) this.skip();
    const run = spawnSync('zsh', ['-f', '-n'], { input: script('zsh'), encoding: 'utf8' });
    assert.deepEqual([run.status, run.stderr], [0, '']);
  });

  it('have every option and no others, in each shell', () => {
    for (const shell of SHELLS) {
      const text = script(shell);
      for (const { name, options } of commands) {
        assert.ok(text.includes(name), `${shell} ${name}`);
        for (const option of options)
          assert.match(text, new RegExp(`(?:--|-l )${option.name}\\b`), `${shell} ${option.name}`);
      }
      for (const [, option = ''] of text.matchAll(/(?<=['(* ])(?:--|-l )([a-z][a-z-]*)(?=[ '=[)])/g))
        assert.ok(OPTIONS.has(option.replace(/^no-/, '')), `${shell} --${option}`);
    }
  });

  it('are for known shells only', () => {
    const message =
      'mailtxt: name one shell: bash, zsh, fish or powershell\nSee "mailtxt completions --help".\n';
    for (const args of [[], ['tcsh'], ['bash', 'zsh']])
      assert.deepEqual(mailtxt(['completions', ...args]), { status: 2, stdout: '', stderr: message });
  });
});

describe('the manual page', () => {
  const page = readFileSync(join(__dirname, '../../man/mailtxt.1'), 'utf8');

  it('has every command and option, with the help texts', () => {
    const plain = page.replaceAll('\\-', '-').replaceAll('\\(aq', "'").replaceAll('\\e', '\\');
    for (const { name, options, description } of commands) {
      assert.ok(plain.includes(`.SH MAILTXT ${name.toUpperCase()}\n`), name);
      for (const paragraph of description)
        assert.ok(plain.includes(paragraph.replaceAll('…', '...')), paragraph);
      for (const option of options)
        assert.ok(plain.includes(option.help.replaceAll('…', '...')), option.name);
    }
  });

  it('is read without warnings', function () {
    if (spawnSync('mandoc', ['-V']).error !== undefined) this.skip();
    const run = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: page, encoding: 'utf8' });
    // A date would have to be kept current.
    assert.equal(run.stdout.replace(/^.*missing date.*\n/gm, ''), '');
  });
});
