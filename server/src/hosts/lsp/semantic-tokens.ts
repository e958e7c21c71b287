import {
  SemanticTokensBuilder,
  SemanticTokensRegistrationType,
  type Connection,
  type DocumentSelector,
  type SemanticTokens,
  type SemanticTokensLegend,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { formattedLanguages, FORMATS } from '../../analysis/input/formats.ts';
import type { PartKind } from '../../email/policy-parts.ts';
import { MAX_TOKENS, MAX_TOKEN_RECORDS, policyTokens } from '../../features/policy-tokens.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { protocolToRange } from './from-protocol.ts';
import type { Session } from './session.ts';

/** Token types of the protocol, which every theme colors. */
const TYPES: Readonly<Record<PartKind, string>> = {
  version: 'keyword',
  qualifier: 'operator',
  mechanism: 'function',
  name: 'property',
  separator: 'operator',
  value: 'string',
  number: 'number',
  word: 'enumMember',
  macro: 'macro',
};

/**
 * Each token has the modifier "mail". The color of a type depends on the language. With this modifier, VS Code gives a part of a policy the
 * same color in all languages (`semanticTokenScopes` in package.json).
 */
export const TOKEN_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...new Set(Object.values(TYPES))],
  tokenModifiers: ['mail'],
};
/** The bit of the only modifier. */
const MAIL = 1;

export const NO_TOKENS: SemanticTokens = { data: [] };

/**
 * Offers tokens for the languages of mailtxt, and for files of other formats that the editor treats as plain text. If another
 * extension supports the language, VS Code would use only one of the two.
 */
export async function registerTokens({ client }: Connection): Promise<void> {
  const ours = formattedLanguages().map((language) => ({ language }));
  const plain = FORMATS.flatMap(({ selectors }) => selectors).flatMap((selector) =>
    'pattern' in selector ? [{ language: 'plaintext', pattern: selector.pattern }] : [],
  );
  const documentSelector: DocumentSelector = [...ours, ...plain];
  await client.register(SemanticTokensRegistrationType.type, {
    documentSelector,
    legend: TOKEN_LEGEND,
    full: true,
    range: true,
  });
}

/** `null` for a document that is too long to be processed as a whole. The editor requests ranges of it. */
export function tokensOfDocument(
  session: Session,
  { textDocument }: SemanticTokensParams,
): SemanticTokens | null {
  const path = session.documents.get(textDocument.uri)?.path;
  const document = path === undefined ? undefined : session.workspace.documentOf(path);
  if (path === undefined || document === undefined) return NO_TOKENS;
  if (document.recordCount > MAX_TOKEN_RECORDS) return null;
  return tokensIn(session, path, rangeOf(0, document.text.length));
}

export function tokensOfRange(
  session: Session,
  { textDocument, range }: SemanticTokensRangeParams,
): SemanticTokens {
  const path = session.documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : session.workspace.textOf(path);
  return path === undefined || text === undefined
    ? NO_TOKENS
    : tokensIn(session, path, protocolToRange(text, range));
}

function tokensIn({ limits, workspace }: Session, path: string, within: Range): SemanticTokens {
  const text = workspace.textOf(path);
  if (text === undefined) return NO_TOKENS;
  const builder = new SemanticTokensBuilder();
  const [records, parts] = [MAX_TOKEN_RECORDS, MAX_TOKENS].map(groupDigits);
  const cut = (): void =>
    limits.reached(
      path,
      `only the first ${records} records and ${parts} parts of policies in view are colored`,
    );
  for (const { kind, range } of policyTokens(workspace, path, within, cut)) {
    const { line, character } = text.offsetToPosition(range.start);
    // A part of a heredoc may span several lines, but a token of the protocol cannot.
    if (text.offsetToPosition(range.end).line !== line) continue;
    builder.push(
      line,
      character,
      range.end - range.start,
      TOKEN_LEGEND.tokenTypes.indexOf(TYPES[kind]),
      MAIL,
    );
  }
  return builder.build();
}
