// Checks the spelling of the texts that people read with cspell, cspell.json and the words in .cspell/.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';
import { filesWithTexts, textsOf } from './texts.mjs';

/** Files whose strings are names and texts of others: only their comments are checked. */
const WORDS_OF_OTHERS = [
  /^server\/src\/senders\/services\//,
  /^server\/src\/senders\/bounces\/(?:exchange-ndr|logs\/message-trace-languages)\.ts$/,
  /^server\/src\/formats\/terraform\/(?:registry|providers\/table)\//,
  // A script for each shell, and CSS.
  /^server\/src\/hosts\/cli\/reporters\/html-style\.ts$/,
  /^server\/src\/hosts\/cli\/completions\.ts$/,
  // Names of Terraform functions.
  /^scripts\/terraform-functions\.ts$/,
];

/**
 * The unknown words in these files, or in all files with texts. `contents` has the content of files that are not on
 * disk.
 *
 * @returns {Promise<{ path: string, line: number, word: string }[]>}
 */
export async function misspelledIn(paths = filesWithTexts(), contents = {}) {
  // cspell reads whole files, so it gets copies that contain only the texts, on their lines.
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-spelling-'));
  try {
    const copies = await Promise.all(
      paths.map(async (path) => {
        const copy = join(folder, `${path}.txt`);
        await mkdir(dirname(copy), { recursive: true });
        await writeFile(copy, onTheirLines(ownTextsOf(path, contents[path])));
        return copy;
      }),
    );
    return (await cspell(copies, folder)).split('\n').flatMap((line) => {
      const [, path, number, word] = /^(.*?)\.txt:(\d+):\d+ - [^(]*\((.+?)\)/.exec(line) ?? [];
      return path === undefined
        ? []
        : [{ path: path.replaceAll('\\', '/').replace(/^\.\//, ''), line: Number(number), word }];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ownTextsOf(path, content) {
  const hasNames = WORDS_OF_OTHERS.some((names) => names.test(path));
  return textsOf(path, content).filter(({ kind }) => !hasNames || kind === 'comment');
}

function onTheirLines(pieces) {
  const lines = [];
  for (const { line, text } of pieces) {
    for (const [index, part] of text.split('\n').entries()) {
      const at = line - 1 + index;
      lines[at] = `${lines[at] ?? ''} ${part}`;
    }
  }
  return Array.from(lines, (line) => line ?? '').join('\n');
}

function cspell(files, cwd) {
  const program = join(root, 'node_modules/cspell/bin.mjs');
  const args = ['lint', '--config', join(root, 'cspell.json'), '--no-progress', '--no-summary', '--no-color'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args, '--file-list', 'stdin'], { cwd });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    // Status 1 means that there are unknown words.
    child.on('close', (status) =>
      status === 0 || (status === 1 && output !== '') ? resolve(output) : reject(new Error(errors || output)),
    );
    child.stdin.end(files.join('\n'));
  });
}
