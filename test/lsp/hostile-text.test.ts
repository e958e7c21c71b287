import assert from 'node:assert/strict';
import type { CodeLens, InlayHint } from 'vscode-languageserver';
import { HOSTILE_SAMPLE } from '../harness/hostile.ts';
import { fewLines, policyLines } from '../harness/hostile-records.ts';
import { foreignIn, unprintableIn } from '../harness/rendered.ts';
import { Editor } from './editor.ts';
import { Folder, HEAD } from './zones.ts';

/** A name of a file that every system takes. */
const NAME = 'a`![q](evil.test)$(bug)\u202eb';
const HOSTILE = HOSTILE_SAMPLE.join(' ');
const STRING = JSON.stringify(HOSTILE).replaceAll('${', '$${').replaceAll('%{', '%%{');
const XML = HOSTILE.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\0-\x08\x0b-\x1f]/g, '');

const TERRAFORM = `module "m" {
  source = ${STRING}
}
resource "aws_route53_zone" "main" {
  name = "example.net"
}
locals {
  evil = ${STRING}
}
resource "aws_route53_record" "evil" {
  for_each = { (local.evil) = local.evil }
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.value
  type     = "TXT"
  ttl      = 300
  records  = ["v=DMARC1; p=\${local.evil}", "v=spf1 include:\${local.evil} +all", local.evil]
}
resource "aws_route53_record" "policy" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_dmarc"
  type    = "TXT"
  ttl     = 300
  records = ["v=DMARC1; p=\${local.evil}; rua=mailto:a@\${local.evil}"]
}
`;

const POLICY = `version: ${HOSTILE.replace(/[\r\n]/g, ' ')}\nmode: ${HOSTILE_SAMPLE[0] ?? ''}\nmx: ${HOSTILE_SAMPLE[1] ?? ''}\n${HOSTILE_SAMPLE[2] ?? ''}: x\nmode: constructor\n`;

const REPORT = `<feedback><report_metadata><org_name>${XML}</org_name></report_metadata>
<policy_published><domain>example.com</domain></policy_published><record><row><source_ip>192.0.2.77</source_ip><count>3</count>
<policy_evaluated><spf>pass</spf><dkim>fail</dkim></policy_evaluated></row><identifiers><header_from>example.com</header_from>
<envelope_from>${XML}</envelope_from></identifiers><auth_results><spf><domain>${XML}</domain><result>${XML}</result></spf>
<dkim><domain>${XML}</domain><selector>${XML}</selector><result>pass</result></dkim></auth_results></record></feedback>`;

const ONE_LINE = HOSTILE.replace(/[\r\n]/g, ' ');
const BOUNCE = `From: ${ONE_LINE}\nSubject: ${ONE_LINE}\n\nSorry:
550 5.7.23 Sender Policy Framework violation: ${ONE_LINE} domain example.com, ip=198.51.100.7
550-5.7.26 Unauthenticated email from example.com ${ONE_LINE}
<${ONE_LINE}>: host mx.${ONE_LINE}[192.0.2.9] said: 554 5.7.1 ${ONE_LINE}
`;

const CONFIG = JSON.stringify({
  senders: {
    'example.com': [
      { name: HOSTILE, ip: ['192.0.2.10'], dkim: ['s1'] },
      { name: `${HOSTILE} 2`, service: HOSTILE },
      { host: HOSTILE, envelope: HOSTILE },
    ],
    [HOSTILE]: ['google-workspace'],
  },
  reports: ['reports/*.xml'],
  bounces: ['bounces/*.eml'],
  rules: { [HOSTILE]: HOSTILE },
  [HOSTILE]: HOSTILE,
  dns: { mode: 'file', file: HOSTILE },
});

/** Values that are exact by nature: places, edits, and what is sent back to the server. */
const EXACT: ReadonlySet<string> = new Set([
  'uri',
  'targetUri',
  'target',
  'href',
  'newText',
  'changes',
  'documentChanges',
  'data',
  'arguments',
  'id',
  'resultId',
]);

interface Said {
  readonly where: string;
  readonly text: string;
  readonly isMarkdown: boolean;
}

/** Every text that an editor shows of an answer. */
function* saidIn(value: unknown, where: string): Iterable<Said> {
  if (typeof value === 'string') yield { where, text: value, isMarkdown: false };
  else if (Array.isArray(value)) for (const item of value) yield* saidIn(item, where);
  else if (typeof value === 'object' && value !== null) {
    if ('kind' in value && value.kind === 'markdown' && 'value' in value) {
      yield { where, text: String(value.value), isMarkdown: true };
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (!EXACT.has(key)) yield* saidIn(item, `${where}.${key}`);
    }
  }
}

function wrongIn(value: unknown, where: string, folder: Folder): readonly string[] {
  const wrong: string[] = [];
  for (const said of saidIn(value, where)) {
    const found = unprintableIn(said.text).map((character) => `has ${character}`);
    if (said.isMarkdown) found.push(...foreignIn(said.text, [folder.uri, 'untitled:']));
    // VS Code draws icons in the titles of lenses.
    if (said.where.startsWith('lens') && /\$\([a-z]/i.test(said.text)) found.push('has an icon');
    if (found.length > 0) wrong.push(`${said.where}: ${found[0] ?? ''} in ${said.text.slice(0, 300)}`);
  }
  return wrong;
}

describe('hostile text in the editor', () => {
  let editor: Editor;
  let folder: Folder;
  before(async () => {
    folder = new Folder();
    folder.write('.mailtxt.json', CONFIG);
    folder.write(`reports/${NAME}.xml`, REPORT);
    folder.write(`bounces/${NAME}.eml`, BOUNCE);
    editor = await Editor.start({
      folders: [folder.uri],
      options: { spfTree: true, senders: true, dnsStatus: true },
    });
  });
  after(async () => {
    await editor.close();
    folder.remove();
  });

  const zone = [
    HEAD,
    ...HOSTILE_SAMPLE.slice(0, 3)
      .flatMap((hostile) => [...fewLines(hostile)])
      .map(({ line }) => `${line}\n`),
    // One of the changes to each tag.
    ...[...policyLines(HOSTILE_SAMPLE[1] ?? '')].filter((_, i) => i % 4 === 0).map(({ line }) => `${line}\n`),
    '@ TXT "v=spf1 include:nothing.example.com mx a +all"\n@ TXT "v=spf1 -all"\n@ MX 10 mail\n',
  ].join('');

  const files: readonly (readonly [name: string, text: string, language: string])[] = [
    [`${NAME}/${NAME}.zone`, zone, 'dns-zone'],
    [`${NAME}/main.tf`, TERRAFORM, 'terraform'],
    ['mta-sts.example.com/mta-sts.txt', POLICY, 'plaintext'],
    ['.mailtxt.json', CONFIG, 'jsonc'],
    [`bounces/${NAME}.eml`, BOUNCE, 'plaintext'],
  ];

  for (const [name, text, language] of files) {
    it(`stays text in all messages about ${language} ${name.slice(name.lastIndexOf('.'))}`, async () => {
      const uri = folder.write(name, text);
      await editor.open(uri, text, language);
      const textDocument = { uri };
      const whole = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
      const ask = async <T>(method: string, params: object): Promise<T> =>
        editor.connection.sendRequest<T>(method, { textDocument, ...params });
      const wrong: string[] = [];
      const check = (value: unknown, where: string): void =>
        void wrong.push(...wrongIn(value, where, folder));

      const diagnostics = await editor.diagnostics(uri);
      check(diagnostics, 'diagnostic');
      check(await editor.symbols(uri), 'symbol');
      check(await ask<InlayHint[]>('textDocument/inlayHint', { range: whole }), 'hint');
      for (const lens of await ask<CodeLens[]>('textDocument/codeLens', {})) {
        check(await editor.connection.sendRequest('codeLens/resolve', lens), 'lens');
      }
      const ranges = new Map(diagnostics.map(({ code, range }) => [String(code), range]));
      for (const range of ranges.values()) check(await editor.actions(uri, range), 'action');
      for (const { range } of diagnostics.slice(0, 200)) check(await editor.hover(uri, range.start), 'hover');
      for (let line = 0; line < Math.min(60, editor.document(uri).lineCount); line++) {
        for (const character of [0, 2, 8, 14, 18, 24, 30]) {
          check(await editor.hover(uri, { line, character }), 'hover');
        }
        const position = { line, character: 30 };
        check(await ask('mailtxt/spfTree', { position }), 'tree');
      }
      assert.deepEqual(wrong, []);
      if (language === 'dns-zone') assert.ok(ranges.size > 30, String(ranges.size));
    }).timeout(60_000);
  }

  it('stays text in reports, trees and questions', async () => {
    const send = (method: string, params: object): Promise<unknown> =>
      editor.connection.sendRequest<unknown>(method, params);
    const mail = { ip: '192.0.2.1', from: `a@${ONE_LINE}` };
    const wrong = [
      ...wrongIn(await send('mailtxt/senders', {}), 'senders', folder),
      ...wrongIn(await send('mailtxt/sendersTree', {}), 'senders tree', folder),
      ...wrongIn(await send('mailtxt/explain', { text: BOUNCE }), 'explanation', folder),
      ...wrongIn(await send('mailtxt/simulate', { mail }), 'simulation', folder),
      ...wrongIn(
        await send('mailtxt/simulate', { mail: { ip: '192.0.2.1', from: 'a@example.com' } }),
        'simulation',
        folder,
      ),
      ...wrongIn(editor.published, 'published', folder),
      ...wrongIn(editor.dnsStatus, 'status', folder),
    ];
    assert.deepEqual(wrong, []);
  });

  it('makes no link in the message of a prompt', async () => {
    const fault = await editor.connection.sendRequest<{ message: string }>('mailtxt/checkMail', {
      ip: '[run](command:workbench.action.quit)',
    });
    assert.equal(fault.message, '"[run] (command:workbench.action.quit)" is not an IP address');
  });
});
