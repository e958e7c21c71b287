import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documented, EditorProject, FIXED, outputOf, type EditorResult } from './editor-program.ts';
import { Terminal } from './terminal.ts';

function checkResult(result: EditorResult, language: string): void {
  assert.equal(result.language, language);
  assert.ok(
    result.diagnostics.some((one) => one.startsWith('spf-all-pass: ') && one.includes('"+all"')),
    result.diagnostics.join('\n'),
  );
  assert.match(result.hover, /Anyone can send as this domain/);
  assert.ok(
    result.suggestions.some((label) => label.endsWith('ip4:')),
    result.suggestions.join(),
  );
  assert.match(result.explanation, /198\.51\.100\.7/);
  assert.equal(result.text, FIXED);
}

/** Skips, with a message, if the editor or another program that the test runs is not installed. */
function withEditor(
  program: string,
  needs: readonly (readonly [program: string, ...args: string[]])[],
  test: (project: EditorProject) => void | Promise<void>,
): Mocha.AsyncFunc {
  return async function () {
    const version = outputOf(program, '--version')?.split('\n', 1)[0];
    const missing = [
      ...(version === undefined ? [program] : []),
      ...needs.filter((command) => outputOf(...command) === undefined).map((command) => command.join(' ')),
    ];
    if (missing.length > 0) {
      console.log(`      does not run here, so mailtxt was not tried: ${missing.join(', ')}`);
      this.skip();
    }
    console.log(`      ${version}`);
    const project = new EditorProject();
    try {
      await test(project);
    } finally {
      project.remove();
    }
  };
}

describe('the language server, set up as in docs/editors.md', () => {
  it(
    'works in Neovim',
    withEditor('nvim', [], (project) => {
      const hasConfig = project.run('nvim', [
        '--headless',
        '-u',
        'NONE',
        '-c',
        'lua io.write(tostring(vim.lsp.config ~= nil))',
        '-c',
        'qa!',
      ]);
      const heading = hasConfig.trim() === 'true' ? '### Neovim 0.11 and later' : '### Neovim 0.10';
      const init = project.write('init.lua', documented(heading, 'lua'));
      const script = join(__dirname, 'neovim.lua');
      const output = project.run('nvim', [
        '--headless',
        '-u',
        init,
        project.zone,
        '-c',
        `lua local ok, fault = pcall(dofile, [[${script}]]); if not ok then io.stderr:write(fault) end`,
        '-c',
        'qa!',
      ]);
      checkResult(project.result(output), 'bindzone');
    }),
  );

  for (const client of ['eglot', 'lsp-mode']) {
    it(
      `works in Emacs with ${client}`,
      withEditor('emacs', [['emacs', '--batch', '--eval', `(require '${client})`]], (project) => {
        const init = project.write(
          'init.el',
          documented(client === 'eglot' ? '### Eglot' : '### lsp-mode', 'elisp'),
        );
        const output = project.run('emacs', [
          '--batch',
          '-l',
          init,
          project.zone,
          // In batch mode, questions are not answered, and a hook would run too late.
          '--eval',
          '(setq lsp-auto-guess-root t eglot-sync-connect 20)',
          '-f',
          client === 'eglot' ? 'eglot' : 'lsp',
          '-l',
          join(__dirname, 'emacs.el'),
          client,
        ]);
        checkResult(project.result(output), 'dns-mode');
      }),
    );
  }

  it(
    'works in Helix',
    withEditor('hx', [['tmux', '-V']], async (project) => {
      project.write('.config/helix/languages.toml', documented('## Helix', 'toml'));
      const log = join(project.home, 'helix.log');
      const terminal = new Terminal(project, `hx -vv --log '${log}' '${project.zone}'`);
      try {
        await terminal.until(/NOR/);
        // Escaped: Helix searches for regular expressions.
        terminal.press('/', '\\+all', 'Enter');
        await terminal.until(/authorizes every host/);
        terminal.press(' ', 'k');
        await terminal.until(/Anyone can send as this domain/);
        // A key right after Escape would be taken for one with Alt.
        terminal.press('Escape');
        await terminal.until(/^(?![^]*Anyone can send)/);
        terminal.press('i');
        await terminal.until(/INS/);
        terminal.press('C-x');
        await terminal.until(/ip4:/);
        terminal.press('Escape');
        await terminal.until(/NOR/);
        terminal.press(':lsp-workspace-command mailtxt.server.senders', 'Enter');
        await terminal.until(/"text":"[^"]*example\.com/, () => readFileSync(log, 'utf8'));
        terminal.press(' ', 'a');
        await terminal.until(/Use "~all"/);
        terminal.press('Enter');
        await terminal.until(/~all/);
        terminal.press(':write', 'Enter');
        await terminal.until(/written/);
        assert.equal(readFileSync(project.zone, 'utf8'), FIXED);
      } finally {
        terminal.end();
      }
    }),
  );
});
