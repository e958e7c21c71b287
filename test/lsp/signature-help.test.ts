import assert from 'node:assert/strict';
import type { ClientCapabilities, SignatureHelp } from 'vscode-languageserver/node';
import { Editor, plain, pulling } from './editor.ts';

const URI = 'file:///zones/example.com.zone';
const TEXT = '$ORIGIN example.com.\n@ SRV 1 \n@ TXT \n';

async function helpAt(line: number, capabilities: ClientCapabilities): Promise<SignatureHelp | null> {
  const editor = await Editor.start({ capabilities });
  try {
    await editor.open(URI, TEXT);
    const character = TEXT.split('\n')[line]?.length ?? 0;
    return await editor.connection.sendRequest('textDocument/signatureHelp', {
      textDocument: { uri: URI },
      position: { line, character },
    });
  } finally {
    await editor.close();
  }
}

describe('textDocument/signatureHelp', () => {
  it('is the fields of a type in words, for any editor', async () => {
    const help = await helpAt(1, plain);
    const [signature] = help?.signatures ?? [];
    assert.equal(signature?.label, 'SRV priority weight port target');
    assert.equal(help?.activeParameter, 1);
    assert.deepEqual(
      signature.parameters?.map(({ label }) => label),
      ['priority', 'weight', 'port', 'target'],
    );
    assert.deepEqual(signature.documentation, {
      kind: 'plaintext',
      value: 'The host and port of a service.',
    });
  });

  it('marks the fields in the label, and has Markdown, for an editor that shows that', async () => {
    const capabilities: ClientCapabilities = {
      ...pulling,
      textDocument: {
        ...pulling.textDocument,
        signatureHelp: {
          signatureInformation: {
            documentationFormat: ['markdown', 'plaintext'],
            parameterInformation: { labelOffsetSupport: true },
          },
        },
      },
    };
    const [signature] = (await helpAt(1, capabilities))?.signatures ?? [];
    const target = signature?.parameters?.at(-1);
    assert.deepEqual(target?.label, [25, 31]);
    assert.deepEqual(target.documentation, {
      kind: 'markdown',
      value: 'The host of the service; `.` means that the service is not available.',
    });
  });

  it('is null where there are no fields', async () => {
    assert.equal(await helpAt(2, pulling), null);
  });
});
