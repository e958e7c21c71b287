import type { CancellationToken } from 'vscode-languageserver';
import type { Fix } from '../../../analysis/finding.ts';
import { explainBounces, type ExplainedBounce } from '../../../features/explain-bounce.ts';
import { explanationParts } from '../../../features/reports/explanation.ts';
import { evaluateInSlices } from '../evaluate-in-slices.ts';
import { namedPlaces } from '../named-places.ts';
import { applyOffered, reportAnswer } from '../report-page.ts';
import type { ReportText } from '../requests.ts';
import type { Session } from '../session.ts';
import { withAnswers } from '../wait-for-answers.ts';

export async function explainRequest(
  session: Session,
  { text: replyText }: { readonly text: string },
  token: CancellationToken,
): Promise<ReportText> {
  const { workspace } = session;
  await wholeWorkspace(session, token);
  const { nameOf, linksIn } = namedPlaces(session);
  const bounces = await withAnswers(session, token, () => explainBounces(replyText, () => workspace));
  const parts = explanationParts({ bounces, text: replyText, workspace, nameOf });
  return reportAnswer(session, parts, { linksIn, width: Infinity });
}

export async function applyExplainedFix(
  session: Session,
  { text, title }: { readonly text: string; readonly title: string },
  token: CancellationToken,
): Promise<boolean> {
  const { workspace } = session;
  await wholeWorkspace(session, token);
  const bounces = await withAnswers(session, token, () => explainBounces(text, () => workspace));
  return applyOffered(
    session,
    fixesOf(bounces).find((one) => one.title === title),
  );
}

/** A bounce may concern records in any document. */
async function wholeWorkspace(session: Session, token: CancellationToken): Promise<void> {
  await session.index.whenComplete(token);
  await evaluateInSlices(session);
}

function fixesOf(bounces: readonly ExplainedBounce[]): readonly Fix[] {
  return bounces.flatMap(({ causes }) => causes.flatMap(({ fix }) => (fix === undefined ? [] : [fix])));
}
