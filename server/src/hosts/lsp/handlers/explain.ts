import type { CancellationToken } from 'vscode-languageserver';
import type { Fix } from '../../../analysis/finding.ts';
import { explainBounces, type ExplainedBounce } from '../../../features/explain-bounce.ts';
import { explanationParts } from '../../../features/reports/explanation.ts';
import { plain } from '../../../features/reports/paint.ts';
import { renderText } from '../../../features/reports/render-text.ts';
import { evaluateInSlices } from '../evaluate-in-slices.ts';
import { namedPlaces } from '../named-places.ts';
import type { CopyableReport, ExplainedFix, ExplanationText } from '../requests.ts';
import type { Session } from '../session.ts';
import { withAnswers } from '../wait-for-answers.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

/** Code units of a report: a log of a day has few kinds of answers, and more than that nobody reads. */
const MAX_LENGTH = 500_000;

export async function explainRequest(
  session: Session,
  { text: told }: { readonly text: string },
  token: CancellationToken,
): Promise<ExplanationText> {
  const { workspace } = session;
  await wholeWorkspace(session, token);
  const { nameOf, linksIn } = namedPlaces(session);
  const bounces = await withAnswers(session, token, () => explainBounces(told, () => workspace));
  let text = '';
  let line = 0;
  const copies: CopyableReport[] = [];
  for (const part of explanationParts({ bounces, text: told, workspace, nameOf })) {
    const rendered = renderText(part, { paint: plain, width: Infinity });
    for (const copy of rendered.copies) copies.push({ ...copy, line: line + copy.line });
    text += rendered.text;
    line += rendered.text.split('\n').length - 1;
    if (text.length > MAX_LENGTH) break;
  }
  return { text, links: linksIn(text), fixes: fixesIn(text, bounces), copies };
}

export async function applyExplainedFix(
  session: Session,
  { text, title }: { readonly text: string; readonly title: string },
  token: CancellationToken,
): Promise<boolean> {
  const { workspace } = session;
  await wholeWorkspace(session, token);
  const bounces = await withAnswers(session, token, () => explainBounces(text, () => workspace));
  const fix = fixesOf(bounces).find((one) => one.title === title);
  const edit = fix && toWorkspaceEdit(session, fix.edits);
  if (edit === undefined) return false;
  const { applied } = await session.connection.workspace.applyEdit({ label: title, edit });
  return applied;
}

/** A bounce is about records wherever they are. */
async function wholeWorkspace(session: Session, token: CancellationToken): Promise<void> {
  await session.index.whenComplete(token);
  await evaluateInSlices(session);
}

function fixesIn(text: string, bounces: readonly ExplainedBounce[]): readonly ExplainedFix[] {
  const titles = new Set(fixesOf(bounces).map(({ title }) => title));
  return text.split('\n').flatMap((typed, line) => {
    const title = typed.trim();
    return titles.has(title) ? [{ line, title }] : [];
  });
}

function fixesOf(bounces: readonly ExplainedBounce[]): readonly Fix[] {
  return bounces.flatMap(({ causes }) => causes.flatMap(({ fix }) => (fix === undefined ? [] : [fix])));
}
