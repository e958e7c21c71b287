import assert from 'node:assert/strict';
import type { SemanticTokens, SemanticTokensLegend } from 'vscode-languageserver';
import { ZONE_FORMAT } from '../../server/src/analysis/input/formats.ts';
import { MAX_TOKEN_RECORDS } from '../../server/src/features/policy-tokens.ts';
import { Editor, pulling } from './editor.ts';

const ZONE = 'file:///example.com.zone';
const TEXT = '@ IN A 192.0.2.1\n@ IN TXT "v=spf1 -all"\n_dmarc IN TXT "v=DMARC1; p=none"\n';

describe('semantic tokens in an editor', () => {
  let editor: Editor;

  afterEach(() => editor.close());

  /** `line:column length type` */
  function decoded({ data }: SemanticTokens, { tokenTypes }: SemanticTokensLegend): readonly string[] {
    const found: string[] = [];
    let line = 0;
    let column = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [lines = 0, columns = 0, length = 0, type = 0] = data.slice(i, i + 4);
      column = lines === 0 ? column + columns : columns;
      line += lines;
      found.push(`${line}:${column} ${length} ${tokenTypes[type] ?? ''}`);
    }
    return found;
  }

  function legend(): SemanticTokensLegend {
    const { semanticTokensProvider } = editor.greeting.capabilities;
    assert.ok(semanticTokensProvider);
    return semanticTokensProvider.legend;
  }

  it('are those of the document, and of a range', async () => {
    editor = await Editor.start();
    await editor.open(ZONE, TEXT);
    const textDocument = { uri: ZONE };
    const full = await editor.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument,
    });
    assert.deepEqual(decoded(full, legend()), [
      '1:10 6 keyword',
      '1:17 1 operator',
      '1:18 3 function',
      '2:15 1 property',
      '2:16 1 operator',
      '2:17 6 keyword',
      '2:23 1 operator',
      '2:25 1 property',
      '2:26 1 operator',
      '2:27 4 enumMember',
    ]);
    const part = await editor.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
    });
    assert.equal(decoded(part, legend()).length, 3);
  });

  it('are returned only for parts of a long document, and for no closed document', async () => {
    editor = await Editor.start();
    await editor.open(ZONE, '@ IN TXT "v=spf1 -all"\n'.repeat(MAX_TOKEN_RECORDS + 1));
    const full = (uri: string): Promise<SemanticTokens | null> =>
      editor.connection.sendRequest('textDocument/semanticTokens/full', { textDocument: { uri } });
    assert.equal(await full(ZONE), null);
    assert.deepEqual(await full('file:///other.zone'), { data: [] });
  });

  it('are offered for our own languages and for plain text, if the editor supports this', async () => {
    editor = await Editor.start({
      capabilities: {
        ...pulling,
        textDocument: {
          ...pulling.textDocument,
          semanticTokens: {
            dynamicRegistration: true,
            requests: {},
            tokenTypes: [],
            tokenModifiers: [],
            formats: [],
          },
        },
      },
    });
    await editor.until(() =>
      editor.registered.some(({ method }) => method === 'textDocument/semanticTokens'),
    );
    const options = editor.registered.find(({ method }) => method === 'textDocument/semanticTokens');
    const { documentSelector } = options?.registerOptions as { documentSelector: readonly object[] };
    const ours = ZONE_FORMAT.languages.map((language) => ({ language }));
    assert.deepEqual(documentSelector.slice(0, ours.length), ours);
    for (const selector of documentSelector.slice(ours.length)) {
      assert.equal('language' in selector && selector.language, 'plaintext');
    }
    assert.equal(editor.greeting.capabilities.semanticTokensProvider, undefined);
  });
});
