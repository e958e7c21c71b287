import type { Fix } from '../../../analysis/finding.ts';
import { explainBounces, type ExplainedBounce } from '../../../features/explain-bounce.ts';
import { explanationTexts } from '../../../features/reports/explanation.ts';
import { plain } from '../../../features/reports/paint.ts';
import { namedPlaces } from '../named-places.ts';
import type { ExplainedFix, ExplanationText } from '../requests.ts';
import type { Session } from '../session.ts';
import { wholeWorkspace } from '../whole-workspace.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

/** Code units of a report: a log of a day has few kinds of answers, and more than that nobody reads. */
const MAX_LENGTH = 500_000;

export async function explainRequest(
  session: Session,
  { text: told }: { readonly text: string },
): Promise<ExplanationText> {
  const workspace = await wholeWorkspace(session);
  const { nameOf, linksIn } = namedPlaces(session);
  const bounces = explainBounces(told, () => workspace);
  let text = '';
  for (const part of explanationTexts(
    { bounces, text: told, workspace, nameOf },
    { paint: plain, width: Infinity },
  )) {
    text += part;
    if (text.length > MAX_LENGTH) break;
  }
  return { text, links: linksIn(text), fixes: fixesIn(text, bounces) };
}

export async function applyExplainedFix(
  session: Session,
  { text, title }: { readonly text: string; readonly title: string },
): Promise<boolean> {
  const workspace = await wholeWorkspace(session);
  const bounces = explainBounces(text, () => workspace);
  const fix = fixesOf(bounces).find((one) => one.title === title);
  const edit = fix && toWorkspaceEdit({ ...session, workspace }, fix.edits);
  if (edit === undefined) return false;
  const { applied } = await session.connection.workspace.applyEdit({ label: title, edit });
  return applied;
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
