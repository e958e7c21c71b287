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
import { notesOfRule, type IncludedFindings, type RuleNotes } from '../../features/diagnose.ts';
import type { BounceFinding } from '../../features/filed-bounces.ts';
import type { Hover } from '../../features/hover.ts';
import type { SpfHint } from '../../features/spf-hints.ts';
import type { OutlineSymbol } from '../../features/symbols.ts';
import type { Unread } from '../../records/unread.ts';
import type { Severity } from '../../records/report.ts';
import type { Edit } from '../../text/edit.ts';
import { joinMarkdown, link, markup, PARAGRAPH } from '../../text/markdown.ts';
import { printable, printableLines } from '../../text/printable.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { Position } from '../../text/source-text.ts';
import type { DiagnosticWords } from './client.ts';

/** A text with known line starts. */
export interface Lines {
  offsetToPosition(offset: number): Position;
}

/** Shown with every diagnostic, and usable as a filter. */
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

/** Converts a range to a location of the protocol. `undefined` if its document is unknown. */
export type Locate = (path: DocumentPath, range: Range) => Location | undefined;

/**
 * The diagnostic names the fault. The hover explains why it matters, if the editor has hovers, which keeps lists of findings short.
 * Of the related places, it includes only bounces in which the fault was seen.
 */
export function findingToDiagnostic(
  lines: Lines,
  { rule, severity, message, range }: Finding,
  words: DiagnosticWords,
  seen: readonly DiagnosticRelatedInformation[] = [],
): Diagnostic {
  const notes = notesOfRule(rule);
  const diagnostic = {
    range: rangeToProtocol(lines, range),
    severity: SEVERITIES[severity],
    code: rule,
    source: SOURCE,
    message: [printable(message), ...(notes === undefined ? [] : wordsOfRule(notes, words))].join('\n'),
    ...(notes && { codeDescription: { href: notes.url } }),
    ...(notes?.unnecessary === true && { tags: [DiagnosticTag.Unnecessary] }),
  };
  return withPlaces(diagnostic, seen, words);
}

function wordsOfRule({ why, url }: RuleNotes, words: DiagnosticWords): readonly string[] {
  return [...(words.why ? [why] : []), ...(words.address ? [url] : [])];
}

/** Related places that a message names. A record set can have thousands. */
export const MAX_PLACES_IN_MESSAGE = 10;

/** Adds places only once: as related information, or otherwise in the message. */
function withPlaces(
  diagnostic: Diagnostic & { readonly message: string },
  places: readonly DiagnosticRelatedInformation[],
  words: DiagnosticWords,
): Diagnostic {
  if (places.length === 0) return diagnostic;
  if (!words.places) return { ...diagnostic, relatedInformation: [...places] };
  const named = places
    .slice(0, MAX_PLACES_IN_MESSAGE)
    .map(({ message, location: { uri, range } }) => `${message} (${uri}#L${range.start.line + 1})`);
  const others = places.length - named.length;
  const more = others === 0 ? [] : [`and ${others} more places`];
  return { ...diagnostic, message: [diagnostic.message, ...named, ...more].join('\n') };
}

/** A diagnostic at an include: the most severe finding in the included file, with links to all findings. */
export function includedToDiagnostic(
  lines: Lines,
  { range, findings, omitted }: IncludedFindings,
  locate: Locate,
  words: DiagnosticWords,
): Diagnostic {
  const gravest = findings.find(({ finding }) => finding.severity === 'error') ?? findings[0];
  const others = findings.length + omitted - 1;
  const more = others === 0 ? '' : ` (and ${others} more in included files)`;
  const places = findings.map(({ path, finding: { range: at, message } }) => ({ path, range: at, message }));
  const diagnostic = {
    ...(gravest && findingToDiagnostic(lines, gravest.finding, SAYS_LITTLE)),
    range: rangeToProtocol(lines, range),
    message: printable(`In the included file: ${gravest?.finding.message ?? ''}${more}`),
  };
  return withPlaces(diagnostic, placesToProtocol(places, locate), words);
}

/** For a finding that is not in the document itself, the message only names the fault. */
const SAYS_LITTLE: DiagnosticWords = { why: false, address: false, places: false };

export function placesToProtocol(
  places: readonly RelatedPlace[],
  locate: Locate,
): DiagnosticRelatedInformation[] {
  return places.flatMap(({ path, range, message }) => {
    const location = locate(path, range);
    return location === undefined ? [] : [{ location, message: printable(message) }];
  });
}

/** The meaning of a reply in a bounce, with the records involved. */
export function bounceToDiagnostic(
  lines: Lines,
  { range, message, related }: BounceFinding,
  locate: Locate,
  words: DiagnosticWords,
): Diagnostic {
  const diagnostic = {
    range: rangeToProtocol(lines, range),
    severity: DiagnosticSeverity.Information,
    code: 'bounce',
    source: SOURCE,
    message: printableLines(message),
  };
  return withPlaces(diagnostic, placesToProtocol(related, locate), words);
}

/** A problem: the document, or a part of it, was not used. */
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

/** Something that was not checked. The list is updated periodically, so the range may have moved since. */
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
      'The setting "mailtxt.maxFindings" sets the limit.',
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
 * Code units of a hover that lists related places. Places that do not fit are omitted. VS Code truncates Markdown after 100,000
 * code units, at any position.
 */
export const MAX_HOVER_LENGTH = 50_000;

interface HoverOptions {
  /** The address of a related place, if an editor can open it. */
  readonly linkTo: (place: RelatedPlace) => string;
  /** Whether to return Markdown. Otherwise, the editor gets plain text. */
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

const SYMBOL_KINDS: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  zone: SymbolKind.Package,
  name: SymbolKind.Namespace,
  mail: SymbolKind.Key,
  record: SymbolKind.Field,
  origin: SymbolKind.Module,
  include: SymbolKind.File,
  'left-out': SymbolKind.Null,
};

export function symbolToProtocol(lines: Lines, symbol: OutlineSymbol): DocumentSymbol {
  const { kind, name, detail, range, children } = symbol;
  const [first] = children;
  return {
    name: printable(name),
    detail: printable(detail),
    kind: SYMBOL_KINDS[kind],
    range: rangeToProtocol(lines, range),
    selectionRange: rangeToProtocol(lines, first?.range ?? range),
    children: children.map((child) => symbolToProtocol(lines, child)),
  };
}

/** For editors without a nested outline: a flat list of the records and of what is between them. */
export function symbolToFlatProtocol(
  lines: Lines,
  uri: string,
  { kind, name, range, children }: OutlineSymbol,
  containerName?: string,
): readonly SymbolInformation[] {
  if (children.length > 0)
    return children.flatMap((child) => symbolToFlatProtocol(lines, uri, child, printable(name)));
  return [
    {
      name: printable(name),
      kind: SYMBOL_KINDS[kind],
      ...(containerName !== undefined && { containerName }),
      location: { uri, range: rangeToProtocol(lines, range) },
    },
  ];
}
