import { plain } from '../../../features/reports/paint.ts';
import { sendersTexts } from '../../../features/reports/senders.ts';
import { sendersOf } from '../../../features/senders.ts';
import { namedPlaces } from '../named-places.ts';
import type { ReportText } from '../requests.ts';
import type { Session } from '../session.ts';

const ADVICE = {
  answers: 'Open the file of its zone, or turn on live DNS.',
  init: 'The command "mailtxt: Declare Senders"',
};

/** Code units of a report: nobody reads more. */
const MAX_LENGTH = 500_000;

/** Who sends for the domains of the files that are open, and what receivers make of their mail. */
export function senders(session: Session): ReportText {
  const { workspace, project } = session;
  const evidence = new Set(workspace.paths().flatMap((path) => project.evidenceFor(path) ?? []));
  const known = [...evidence].flatMap((one) => one.senders);
  const seen = [...evidence].flatMap((one) => one.others);
  const { nameOf, linksIn } = namedPlaces(session);
  const subject = { result: sendersOf(workspace, known, seen), workspace, nameOf, sourceOf: () => undefined };
  let text = '';
  for (const part of sendersTexts(subject, plain, ADVICE)) {
    text += part;
    if (text.length > MAX_LENGTH) break;
  }
  return { text, links: linksIn(text) };
}
