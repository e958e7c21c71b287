import assert from 'node:assert/strict';

import { parseArguments } from '../../server/src/hosts/cli/arguments.ts';
import { UsageError } from '../../server/src/hosts/cli/usage-error.ts';

function parse(args: string): ReturnType<typeof parseArguments> {
  return parseArguments(args.split(' ').filter(Boolean));
}

describe('the command line', () => {
  const wrong: readonly (readonly [args: string, message: string])[] = [
    ['', 'no command given'],
    ['chek', 'unknown command "chek"; did you mean "mailtxt check"?'],
    [
      'zones/db.example.com',
      'unknown command "zones/db.example.com"; did you mean "mailtxt check zones/db.example.com"?',
    ],
    [
      'what',
      'unknown command "what"; use check, records, simulate, explain, senders, init, merge, rules, lsp or completions',
    ],
    [
      'simulate --ip 192.0.2.1',
      "--from is missing: give the address in MAIL FROM, or '' for the null sender",
    ],
    ['check --ip 192.0.2.1', '"mailtxt check" has no option --ip'],
    ['explain --fix x', '"mailtxt explain" has no option --fix'],
    ['explain --format zone x', '--format zone: use text or json'],
    ['records --dns live', '"mailtxt records" has no option --dns'],
    [
      'check --resolver dns.example',
      '--resolver: "dns.example" is not a resolver; use "system", an IP address or a URL that begins with https://',
    ],
    [
      'check --format xml',
      '--format xml: use text, json, jsonl, sarif, github, junit, gitlab, markdown or html',
    ],
    ['senders --format sarif', '--format sarif: use text or json'],
    ['records --format text', '--format text: use zone or json'],
    ['check --fromat json', 'unknown option --fromat; did you mean --format?'],
    ['check -x', 'unknown option -x'],
    ['check --format', '--format requires a value'],
    ['check --format=', '--format requires a value'],
    ['check --config --fix', '--config requires a value'],
    ['check --fix=yes', '--fix does not accept a value'],
    ['check --color=always', '--color does not accept a value'],
    ['check --no-fix', 'unknown option --no-fix; did you mean --fix?'],
    [
      'check --format json --format text',
      '--format json and --format text: only one format can go to standard output; add --output-file FILE after the other',
    ],
    [
      'check --format json --output-file a --output-file b',
      '--output-file b: add a --format before each --output-file',
    ],
    ['check --changed main --fix', '--changed cannot be combined with --fix'],
    ['check --changed main -e x', '--changed cannot be combined with --text'],
    ['check --changed main --stdin', '--changed cannot be combined with --stdin'],
    ['check --changed main --write-baseline x', '--changed cannot be combined with --write-baseline'],
    ['records --output-file a', '"mailtxt records" has no option --output-file'],
    ['check --fail-on hint', '--fail-on hint: use error, warning, info or never'],
    [
      'check --rule spf-all-pass',
      '--rule spf-all-pass has no setting: use, for example, --rule spf-all-pass=warning',
    ],
    ['check --stdin x.zone', '--stdin cannot be combined with paths'],
    ['check --stdin-filename x.zone', '--stdin-filename requires --stdin'],
    ['check --stdio', '"mailtxt check" has no option --stdio'],
    ['records --fix', '"mailtxt records" has no option --fix'],
    ['rules a b', '"mailtxt rules" accepts only one rule'],
    ['lsp', 'the language server uses standard input and output: add --stdio'],
    ['lsp --stdio x', '"mailtxt lsp" accepts no paths'],
  ];
  for (const [args, message] of wrong) {
    it(`refuses "mailtxt ${args}"`, () => {
      assert.throws(() => parse(args), new UsageError(message));
    });
  }

  it('has defaults', () => {
    assert.deepEqual(parse('check'), {
      kind: 'check',
      paths: ['.'],
      stdin: false,
      stdinName: undefined,
      origin: undefined,
      varFiles: [],
      workspace: undefined,
      configPath: undefined,
      ruleSettings: [],
      text: undefined,
      owner: undefined,
      preview: false,
      dns: undefined,
      resolver: undefined,
      record: undefined,
      outputs: [{ format: 'text', file: undefined }],
      failOn: 'error',
      baseline: undefined,
      writeBaseline: undefined,
      changed: undefined,
      fix: false,
      fixRules: [],
      quiet: false,
      verbose: false,
      statistics: false,
      jobs: undefined,
      shard: undefined,
      cache: false,
      cacheLocation: undefined,
      allowEmpty: false,
      failOnUnread: false,
      color: undefined,
    });
  });

  it('takes a shard', () => {
    const parsed = parse('check --shard 2/4');
    assert.ok(parsed.kind === 'check');
    assert.deepEqual(parsed.shard, { number: 2, of: 4 });
  });

  it('accepts every option, before and after the paths', () => {
    assert.deepEqual(
      parse(
        'check --quiet a --config=c.json --rule x=off --rule y=hint --preview b --fix --fix-rule z --origin example.com --var-file p.tfvars --var-file q.tfvars --workspace w --dns live --resolver [::1]:5353 --record r.json --format json --fail-on never --baseline b.json --write-baseline w.json --verbose --statistics --jobs 3 --allow-empty --fail-on-unread --color -- --c',
      ),
      {
        kind: 'check',
        paths: ['a', 'b', '--c'],
        stdin: false,
        stdinName: undefined,
        origin: 'example.com',
        varFiles: ['p.tfvars', 'q.tfvars'],
        workspace: 'w',
        configPath: 'c.json',
        ruleSettings: [
          ['x', 'off'],
          ['y', 'hint'],
        ],
        text: undefined,
        owner: undefined,
        preview: true,
        dns: 'live',
        resolver: '[::1]:5353',
        record: 'r.json',
        outputs: [{ format: 'json', file: undefined }],
        failOn: 'never',
        baseline: 'b.json',
        writeBaseline: 'w.json',
        changed: undefined,
        fix: true,
        fixRules: ['z'],
        quiet: true,
        verbose: true,
        statistics: true,
        jobs: 3,
        shard: undefined,
        cache: false,
        cacheLocation: undefined,
        allowEmpty: true,
        failOnUnread: true,
        color: true,
      },
    );
  });

  it('writes each format to the file after it', () => {
    const outputsOf = (args: string): unknown => {
      const parsed = parse(args);
      return parsed.kind === 'check' && parsed.outputs;
    };
    assert.deepEqual(outputsOf('check --format sarif --output-file a.sarif . --format text'), [
      { format: 'sarif', file: 'a.sarif' },
      { format: 'text', file: undefined },
    ]);
    assert.deepEqual(outputsOf('check --output-file a.txt --format html --output-file a.html'), [
      { format: 'text', file: 'a.txt' },
      { format: 'html', file: 'a.html' },
    ]);
  });

  it('shows help before it reports any fault', () => {
    assert.deepEqual(parse('check --help --format xml'), { kind: 'help', about: 'check' });
    assert.deepEqual(parse('-h'), { kind: 'help', about: undefined });
    assert.deepEqual(parse('--version'), { kind: 'version' });
  });
});
