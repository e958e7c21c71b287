import assert from 'node:assert/strict';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver';
import { Editor, plain, pulling } from './editor.ts';
import { HEAD } from './zones.ts';

const zone = 'file:///zones/db.example.com';
const module = 'file:///dns/main.tf';

/** What VS Code says. */
const capabilities: ClientCapabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {}, snippetEditSupport: true },
  },
};

function resource(lines: string): string {
  return `resource "aws_route53_record" "mail" {
  zone_id = "Z1"
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
${lines}
}
`;
}

describe('actions for a rule', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start({ capabilities, options: { rulePages: true } });
  });
  afterEach(async () => editor.close());

  const titlesAt = async (uri: string, text: string): Promise<readonly string[]> =>
    (await editor.actions(uri, editor.rangeOf(uri, text), ['quickfix'])).map(({ title }) => title);
  const actionAt = async (uri: string, text: string, title: string): Promise<CodeAction> => {
    const actions = await editor.actions(uri, editor.rangeOf(uri, text));
    const found = actions.find((action) => action.title === title);
    assert.ok(found, `no ${title} among ${actions.map((action) => action.title).join(', ')}`);
    return found;
  };
  const codes = async (uri: string): Promise<readonly unknown[]> =>
    (await editor.diagnostics(uri)).map(({ code }) => code);
  const DISABLE = 'Disable spf-all-pass for this record';

  describe('in a comment', () => {
    const choose = async (lines: string): Promise<string> => {
      await editor.open(module, resource(lines), 'terraform');
      assert.ok((await codes(module)).includes('spf-all-pass'));
      await editor.choose(await actionAt(module, '+all', DISABLE));
      assert.ok(!(await codes(module)).includes('spf-all-pass'));
      return editor.textOf(module);
    };

    it('of HCL, above the line of the finding', async () => {
      const lines = '  records = ["v=spf1 +all"]';
      assert.equal(await choose(lines), resource(`  # mailtxt-disable-next-line spf-all-pass\n${lines}`));
    });

    it('of HCL, above one string of several', async () => {
      const list = (comment: string): string =>
        `  records = [\n    "v=spf1 a +all",\n${comment}    "v=spf1 +all",\n  ]`;
      await editor.open(module, resource(list('')), 'terraform');
      const actions = await editor.actions(module, editor.rangeOf(module, '"v=spf1 +all"'));
      const action = actions.find(({ title }) => title === DISABLE);
      assert.ok(action);
      await editor.choose(action);
      assert.equal(editor.textOf(module), resource(list('    # mailtxt-disable-next-line spf-all-pass\n')));
      assert.ok(!(await codes(module)).includes('spf-all-pass'));
    });

    it('of HCL, and not within a heredoc', async () => {
      const lines = '  records = [<<EOT\nv=spf1 a\n +all\nEOT\n  ]';
      await editor.open(module, resource(lines), 'terraform');
      for (const action of await editor.actions(module, editor.rangeOf(module, '+all'))) {
        if (!action.title.startsWith('Disable')) continue;
        await editor.choose(action);
        assert.ok(editor.textOf(module).endsWith(lines + '\n}\n'), editor.textOf(module));
        break;
      }
    });

    it('of YAML that a module reads', async () => {
      await editor.open('file:///dns/spf.yaml', 'spf: "v=spf1 +all"\n', 'yaml');
      await editor.open(
        module,
        resource('  records = [yamldecode(file("${path.module}/spf.yaml")).spf]'),
        'terraform',
      );
      const titles = await titlesAt(module, '"TXT"');
      assert.ok(!titles.some((title) => title.includes(';')));
    });

    it('is not offered in JSON, which has no comments', async () => {
      const json = 'file:///dns/main.tf.json';
      const text = JSON.stringify({
        resource: {
          aws_route53_record: {
            mail: { zone_id: 'Z1', name: 'example.com', type: 'TXT', ttl: 300, records: ['v=spf1 +all'] },
          },
        },
      });
      await editor.open(json, text, 'json');
      const titles = await titlesAt(json, '+all');
      assert.ok(titles.includes('Use "~all"'), titles.join());
      assert.deepEqual(
        titles.filter((title) => title.startsWith('Disable')),
        [],
      );
    });

    it('with a reason', async () => {
      await editor.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
      await editor.choose(await actionAt(zone, '+all', `${DISABLE}, with a reason`));
      assert.ok(
        editor
          .textOf(zone)
          .endsWith('\n; mailtxt-disable-next-line spf-all-pass -- reason\na IN TXT "v=spf1 +all"\n'),
      );
      assert.ok(!(await codes(zone)).includes('spf-all-pass'));
    });

    it('with a reason after the ids of a comment without one', async () => {
      const comment = '; mailtxt-disable-next-line zone-ttl-too-low';
      await editor.open(zone, `${HEAD}${comment}\na IN TXT "v=spf1 +all"\n`);
      await editor.choose(await actionAt(zone, '+all', `${DISABLE}, with a reason`));
      assert.ok(editor.textOf(zone).includes(`${comment} spf-all-pass -- reason\na IN`));
    });

    it('that has a reason already', async () => {
      await editor.open(
        zone,
        `${HEAD}; mailtxt-disable-next-line zone-ttl-too-low -- tests\na IN TXT "v=spf1 +all"\n`,
      );
      const titles = await titlesAt(zone, '+all');
      assert.ok(titles.includes(DISABLE));
      assert.ok(!titles.includes(`${DISABLE}, with a reason`));
    });
  });

  describe('in the workspace', () => {
    const other = 'file:///zones/db.example.org';
    const ALL = 'Fix all spf-all-pass problems in the workspace';
    const CHOOSE = 'Choose which spf-all-pass problems to fix in the workspace…';

    it('is fixed in all files', async () => {
      await editor.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
      await editor.open(other, `${HEAD.replaceAll('example.com', 'example.org')}a IN TXT "v=spf1 +all"\n`);
      const offered = await actionAt(zone, '+all', ALL);
      const { edit } = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', offered);
      assert.ok(edit);
      assert.equal(edit.changeAnnotations, undefined);
      await editor.apply(edit);
      for (const uri of [zone, other]) assert.ok(!(await codes(uri)).includes('spf-all-pass'), uri);
    });

    it('is confirmed by the user, file by file', async () => {
      await editor.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
      await editor.open(other, `${HEAD.replaceAll('example.com', 'example.org')}a IN TXT "v=spf1 +all"\n`);
      const offered = await actionAt(zone, '+all', CHOOSE);
      const { edit } = await editor.connection.sendRequest<CodeAction>('codeAction/resolve', offered);
      assert.ok(edit);
      assert.deepEqual(Object.values(edit.changeAnnotations ?? {}), [
        { label: CHOOSE, needsConfirmation: true },
      ]);
      await editor.apply(edit);
      for (const uri of [zone, other]) assert.ok(!(await codes(uri)).includes('spf-all-pass'), uri);
    });

    it('is not offered if no other file has such a finding', async () => {
      await editor.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
      await editor.open(other, `${HEAD}a IN TXT "v=spf1 -all"\n`);
      assert.ok(!(await titlesAt(zone, '+all')).includes(ALL));
    });
  });

  it('is explained by its page', async () => {
    await editor.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
    const { command } = await actionAt(zone, '+all', 'Show documentation for spf-all-pass');
    assert.deepEqual(command?.arguments, ['spf-all-pass']);
  });

  it('comes after the fixes, the narrowest finding first', async () => {
    await editor.open(zone, `${HEAD}a 30 IN TXT "v=spf1 ip4:192.0.2.0/33 +all"\n`);
    const titles = await titlesAt(zone, '+all');
    const kinds = titles.map((title) => /^(Disable|Show|Fix all|Choose)/.exec(title)?.[0] ?? 'fix');
    assert.deepEqual(
      kinds,
      [...kinds].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
    );
    assert.equal(titles[0], 'Use "~all"');
  });
  const ORDER = ['fix', 'Fix all', 'Disable', 'Show'];

  it('is limited to the capabilities of the editor', async () => {
    const simple = await Editor.start({ capabilities: { ...plain, textDocument: { diagnostic: {} } } });
    await simple.open(zone, `${HEAD}a IN TXT "v=spf1 +all"\n`);
    const actions = await simple.actions(zone, simple.rangeOf(zone, '+all'), ['quickfix']);
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(titles, ['Use "~all"', DISABLE]);
    await simple.close();
  });
});
