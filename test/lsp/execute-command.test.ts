import assert from 'node:assert/strict';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { ReportText } from '../../server/src/hosts/lsp/requests.ts';
import { SERVER_COMMANDS } from '../../server/src/hosts/lsp/server-commands.ts';
import { VERSION } from '../../server/src/text/version.ts';
import manifest from '../../package.json';
import { Editor, plain } from './editor.ts';
import { HEAD } from './zones.ts';

const URI = 'file:///zones/example.com.zone';
const ZONE = `${HEAD}@ IN TXT "v=spf1 ip4:192.0.2.1 -all"\n@ IN MX 10 mail.example.net.\n`;
const BOUNCE = '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7';

describe('commands of the server, for editors without the extension', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start({ capabilities: plain });
    await editor.open(URI, ZONE);
  });
  afterEach(() => editor.close());

  const run = <T = ReportText>(command: string, ...given: unknown[]): Promise<T> =>
    editor.connection.sendRequest('workspace/executeCommand', { command, arguments: given });

  it('are announced, with the version of the server', () => {
    assert.deepEqual(
      editor.greeting.capabilities.executeCommandProvider?.commands,
      Object.values(SERVER_COMMANDS),
    );
    assert.deepEqual(editor.greeting.serverInfo, { name: 'mailtxt', version: VERSION });
  });

  it('are not commands of the extension, whose client registers both', () => {
    const own = new Set(manifest.contributes.commands.map(({ command }) => command));
    assert.deepEqual(
      Object.values(SERVER_COMMANDS).filter((id) => own.has(id)),
      [],
    );
  });

  it('explain a bounce as the request does', async () => {
    const result = await run(SERVER_COMMANDS.explain, BOUNCE);
    assert.deepEqual(result, await editor.connection.sendRequest('mailtxt/explain', { text: BOUNCE }));
    assert.match(result.text, /add "ip4:198\.51\.100\.7"/);
  });

  it('simulate a message, and report faults in its description', async () => {
    const passes = await run(SERVER_COMMANDS.simulate, { ip: '192.0.2.1', from: 'a@example.com' });
    const fails = await run(SERVER_COMMANDS.simulate, { ip: '192.0.2.2', from: 'a@example.com' }, URI);
    assert.match(passes.text, /spf\W+pass/i);
    assert.match(fails.text, /spf\W+fail/i);
    const wrong = await run<{ field: string }>(SERVER_COMMANDS.simulate, {
      ip: 'here',
      from: 'a@example.com',
    });
    assert.equal(wrong.field, 'ip');
  });

  it('show the senders', async () => {
    assert.match((await run(SERVER_COMMANDS.senders)).text, /example\.com/);
  });

  it('reject invalid arguments, and list valid ones', async () => {
    const calls: readonly (readonly [string, ...unknown[]])[] = [
      ['mailtxt.server.none'],
      [SERVER_COMMANDS.explain],
      [SERVER_COMMANDS.explain, { text: BOUNCE }],
      [SERVER_COMMANDS.simulate],
      [SERVER_COMMANDS.simulate, '192.0.2.1'],
      [SERVER_COMMANDS.simulate, { ip: '192.0.2.1', from: 'a@example.com', dkim: 'example.com' }],
      [SERVER_COMMANDS.simulate, { ip: '192.0.2.1', from: 'a@example.com' }, 7],
    ];
    for (const [command, ...given] of calls) {
      await assert.rejects(run(command, ...given), (fault) => {
        assert.ok(fault instanceof ResponseError);
        assert.equal(fault.code, ErrorCodes.InvalidParams);
        assert.match(fault.message, new RegExp(command.replaceAll('.', '\\.')));
        return true;
      });
    }
    assert.deepEqual(editor.log, []);
  });
});
