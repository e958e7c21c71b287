import type { Location } from 'vscode-languageserver';
import type { Fix } from '../../analysis/finding.ts';
import type { PageBlock, PagePlace } from '../../features/reports/page.ts';
import { blocksToSend } from '../../features/reports/blocks-to-send.ts';
import { plain } from '../../features/reports/paint.ts';
import { renderText } from '../../features/reports/render-text.ts';
import type { SourceText } from '../../text/source-text.ts';
import { protocolLocation, uriOf } from './locate.ts';
import type { NamedPlaces } from './named-places.ts';
import type { CopyableReport, ReportPage, ReportText } from './requests.ts';
import type { Session } from './session.ts';
import { rangeToProtocol } from './to-protocol.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** Code units of the text form of a report in an editor. The log of a day has few kinds of replies, so longer reports are not useful. */
export const MAX_REPORT_LENGTH = 500_000;

/** The answer if there is nothing to report. */
export const EMPTY_REPORT: ReportText = { text: '', links: [], fixes: [], copies: [] };

export interface ReportOptions {
  readonly linksIn: NamedPlaces['linksIn'];
  /** Columns of a line of the text. `Infinity` if the editor wraps lines. */
  readonly width: number;
  /** The text of a file that is not a document of the workspace. */
  readonly sourceOf?: (path: string) => SourceText | undefined;
}

/** A report for an editor: as a page if it shows pages, and always as text, to copy or to show. */
export function reportAnswer(
  session: Session,
  parts: Iterable<readonly PageBlock[]>,
  { linksIn, width, sourceOf }: ReportOptions,
): ReportText {
  const page = new NumberedPage(session, sourceOf);
  let text = '';
  let line = 0;
  const copies: CopyableReport[] = [];
  const fixes: { readonly title: string; readonly line: number }[] = [];
  for (const part of parts) {
    const rendered = renderText(part, { paint: plain, width });
    for (const copy of rendered.copies) copies.push({ ...copy, line: line + copy.line });
    for (const action of rendered.actions) fixes.push({ ...action, line: line + action.line });
    text += rendered.text;
    line += rendered.text.split('\n').length - 1;
    if (session.client.showsPages) page.add(part);
    if (text.length > MAX_REPORT_LENGTH) break;
  }
  return {
    text,
    links: linksIn(text),
    fixes,
    copies,
    ...(session.client.showsPages && { page: page.page() }),
  };
}

/** Computes an edit that a report offers, and has the editor apply it. Returns whether it was applied. */
export async function applyOffered(session: Session, fix: Fix | undefined): Promise<boolean> {
  const edit = fix && toWorkspaceEdit(session, fix.edits);
  if (fix === undefined || edit === undefined) return false;
  const { applied } = await session.connection.workspace.applyEdit({ label: fix.title, edit });
  return applied;
}

/** Identifies an edit in a request: two records may need edits with the same title. */
export function fixId({ title, edits }: Fix): string {
  return JSON.stringify([title, ...edits.map(({ path, text }) => [path, text])]);
}

/** Blocks in which links and edits are numbers, with the meaning of the numbers. */
class NumberedPage {
  private readonly session: Session;
  private readonly sourceOf: ReportOptions['sourceOf'];
  private readonly blocks: PageBlock<number, number>[] = [];
  private readonly links: Location[] = [];
  private readonly actions: { readonly id: string; readonly title: string }[] = [];

  constructor(session: Session, sourceOf: ReportOptions['sourceOf']) {
    this.session = session;
    this.sourceOf = sourceOf;
  }

  add(part: readonly PageBlock[]): void {
    const link = (place: PagePlace): number => this.links.push(this.locationOf(place)) - 1;
    const action = (fix: Fix): number => this.actions.push({ id: fixId(fix), title: fix.title }) - 1;
    this.blocks.push(...blocksToSend(part, link, action));
  }

  page(): ReportPage {
    const { blocks, links, actions } = this;
    return { blocks, links, actions };
  }

  private locationOf(place: PagePlace): Location {
    return evidenceLocation(this.session, place, this.sourceOf ?? (() => undefined));
  }
}

/** The location of a range. If the text of the file is not available, the start of the file. */
export function evidenceLocation(
  session: Session,
  { path, range }: PagePlace,
  sourceOf: (path: string) => SourceText | undefined,
): Location {
  const start = { line: 0, character: 0 };
  const unknown = { uri: uriOf(session, path), range: { start, end: start } };
  if (range === undefined) return unknown;
  const known =
    protocolLocation(session, path, range) ??
    session.bounces.locate(path, range) ??
    inSettings(session, path, range.start);
  if (known !== null) return known;
  const source = sourceOf(path);
  return source === undefined ? unknown : { ...unknown, range: rangeToProtocol(source, range) };
}

function inSettings({ documents }: Session, path: string, offset: number): Location | null {
  const document = documents.at(path);
  if (document?.kind !== 'config') return null;
  const at = document.text.positionAt(offset);
  return { uri: document.uri, range: { start: at, end: at } };
}
