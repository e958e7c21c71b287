import assert from 'node:assert/strict';
import { Parser } from 'htmlparser2';
import { SaxesParser } from 'saxes';
import { HOSTILE_SAMPLE } from '../harness/hostile.ts';
import { fewLines, policyLines } from '../harness/hostile-records.ts';
import { foreignIn, unprintableIn } from '../harness/rendered.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

/** On a terminal a name of a file may do what any text may. */
const NAME = 'a\u001b[31m\u009b1m\u202e[x](command:y)::error::x\nb';
const HOSTILE = HOSTILE_SAMPLE.join(' ');
const ONE_LINE = HOSTILE.replace(/[\r\n]/g, ' ');
const XML = HOSTILE.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\0-\x08\x0b-\x1f]/g, '');

const ZONE = [
  '$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 1209600 3600\n',
  ...HOSTILE_SAMPLE.slice(-2)
    .flatMap((hostile) => [...fewLines(hostile)])
    .map(({ line }) => `${line}\n`),
  // A few: each finding is shown in many ways below.
  ...[...policyLines(HOSTILE_SAMPLE.at(-1) ?? '')]
    .filter((_, i) => i % 16 === 0)
    .map(({ line }) => `${line}\n`),
  '@ TXT "v=spf1 include:nothing.example.com mx a +all"\n@ TXT "v=spf1 -all"\n@ MX 10 mail\n',
].join('');

const BOUNCE = `550 5.7.23 Sender Policy Framework violation: ${ONE_LINE} domain example.com, ip=198.51.100.7\n`;
const REPORT = `<feedback><report_metadata><org_name>${XML}</org_name></report_metadata>
<policy_published><domain>example.com</domain></policy_published><record><row><source_ip>192.0.2.77</source_ip><count>3</count>
<policy_evaluated><spf>pass</spf><dkim>fail</dkim></policy_evaluated></row><identifiers><header_from>example.com</header_from>
</identifiers><auth_results><spf><domain>${XML}</domain><result>pass</result></spf></auth_results></record></feedback>`;

const CONFIG = JSON.stringify({
  senders: { 'example.com': [{ name: HOSTILE, ip: ['192.0.2.10'] }, { host: HOSTILE }] },
  reports: ['reports/*.xml'],
  bounces: ['bounces/*.eml'],
  [HOSTILE]: HOSTILE,
});

const FACTS = JSON.stringify({
  recorded: HOSTILE,
  answers: {
    [`${HOSTILE} TXT`]: { strings: [[HOSTILE]] },
    'nothing.example.com. TXT': { strings: [[`v=spf1 ${HOSTILE}`]] },
  },
});

describe('hostile text on the command line', () => {
  const folder = (): string =>
    folderWith({
      '.mailtxt.json': CONFIG,
      [`${NAME}.zone`]: ZONE,
      [`${NAME}.json`]: FACTS,
      [`reports/${NAME}.xml`]: REPORT,
      [`bounces/${NAME}.eml`]: BOUNCE,
    });
  after(removeFolders);

  const commands: readonly (readonly string[])[] = [
    ['check', '.'],
    ['check', '--dns', `${NAME}.json`, '.'],
    ['check', '--format', 'github', '.'],
    ['check', '--format', 'json', '.'],
    ['check', '--format', 'sarif', '.'],
    ['check', '--format', 'junit', '.'],
    ['check', '--format', 'gitlab', '.'],
    ['check', '--format', 'markdown', '.'],
    ['check', '--format', 'html', '.'],
    ['check', `${NAME}.missing`],
    ['check', '--origin', HOSTILE_SAMPLE.at(-1) ?? '', '.'],
    ['records', '--format', 'json', '.'],
    ['records', '.'],
    ['senders', '.'],
    ['senders', '--format', 'json', '.'],
    ['senders', '--init', '.'],
    ['simulate', '--ip', '192.0.2.1', '--from', 'a@example.com', '.'],
    ['simulate', '--ip', '192.0.2.1', '--from', 'a@example.com', '--format', 'json', '.'],
    ['explain', `bounces/${NAME}.eml`],
    ['explain', '--format', 'json', `bounces/${NAME}.eml`],
    ['explain', `${NAME}.eml`],
    [HOSTILE_SAMPLE.at(-1) ?? ''],
    ['rules', HOSTILE_SAMPLE.at(-1) ?? ''],
  ];
  for (const args of commands) {
    it(`does not control a terminal: ${args.map((arg) => JSON.stringify(arg).slice(1, 20)).join(' ')}`, () => {
      const { stdout, stderr } = mailtxt(args, { cwd: folder() });
      // Fields of records are set apart by tabs.
      assert.deepEqual(unprintableIn(stdout.replaceAll('\t', ' ')), []);
      assert.deepEqual(unprintableIn(stderr), []);
      assert.ok(stdout.length + stderr.length > 0);
    });
  }

  it('is one workflow command per finding, with the name of the file in it', () => {
    const { stdout } = mailtxt(['check', '--format', 'github', '.'], { cwd: folder() });
    const lines = stdout.trimEnd().split('\n').slice(0, -1);
    assert.ok(lines.length > 50);
    for (const line of lines)
      assert.match(
        line,
        /^::(?:error|warning|notice) (?:file=[^:,]*(?:,[a-zA-Z]+=\d+)*,)?title=[a-z0-9-]+::[^\r]+$/,
      );
  });

  it('makes no link in a message of SARIF', () => {
    const { stdout } = mailtxt(['check', '--format', 'sarif', '.'], { cwd: folder() });
    const log = JSON.parse(stdout) as { runs: { results: { message: { text: string } }[] }[] };
    const texts = log.runs[0]?.results.map(({ message }) => message.text) ?? [];
    assert.ok(texts.some((text) => text.includes('evil.test')));
    for (const text of texts) assert.doesNotMatch(text, /\]\(/);
  });

  it('is text in HTML: it makes no element, attribute or address', () => {
    const { stdout } = mailtxt(['check', '--format', 'html', '.'], { cwd: folder() });
    const own = new Set(
      'html head meta title style body header main h1 h2 h3 p ul li b table thead tbody tr th td span article pre a'.split(
        ' ',
      ),
    );
    const foreign: string[] = [];
    let shown = '';
    const parser = new Parser({
      onopentag(name, { href, ...attributes }) {
        if (!own.has(name)) foreign.push(name);
        if (
          href !== undefined &&
          !/^https:\/\/github\.com\/mailtxt\/mailtxt\/blob\/[^/]+\/docs\/rules\/[a-z0-9-]+\.md$/.test(href)
        )
          foreign.push(href);
        for (const key of Object.keys(attributes))
          if (!/^(?:class|lang|rel|scope|charset|name|content|http-equiv)$/.test(key)) foreign.push(key);
      },
      ontext: (text) => (shown += text),
      oncomment: (comment) => foreign.push(comment),
    });
    parser.end(stdout);
    assert.deepEqual(foreign, []);
    assert.ok(shown.includes('<https://evil.test/>'));
  });

  it('is text in the XML of JUnit', () => {
    const { stdout } = mailtxt(['check', '--format', 'junit', '.'], { cwd: folder() });
    const names = new Set<string>();
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => names.add(name));
    parser.on('error', (error) => assert.fail(error));
    parser.write(stdout).close();
    assert.deepEqual([...names].sort(), [
      'error',
      'failure',
      'system-out',
      'testcase',
      'testsuite',
      'testsuites',
    ]);
  });

  it('is text in Markdown, which mentions no users', () => {
    const { stdout } = mailtxt(['check', '--format', 'markdown', '.'], { cwd: folder() });
    assert.deepEqual(foreignIn(stdout), []);
    const zone = '$ORIGIN example.com.\n@ TXT "v=spf1 @octocat @a/team -all"\n';
    const mentions = mailtxt(['check', '--format', 'markdown', '--stdin'], { stdin: zone }).stdout;
    assert.match(mentions, /`@octocat`/);
    assert.doesNotMatch(mentions, /(?<![`\w])@\w/);
  });

  it('adds no record to the output of records', () => {
    const cwd = folderWith({
      'a\n@ TXT "added".zone': '$ORIGIN example.com.\n@ TXT "x"\n',
      'b.zone': '$ORIGIN example.net.\n@ TXT "y"\n',
    });
    const { stdout } = mailtxt(['records', '.'], { cwd });
    assert.deepEqual(
      stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';')),
      ['example.com.\tIN\tTXT\t"x"', 'example.net.\tIN\tTXT\t"y"'],
    );
  });
}).timeout(60_000);
