import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What a program prints; `undefined` where it is not installed, or fails. */
export function outputOf(program: string, ...args: readonly string[]): string | undefined {
  const { stdout, status } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/** The first code block of docs/editors.md after a heading that is in this language. */
export function documented(heading: string, language: string): string {
  const page = readFileSync(join(ROOT, 'docs/editors.md'), 'utf8');
  const section = page.split(/^(?=#+ )/m).find((part) => part.startsWith(`${heading}\n`));
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(section ?? '')?.[1];
  if (block === undefined) throw new Error(`docs/editors.md has no ${language} below "${heading}"`);
  return block;
}

/** A zone whose SPF record lets every host pass. */
export const ZONE = [
  '$ORIGIN example.com.',
  '$TTL 3600',
  '@ SOA ns1 hostmaster 1 7200 3600 1209600 3600',
  '@ NS ns1',
  '@ NS ns1.example.net.',
  '@ MX 10 mail',
  'ns1 A 192.0.2.1',
  'mail A 192.0.2.2',
  '@ TXT "v=spf1 mx +all"',
  '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"',
  '',
].join('\n');

/** The same after the first fix. */
export const FIXED = ZONE.replace('+all', '~all');

/** A home and a project of their own, with the command that is built as `mailtxt` on the path. */
export class EditorProject {
  readonly home = mkdtempSync(join(tmpdir(), 'mailtxt-editor-'));
  readonly folder = join(this.home, 'project');
  readonly zone = this.write('project/zones/example.com.zone', ZONE);
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    const command = join(ROOT, 'dist/mailtxt.js');
    if (!existsSync(command)) throw new Error('dist/mailtxt.js is missing: run "npm run build" first');
    const script = this.write('bin/mailtxt', `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
    chmodSync(script, 0o755);
    mkdirSync(join(this.folder, '.git'));
    this.env = {
      PATH: `${dirname(script)}:${process.env['PATH'] ?? ''}`,
      HOME: this.home,
      XDG_CONFIG_HOME: join(this.home, '.config'),
      XDG_CACHE_HOME: join(this.home, '.cache'),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
    };
  }

  /** Writes a file below the home. Returns its path. */
  write(name: string, text: string): string {
    const path = join(this.home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Runs a program in the project until it ends. Returns what it printed. */
  run(program: string, args: readonly string[]): string {
    const { stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
      // An editor that waits for input.
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    if (error !== undefined) throw new Error(`${program}: ${error.message}\n${stdout}\n${stderr}`);
    return stdout + stderr;
  }

  /** What the script in the editor wrote to `result.json`. */
  result(output: string): EditorResult {
    const path = join(this.home, 'result.json');
    if (!existsSync(path)) throw new Error(`The editor did not come to an end:\n${output}`);
    return JSON.parse(readFileSync(path, 'utf8')) as EditorResult;
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** What the scripts of all editors do and report. */
export interface EditorResult {
  /** The language that the editor has for the zone file. */
  readonly language: string;
  /** `RULE: MESSAGE`, as the editor shows them. */
  readonly diagnostics: readonly string[];
  /** The hover on `+all`. */
  readonly hover: string;
  /** Labels of the suggestions after `v=spf1 mx `. */
  readonly suggestions: readonly string[];
  /** The text of the result of `mailtxt.server.explain`. */
  readonly explanation: string;
  /** The text after the preferred action on `+all` was chosen. */
  readonly text: string;
}
