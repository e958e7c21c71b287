import {
  DiagnosticSeverity,
  DiagnosticTag,
  MarkupKind,
  SymbolKind,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type DocumentSymbol,
  type Hover as ProtocolHover,
  type InlayHint,
  type Location,
  type MarkupContent,
  type Range as ProtocolRange,
  type SymbolInformation,
  type TextEdit,
} from 'vscode-languageserver';
import type { DocumentPath, Finding, Problem, RelatedPlace } from '../../analysis/finding.ts';
import { notesOfRule, type IncludedFindings } from '../../features/diagnose.ts';
import type { BounceFinding } from '../../features/filed-bounces.ts';
import type { Hover } from '../../features/hover.ts';
import type { SpfHint } from '../../features/spf-hints.ts';
import type { OwnerSymbol } from '../../features/symbols.ts';
import type { Unread } from '../../records/unread.ts';
import type { Severity } from '../../records/report.ts';
import type { Edit } from '../../text/edit.ts';
import { joinMarkdown, link, markup, PARAGRAPH } from '../../text/markdown.ts';
import { printable, printableLines } from '../../text/printable.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { Position } from '../../text/source-text.ts';

/** Whatever knows where its lines begin. */
export interface Lines {
  offsetToPosition(offset: number): Position;
}

/** Shown in front of every diagnostic, and what a user filters by. */
const SOURCE = 'mailtxt';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function rangeToProtocol(lines: Lines, range: Range): ProtocolRange {
  const start = lines.offsetToPosition(range.start);
  return { start, end: range.end === range.start ? start : lines.offsetToPosition(range.end) };
}

/** Where a place stands in the editor's words; `undefined` when its document is not known here. */
export type Locate = (path: DocumentPath, range: Range) => Location | undefined;

/**
 * What is wrong. Why it matters is said by the hover: a list of findings stays calm, and a report small. Of what else
 * there is to look at, only where mail came back for it.
 */
export function findingToDiagnostic(
  lines: Lines,
  { rule, severity, message, range }: Finding,
  seen: readonly DiagnosticRelatedInformation[] = [],
): Diagnostic {
  const notes = notesOfRule(rule);
  const diagnostic: Diagnostic = {
    range: rangeToProtocol(lines, range),
    severity: SEVERITIES[severity],
    code: rule,
    source: SOURCE,
    message: printable(message),
  };
  if (seen.length > 0) diagnostic.relatedInformation = [...seen];
  if (notes === undefined) return diagnostic;
  diagnostic.codeDescription = { href: notes.url };
  if (notes.unnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** Where a file is included: the gravest of what is wrong in it, and the way to the places. */
export function includedToDiagnostic(
  lines: Lines,
  { range, findings, omitted }: IncludedFindings,
  locate: Locate,
): Diagnostic {
  const gravest = findings.find(({ finding }) => finding.severity === 'error') ?? findings[0];
  const others = findings.length + omitted - 1;
  const more = others === 0 ? '' : ` (and ${others} more in what is included)`;
  const places = findings.map(({ path, finding: { range: at, message } }) => ({ path, range: at, message }));
  return {
    ...(gravest && findingToDiagnostic(lines, gravest.finding)),
    range: rangeToProtocol(lines, range),
    message: printable(`In the included file: ${gravest?.finding.message ?? ''}${more}`),
    relatedInformation: placesToProtocol(places, locate),
  };
}

export function placesToProtocol(
  places: readonly RelatedPlace[],
  locate: Locate,
): DiagnosticRelatedInformation[] {
  return places.flatMap(({ path, range, message }) => {
    const location = locate(path, range);
    return location === undefined ? [] : [{ location, message: printable(message) }];
  });
}

/** What an answer in a bounce means, and the records that it leads to. */
export function bounceToDiagnostic(
  lines: Lines,
  { range, message, related }: BounceFinding,
  locate: Locate,
): Diagnostic {
  return {
    range: rangeToProtocol(lines, range),
    severity: DiagnosticSeverity.Information,
    code: 'bounce',
    source: SOURCE,
    message: printableLines(message),
    relatedInformation: placesToProtocol(related, locate),
  };
}

/** A part of the document, or the document itself, was not used. */
export function problemToDiagnostic(
  lines: Lines,
  { message, range }: Omit<Problem, 'path'>,
  severity: Severity,
): Diagnostic {
  return {
    range: rangeToProtocol(lines, range ?? TOP),
    severity: SEVERITIES[severity],
    source: SOURCE,
    message: printableLines(message),
  };
}

/** Something that was not examined. The list is made now and then, so its place may have moved since. */
export function unreadToDiagnostic(lines: Lines, { message, range }: Unread): Diagnostic {
  return problemToDiagnostic(lines, { message, range }, 'info');
}

export function omittedToDiagnostic(shown: number, omitted: number): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: DiagnosticSeverity.Information,
    source: SOURCE,
    message:
      `Only the ${shown} most severe of ${shown + omitted} findings are shown. ` +
      'The setting "mailtxt.maxFindings" says how many.',
  };
}

const TOP: Range = rangeOf(0, 0);

export function editToProtocol(lines: Lines, { range, text: newText }: Edit): TextEdit {
  return { range: rangeToProtocol(lines, range), newText };
}

export function hintToProtocol(lines: Lines, { at, label, tooltip }: SpfHint): InlayHint {
  return { position: lines.offsetToPosition(at), label, tooltip, paddingLeft: true };
}

/**
 * Code units of a hover that lists related places; those that do not fit are left out. VS Code cuts Markdown after 100,000
 * code units, wherever that is.
 */
export const MAX_HOVER_LENGTH = 50_000;

interface HoverOptions {
  /** The address of a related place, where an editor can open it. */
  readonly linkTo: (place: RelatedPlace) => string;
  /** Else the editor gets plain text. */
  readonly readsMarkdown: boolean;
}

export function hoverToProtocol(
  lines: Lines,
  { range, text: meaning, related }: Hover,
  { linkTo, readsMarkdown }: HoverOptions,
): ProtocolHover {
  let value = meaning;
  for (const [i, place] of related.entries()) {
    const item = markup`* ${link(place.message, linkTo(place))}`;
    if (value.source.length + item.source.length > MAX_HOVER_LENGTH) break;
    value = joinMarkdown([value, item], i === 0 ? PARAGRAPH : markup`\n`);
  }
  const contents: MarkupContent = readsMarkdown
    ? { kind: MarkupKind.Markdown, value: value.source }
    : { kind: MarkupKind.PlainText, value: value.plain };
  return { range: rangeToProtocol(lines, range), contents };
}

export function symbolToProtocol(lines: Lines, { name, range, records }: OwnerSymbol): DocumentSymbol {
  const [first] = records;
  return {
    name: printable(name),
    kind: SymbolKind.Namespace,
    range: rangeToProtocol(lines, range),
    selectionRange: rangeToProtocol(lines, first?.range ?? range),
    children: records.map((record) => {
      const at = rangeToProtocol(lines, record.range);
      return {
        name: record.name,
        detail: printable(record.detail),
        kind: SymbolKind.Key,
        range: at,
        selectionRange: at,
      };
    }),
  };
}

/** For editors without an outline of levels. */
export function symbolToFlatProtocol(
  lines: Lines,
  uri: string,
  { name, records }: OwnerSymbol,
): readonly SymbolInformation[] {
  return records.map((record) => ({
    name: record.name,
    kind: SymbolKind.Key,
    containerName: printable(name),
    location: { uri, range: rangeToProtocol(lines, record.range) },
  }));
}
