import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';

const main = join(__dirname, '../../server/src/hosts/lsp/main.ts');
const script = `require(${JSON.stringify(main)}).startServer()`;

describe('the server process', function () {
  this.timeout(30_000);
  let server: ChildProcessWithoutNullStreams;
  let connection: MessageConnection;

  function start(...args: string[]): void {
    server = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script, '--', 'server', ...args]);
    connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
  }

  const greet = (): Promise<unknown> =>
    connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  const ended = (): Promise<number | null> =>
    new Promise((resolve) => server.once('exit', (code) => resolve(code)));

  afterEach(() => {
    connection.dispose();
    server.kill();
  });

  for (const args of [['--stdio'], [], ['lsp', '--stdio']]) {
    it(`serves and ends as it is asked to: ${args.join(' ') || 'no arguments'}`, async () => {
      start(...args);
      await greet();
      await connection.sendRequest('shutdown');
      const end = ended();
      await connection.sendNotification('exit');
      assert.equal(await end, 0);
    });
  }

  it('ends when the editor is gone', async () => {
    start('--stdio');
    await greet();
    const end = ended();
    server.stdin.end();
    assert.equal(await end, 1);
  });

  it('outlives a message that is no JSON', async () => {
    start('--stdio');
    await greet();
    server.stdin.write('Content-Length: 9\r\n\r\n{"broken"');
    await connection.sendRequest('shutdown');
  });
});
