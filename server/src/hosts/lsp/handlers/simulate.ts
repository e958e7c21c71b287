import type { CancellationToken } from 'vscode-languageserver';
import { readMail, type MailFault } from '../../../features/mail-question.ts';
import { simulationBlocks } from '../../../features/reports/simulation.ts';
import { simulate as simulateMail } from '../../../features/simulate.ts';
import { withoutLinks } from '../../../text/message.ts';
import { evaluateInSlices } from '../evaluate-in-slices.ts';
import { namedPlaces } from '../named-places.ts';
import { reportAnswer } from '../report-page.ts';
import type { ReportText, SimulateParams } from '../requests.ts';
import type { Session } from '../session.ts';
import { withAnswers } from '../wait-for-answers.ts';

const ADVICE = 'Open the file with its zone, or turn on live DNS.';

export async function simulateRequest(
  session: Session,
  { textDocument, mail: typed }: SimulateParams,
  token: CancellationToken,
): Promise<ReportText | MailFault> {
  const { documents, index, workspace } = session;
  const mail = readMail(typed);
  if ('field' in mail) return { ...mail, message: withoutLinks(mail.message) };
  await index.whenComplete(token);
  await evaluateInSlices(session);
  const path = textDocument && documents.get(textDocument.uri)?.path;
  const simulation = await withAnswers(session, token, () =>
    simulateMail(mail, path === undefined ? workspace.facts : workspace.factsOf(path)),
  );
  const { nameOf, linksIn } = namedPlaces(session);
  const blocks = simulationBlocks({ mail, simulation, workspace, nameOf }, ADVICE);
  return reportAnswer(session, [blocks], { linksIn, width: Infinity });
}
