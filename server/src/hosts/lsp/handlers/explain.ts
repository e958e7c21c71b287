import { explainBounces } from '../../../features/explain-bounce.ts';
import { explanationTexts } from '../../../features/reports/explanation.ts';
import { plain } from '../../../features/reports/paint.ts';
import { namedPlaces } from '../named-places.ts';
import type { ReportText } from '../requests.ts';
import type { Session } from '../session.ts';

/** Code units of a report: a log of a day has few kinds of answers, and more than that nobody reads. */
const MAX_LENGTH = 500_000;

export function explain(session: Session, { text: told }: { readonly text: string }): ReportText {
  const { workspace } = session;
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
  return { text, links: linksIn(text) };
}
