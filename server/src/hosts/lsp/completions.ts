import {
  CompletionItemKind,
  MarkupKind,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type MarkupContent,
} from 'vscode-languageserver';
import { completionsAt } from '../../features/complete/complete.ts';
import type { Suggestion, SuggestionKind } from '../../features/complete/suggestion.ts';
import { printable } from '../../text/printable.ts';
import { positionToOffset } from './from-protocol.ts';
import type { Session } from './session.ts';
import { rangeToProtocol } from './to-protocol.ts';

/** After these characters, editors request completions automatically: each of them precedes a word in some policy. */
export const TRIGGER_CHARACTERS: readonly string[] = [' ', ':', '=', ';', '"', '~', '-', '?', '{'];

const KINDS: Readonly<Record<SuggestionKind, CompletionItemKind>> = {
  term: CompletionItemKind.Keyword,
  service: CompletionItemKind.Module,
  name: CompletionItemKind.Reference,
  tag: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  owner: CompletionItemKind.Reference,
  type: CompletionItemKind.Keyword,
  directive: CompletionItemKind.Keyword,
  rule: CompletionItemKind.Constant,
};

/** Identifies the list of a completion item, and its index in the list. */
interface ItemData {
  readonly list: number;
  readonly index: number;
}

/** Completion for one editor. It keeps only the last list: editors show only one, and resolve only visible items. */
export class Completions {
  private readonly session: Session;
  private suggestions: readonly Suggestion[] = [];
  private list = 0;

  constructor(session: Session) {
    this.session = session;
  }

  complete({ textDocument, position }: CompletionParams): CompletionList | null {
    const { client, documents, workspace } = this.session;
    const path = documents.get(textDocument.uri)?.path;
    const text = path === undefined ? undefined : workspace.textOf(path);
    if (path === undefined || text === undefined) return null;
    const found = completionsAt(workspace, path, positionToOffset(text, position));
    if (found === undefined) return null;
    this.suggestions = found.suggestions;
    this.list++;
    const range = rangeToProtocol(text, found.range);
    const toCursor = { start: range.start, end: position };
    const items = found.suggestions.map((suggestion, index): CompletionItem => {
      const { text: newText, label = newText, kind, detail, rank, goesOn, commitCharacters } = suggestion;
      const { shortDetail = detail } = suggestion;
      const data: ItemData = { list: this.list, index };
      const shown = detail === undefined ? undefined : printable(detail);
      return {
        label,
        kind: KINDS[kind],
        ...(shown !== undefined && { detail: shown }),
        ...(shortDetail !== undefined &&
          client.showsLabelDetails && { labelDetails: { description: printable(shortDetail) } }),
        // A service is also found by its name, and several records by their first name.
        filterText: kind === 'service' ? `${newText} ${label} ${detail ?? ''}` : newText,
        sortText: `${String(rank).padStart(3, '0')} ${label}`,
        textEdit: client.insertsOrReplaces
          ? { newText, insert: toCursor, replace: range }
          : { range, newText },
        ...(commitCharacters !== undefined &&
          client.commitsSuggestions && { commitCharacters: [...commitCharacters] }),
        ...(goesOn &&
          client.retriggersSuggestions && {
            command: { title: '', command: 'editor.action.triggerSuggest' },
          }),
        data,
      };
    });
    return { isIncomplete: found.isIncomplete === true, items };
  }

  /** Adds the meaning of the text. An item of an earlier list is not changed. */
  resolve(item: CompletionItem): CompletionItem {
    const data: unknown = item.data;
    if (!isItemData(data) || data.list !== this.list) return item;
    const explanation = this.suggestions[data.index]?.explain();
    if (explanation === undefined) return item;
    const documentation: MarkupContent = this.session.client.readsMarkdownOfSuggestions
      ? { kind: MarkupKind.Markdown, value: explanation.source }
      : { kind: MarkupKind.PlainText, value: explanation.plain };
    return { ...item, documentation };
  }
}

function isItemData(data: unknown): data is ItemData {
  return typeof data === 'object' && data !== null && 'list' in data && 'index' in data;
}
