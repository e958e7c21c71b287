import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as oniguruma from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar, type IGrammar, type StateStack } from 'vscode-textmate';

/** The place of a character and its scopes, outermost first. */
type Scopes = readonly string[];

const cases = join(__dirname, 'cases');

describe('the TextMate grammar of zone files', () => {
  let grammar: IGrammar;

  before(async () => {
    grammar = await loadGrammar('source.dns-zone');
  });

  for (const file of readdirSync(cases)) {
    it(`colors ${file} as marked in it`, () => {
      checkMarks(grammar, readFileSync(join(cases, file), 'utf8'), ';');
    });
  }

  // One regular expression that backtracks would take minutes here: the limit of the test is what sees it.
  const hostile: Record<string, string> = {
    'one word': 'a'.repeat(100_000),
    digits: '@ IN A ' + '1'.repeat(100_000) + 'x',
    'hex digits': '@ IN AAAA ' + 'a'.repeat(100_000) + '.',
    'open braces': '{'.repeat(100_000),
    'templates without end': '{{ '.repeat(33_000),
    'open parentheses': '@ TXT ' + '('.repeat(100_000),
    quotes: '@ TXT ' + '"'.repeat(100_000),
    backslashes: '@ TXT "' + '\\'.repeat(100_001),
    'spaces in SPF': '@ TXT "v=spf1' + ' '.repeat(100_000) + 'x"',
    blanks: '@ IN TXT v' + ' '.repeat(100_000) + 'x',
    'blanks after a tag': '_dmarc TXT "v=DMARC1; p' + ' '.repeat(100_000) + 'x"',
    'quotes and blanks': '@ TXT ' + '" '.repeat(50_000),
    'one SPF term': '@ TXT "v=spf1 include:' + 'a'.repeat(100_000) + '"',
    'SPF terms': '@ TXT "v=spf1 ' + 'a mx '.repeat(20_000) + '"',
    'percent signs in SPF': '@ TXT "v=spf1 exists:' + '%{'.repeat(50_000) + '"',
    'a key': 'k._domainkey TXT "v=DKIM1; p=' + 'A'.repeat(100_000) + '"',
    'tags without value': '_dmarc TXT "v=DMARC1' + '; p '.repeat(25_000) + '"',
    'tags before a key': 'k._domainkey TXT "' + 'k=rsa; '.repeat(14_000) + '"',
  };
  for (const [what, line] of Object.entries(hostile)) {
    it(`finishes 100 KB of ${what}`, () => {
      const { tokens, stoppedEarly } = grammar.tokenizeLine(line, INITIAL, 5000);
      assert.equal(stoppedEarly, false);
      assert.ok(tokens.length > 0);
    }).timeout(10_000);
  }

  it('ends a string that is not closed at the end of its line', () => {
    const { ruleStack } = grammar.tokenizeLine('@ IN TXT "v=spf1 -all', INITIAL);
    const { tokens } = grammar.tokenizeLine('www IN A 192.0.2.1', ruleStack);
    assert.ok(tokens[0]?.scopes.includes('entity.name.function.owner.dns-zone'));
  });
});

describe('the TextMate grammar of policies in HCL', () => {
  let grammar: IGrammar;

  before(async () => {
    grammar = await loadGrammar('source.hcl.terraform');
  });

  it('colors mail.tf as marked in it', () => {
    checkMarks(grammar, readFileSync(join(__dirname, 'hcl/mail.tf'), 'utf8'), '#');
  });

  const hostile: Record<string, string> = {
    'SPF terms': 'x = "v=spf1 ' + 'a mx '.repeat(20_000) + '"',
    'one SPF term': 'x = "v=spf1 include:' + 'a'.repeat(100_000) + '"',
    'percent signs': 'x = "v=spf1 exists:' + '%%{'.repeat(33_000) + '"',
    interpolations: 'x = "v=spf1 ' + '${'.repeat(50_000),
    backslashes: 'x = "v=spf1 ' + '\\'.repeat(100_001) + '"',
    'a key': 'x = "v=DKIM1; p=' + 'A'.repeat(100_000) + '"',
    blanks: 'x = "v' + ' '.repeat(100_000) + 'x"',
  };
  for (const [what, line] of Object.entries(hostile)) {
    it(`finishes 100 KB of ${what}`, () => {
      const { stoppedEarly } = grammar.tokenizeLine(line, INITIAL, 5000);
      assert.equal(stoppedEarly, false);
    }).timeout(10_000);
  }
});

const syntaxes = join(__dirname, '../../syntaxes');

/** The host is what a string, an interpolation and a heredoc are called in the grammars of HashiCorp and OpenTofu. */
const GRAMMARS: Readonly<Record<string, string>> = {
  'source.dns-zone': join(syntaxes, 'dns-zone.tmLanguage.json'),
  'mail.hcl.injection': join(syntaxes, 'mail-in-hcl.tmLanguage.json'),
  'source.hcl.terraform': join(__dirname, 'hcl-host.json'),
};

async function loadGrammar(scope: string): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(__filename).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (wanted) => {
      const path = GRAMMARS[wanted] ?? '';
      return Promise.resolve(parseRawGrammar(readFileSync(path, 'utf8'), path));
    },
    getInjections: (host) => (host === 'source.hcl.terraform' ? ['mail.hcl.injection'] : []),
  });
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar);
  return grammar;
}

/**
 * A marked file is one in which comments of two forms describe the nearest line above them that is not a mark:
 *
 * ```
 * ;      ^^^^ scope.name     these columns have the scope, or a narrower one
 * ;<---- scope.name          the first four columns have it
 * ```
 *
 * `!scope.name` means that they do not have it.
 */
function checkMarks(grammar: IGrammar, text: string, sign: ';' | '#'): void {
  const form = new RegExp(
    `^${sign}(?:<(?<first>-+)|(?<indent> *)(?<carets>\\^+)) (?<not>!?)(?<scope>[a-z][\\w.-]+)$`,
  );
  let state: StateStack = INITIAL;
  let scopes: readonly Scopes[] = [];
  let marked = '';
  let marks = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const mark = form.exec(line)?.groups;
    if (!mark) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      scopes = tokens.flatMap((token) => Array<Scopes>(token.endIndex - token.startIndex).fill(token.scopes));
      marked = line;
      continue;
    }
    marks += 1;
    const start = mark['carets'] === undefined ? 0 : 1 + (mark['indent'] ?? '').length;
    const end = start + (mark['carets'] ?? mark['first'] ?? '').length;
    const wanted = mark['scope'] ?? '';
    for (let column = start; column < end; column++) {
      const has =
        scopes[column]?.some((scope) => scope === wanted || scope.startsWith(`${wanted}.`)) ?? false;
      assert.equal(
        has,
        mark['not'] === '',
        `line ${index + 1}: "${marked.slice(start, end)}" at column ${column} has ${scopes[column]?.join(' ') ?? 'nothing'}`,
      );
    }
  }
  assert.ok(marks > 0, 'nothing is marked');
}
