import type { Workspace } from '../../analysis/workspace.ts';
import { explainBounces } from '../../features/explain-bounce.ts';
import { readMail } from '../../features/mail-question.ts';
import { simulate as simulateMail } from '../../features/simulate.ts';
import { reportExplanationsAsJson } from '../cli/reporters/explain-json.ts';
import { reportJson } from '../cli/reporters/json.ts';
import { reportRecordsAsJson } from '../cli/reporters/records-json.ts';
import { reportSimulationAsJson } from '../cli/reporters/simulation-json.ts';
import { checkResult } from './check-result.ts';
import { openDocuments } from './documents.ts';
import type { Documents, Mail, TextOptions } from './options.ts';
import { jsonReport } from './json-report.ts';
import type { CheckReport, ExplanationReport, RecordsReport, SimulationReport } from './types.ts';

/**
 * Checks texts, as `mailtxt check` checks files.
 *
 * @throws TypeError if an option or a path is invalid
 */
export function checkText(documents: Documents, options: TextOptions = {}): CheckReport {
  const opened = openDocuments(documents, options);
  return jsonReport((out) => reportJson(checkResult(opened), out, opened.nameOf)) as CheckReport;
}

/**
 * The records of texts as DNS would publish them.
 *
 * @throws TypeError if an option or a path is invalid
 */
export function recordsOf(documents: Documents, options: TextOptions = {}): RecordsReport {
  const opened = openDocuments(documents, options);
  return jsonReport((out) =>
    reportRecordsAsJson({ ...opened, problems: opened.problems(), unread: opened.unread() }, out),
  ) as RecordsReport;
}

/**
 * Whether a message would pass SPF, DKIM and DMARC with the records of texts.
 *
 * @throws TypeError if an option, a path or a part of the message is invalid
 */
export function simulate(mail: Mail, documents: Documents, options: TextOptions = {}): SimulationReport {
  const { ip, from, helo, headerFrom, dkim = [] } = mail;
  const question = readMail({ ip, from, helo, headerFrom, dkim });
  if ('field' in question) throw new TypeError(`${question.field}: ${question.message}`);
  const { workspace, nameOf } = openDocuments(documents, options);
  const simulation = simulateMail(question, workspace.facts);
  return jsonReport((out) =>
    reportSimulationAsJson({ mail: question, simulation, workspace, nameOf }, out),
  ) as SimulationReport;
}

/**
 * Explains a bounce, an SMTP reply, a mail log or an Authentication-Results header, with the records involved.
 *
 * @throws TypeError if an option or a path is invalid
 */
export function explain(
  text: string,
  documents: Documents = {},
  options: TextOptions = {},
): ExplanationReport {
  const opened = openDocuments(documents, options);
  let asked: Workspace | undefined;
  const bounces = explainBounces(text, () => (asked = opened.workspace));
  const result = { bounces, text, workspace: asked, nameOf: opened.nameOf };
  return jsonReport((out) => reportExplanationsAsJson(result, (line) => line, out)) as ExplanationReport;
}
