import assert from 'node:assert/strict';
import { parseArguments } from '../../server/src/hosts/cli/arguments.ts';
import { mailtxt } from '../cli/run.ts';
import { pages, root, tokensOf } from './pages.ts';

/** A command line in the documentation. */
interface CommandLine {
  readonly page: string;
  readonly typed: string;
  /** Whether its block is marked with `run`. */
  readonly isRun: boolean;
  /** The lines after it, up to the next command line. */
  readonly output: readonly string[];
}

const COMMAND = /^(?:\$ |[- ]*(?:run|script): |\s*sh ')?(?:npx (?:--yes |-y )?)?mailtxt(?:@[\d.]+)? (?=[a-z-])/;

/** Placeholders, and a value for each. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/ \[(?:PATH…|ID)\]/g, ''],
  [/\[TEXT\|FILE\|-\]/g, 'TEXT'],
  [/\boff\|live\|FILE\b/g, 'off'],
  [/(?<=--ip )IP\b/g, '192.0.2.1'],
  [/\bADDRESS\b/g, 'a@example.com'],
  [/\bCOMMAND\b/g, 'check'],
];

const lines = [...pages].flatMap(([page, markdown]) => commandLinesOf(page, markdown));

describe('the command lines of the documentation', () => {
  it('are accepted by the command', () => {
    const refused: string[] = [];
    for (const { page, typed } of lines) {
      try {
        parseArguments(wordsOf(typed));
      } catch (error) {
        refused.push(`${page}: mailtxt ${typed}: ${String(error)}`);
      }
    }
    assert.deepEqual(refused, []);
    assert.ok(lines.length > 40, `${lines.length} lines`);
  });

  const run = lines.filter(({ isRun }) => isRun);
  for (const { page, typed, output } of run) {
    it(`run: mailtxt ${typed} (${page})`, function () {
      this.timeout(60_000);
      const { status, stdout, stderr } = mailtxt(wordsOf(typed), { cwd: root });
      assert.ok(status === 0 || status === 1, stderr);
      assert.notEqual(stdout, '');
      // The page may leave lines out, but its lines have to be in this order.
      const printed = stdout.split('\n');
      let at = 0;
      for (const line of output) {
        const found = printed.indexOf(line, at);
        assert.notEqual(found, -1, `not printed (any more): ${line}`);
        at = found + 1;
      }
    });
  }

  it('are run on the pages that mark them', () => {
    assert.deepEqual([...new Set(run.map(({ page }) => page))], ['README.md', 'docs/cli.md']);
  });
});

function commandLinesOf(page: string, markdown: string): readonly CommandLine[] {
  const found: CommandLine[] = [];
  for (const token of tokensOf(markdown)) {
    if (token.type !== 'code' && token.type !== 'codespan') continue;
    // The text of a code span is escaped for HTML.
    const text = token.type === 'code' ? (token['text'] as string) : token.raw.replace(/^`+ ?| ?`+$/g, '');
    const isRun = token.type === 'code' && / run$/.test((token['lang'] as string | undefined) ?? '');
    let output: string[] = [];
    for (const line of text.split('\n')) {
      if (!COMMAND.test(line)) {
        output.push(line);
        continue;
      }
      output = [];
      // In a sentence, the name of a command is not a command line.
      if (token.type === 'codespan' && !/mailtxt \S+ \S/.test(line)) continue;
      const typed = line.replace(COMMAND, '').replace(/'$/, '');
      found.push({ page, typed, isRun, output });
    }
  }
  return found;
}

/** Splits a command line as a shell does. The text after two spaces is a remark. */
function wordsOf(typed: string): readonly string[] {
  const filled = PLACEHOLDERS.reduce((text, [pattern, value]) => text.replace(pattern, value), typed);
  const [command = ''] = /^(?:"[^"]*"|'[^']*'|(?! {2})[^"'])*/.exec(filled) ?? [];
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
}
