import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { inWorkspace, until } from './host.ts';

/** A file whose SPF record lets every host pass, next to the files that it is read with. */
interface FormatFile {
  readonly format: string;
  readonly path: string;
  readonly text: string;
  readonly beside?: Readonly<Record<string, string>>;
  /** What an outline calls the record, or what it is in. */
  readonly symbol: RegExp;
}

const FILES: readonly FormatFile[] = [
  {
    format: 'octoDNS',
    path: 'formats/octodns/zones/octodns.example.yaml',
    text: "---\n'':\n  - ttl: 300\n    type: TXT\n    value: v=spf1 mx +all\n",
    beside: {
      'formats/octodns/config.yaml': [
        'providers:',
        '  files: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, default_ttl: 3600}',
        '  out: {class: octodns_route53.Route53Provider}',
        'zones:',
        '  octodns.example.:',
        '    sources: [files]',
        '    targets: [out]',
        '',
      ].join('\n'),
    },
    symbol: /octodns\.example|SPF|TXT/,
  },
  {
    format: 'DNSControl',
    path: 'formats/dnscontrol/dnsconfig.js',
    text: 'D("dnscontrol.example", REG, DnsProvider(DSP),\n  SPF_BUILDER({parts: ["v=spf1", "mx", "+all"]})\n);\n',
    symbol: /dnscontrol\.example|SPF|TXT/,
  },
  {
    format: 'CloudFormation',
    path: 'formats/cloudformation.yaml',
    text: [
      "AWSTemplateFormatVersion: '2010-09-09'",
      'Resources:',
      '  Spf:',
      '    Type: AWS::Route53::RecordSet',
      '    Properties:',
      '      HostedZoneName: cloudformation.example.',
      '      Name: cloudformation.example.',
      '      Type: TXT',
      "      TTL: '300'",
      '      ResourceRecords:',
      '        - \'"v=spf1 mx +all"\'',
      '',
    ].join('\n'),
    symbol: /cloudformation\.example|Spf|TXT/,
  },
  {
    format: 'Bicep',
    path: 'formats/dns.bicep',
    text: [
      "resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {",
      "  name: 'bicep.example'",
      "  location: 'global'",
      '}',
      "resource spf 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {",
      '  parent: zone',
      "  name: '@'",
      '  properties: {',
      '    TTL: 300',
      "    TXTRecords: [ { value: [ 'v=spf1 mx +all' ] } ]",
      '  }',
      '}',
      '',
    ].join('\n'),
    symbol: /bicep\.example|spf|TXT/i,
  },
  {
    format: 'a list of Route 53',
    path: 'formats/route53.json',
    text: `${JSON.stringify(
      {
        ResourceRecordSets: [
          {
            Name: 'route53.example.',
            Type: 'TXT',
            TTL: 300,
            ResourceRecords: [{ Value: '"v=spf1 mx +all"' }],
          },
        ],
      },
      undefined,
      2,
    )}\n`,
    symbol: /route53\.example|SPF|TXT/,
  },
];

const RULE = 'spf-all-pass';

describe('files of other tools in VS Code', () => {
  before(async () => {
    for (const { path, text, beside } of FILES)
      for (const [file, own] of Object.entries({ ...beside, [path]: text }))
        await vscode.workspace.fs.writeFile(inWorkspace(file), new TextEncoder().encode(own));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inWorkspace('formats'), { recursive: true });
  });

  for (const { format, path, text, symbol } of FILES)
    it(`have a finding, its fix, a hover and an outline: ${format}`, async () => {
      const document = await vscode.workspace.openTextDocument(inWorkspace(path));
      await vscode.window.showTextDocument(document);
      const finding = await until(() => findingsIn(document).find((one) => codeOf(one) === RULE), RULE);
      const start = text.indexOf('+all');
      const place = new vscode.Range(document.positionAt(start), document.positionAt(start + 4));
      assert.deepEqual(finding.range, place);

      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        place.start.translate(0, 1),
      );
      const shown = hovers.flatMap(({ contents }) => contents);
      assert.match(
        shown.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')).join('\n'),
        /\ball\b/,
      );

      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      const own = namesIn(symbols).filter((name) => symbol.test(name));
      assert.ok(own.length > 0, namesIn(symbols).join());

      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding.range,
        vscode.CodeActionKind.QuickFix.value,
        // How many are resolved: without it they come without their edits.
        10,
      );
      const fix = actions.find(({ title }) => title.includes('"~all"'));
      assert.ok(fix?.edit, actions.map(({ title }) => title).join());
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.equal(document.getText(), text.replace('+all', '~all'));
      await until(() => !findingsIn(document).some((one) => codeOf(one) === RULE), 'the finding is gone');
      await document.save();
    });
});

function findingsIn({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'mailtxt');
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function namesIn(symbols: readonly vscode.DocumentSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, detail, children }) => [name, detail, ...namesIn(children)]);
}
