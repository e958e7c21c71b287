import type { CancellationToken } from 'vscode-languageserver';
import { CONFIG_FILE } from '../../../analysis/input/config.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { POLICIES } from '../../../email/dmarc/tags.ts';
import { previewPolicy, underPolicy } from '../../../features/policy-preview.ts';
import { policyPreviewParts } from '../../../features/reports/policy-preview.ts';
import { sendersParts } from '../../../features/reports/senders.ts';
import { sendersTree, type SendersNode } from '../../../features/senders-tree.ts';
import { PlainText } from '../../../text/plain-text.ts';
import type { SourceText } from '../../../text/source-text.ts';
import { readTextFile } from '../../node/text-file.ts';
import { senderResult } from '../sender-result.ts';
import { namedPlaces } from '../named-places.ts';
import { applyOffered, EMPTY_REPORT, evidenceLocation, fixId, reportAnswer } from '../report-page.ts';
import type {
  PolicyFixParams,
  ReportText,
  SendersItem,
  SendersParams,
  SendersTreeParams,
} from '../requests.ts';
import type { Session } from '../session.ts';

const ADVICE = {
  answers: 'Open the file with its zone, or turn on live DNS.',
  init: 'The command "mailtxt: Declare Senders"',
};

/** The senders for the domains of the open files, and what receivers do with their mail, now or under another policy. */
export async function sendersRequest(
  session: Session,
  params: SendersParams | null | undefined,
  token: CancellationToken,
): Promise<ReportText> {
  const { workspace } = session;
  const asked = params?.policy;
  const result = await senderResult(session, token);
  if (result === undefined) return EMPTY_REPORT;
  const { nameOf, linksIn } = namedPlaces(session);
  const sourceOf = settingsOnDisk();
  const subject = { result, workspace, nameOf, sourceOf };
  const policy = POLICIES.find((one) => one === asked);
  const parts =
    policy === undefined
      ? sendersParts(subject, { ...ADVICE, diagrams: session.client.showsPages })
      : policyPreviewParts(previewPolicy(workspace, result, policy, Date.now()), subject);
  return reportAnswer(session, parts, { linksIn, width: REPORT_WIDTH, sourceOf });
}

/** Computes an edit that the plan for a policy offers, and has the editor apply it. Returns whether it was applied. */
export async function applyPolicyFix(
  session: Session,
  { policy: asked, fix: id }: PolicyFixParams,
  token: CancellationToken,
): Promise<boolean> {
  const policy = POLICIES.find((one) => one === asked);
  const result = policy && (await senderResult(session, token));
  if (policy === undefined || result === undefined) return false;
  const { domains, plans } = previewPolicy(session.workspace, result, policy, Date.now());
  const fixes = [
    ...plans.flatMap(({ stages }) => stages.flatMap(({ fix }) => fix ?? [])),
    ...domains.flatMap(({ senders }) =>
      senders.flatMap(({ remedies }) =>
        remedies.flatMap((remedy) => (remedy.kind === 'edit' ? [remedy.fix] : [])),
      ),
    ),
  ];
  return applyOffered(
    session,
    fixes.find((fix) => fixId(fix) === id),
  );
}

/** The same as a tree, under the published policy or another one. */
export async function sendersTreeOf(
  session: Session,
  { policy: asked }: SendersTreeParams,
  token: CancellationToken,
): Promise<readonly SendersItem[] | null> {
  const result = await senderResult(session, token);
  if (result === undefined) return null;
  const { nameOf } = namedPlaces(session);
  const sourceOf = settingsOnDisk();
  const policy = POLICIES.find((one) => one === asked);
  const domains = policy === undefined ? result.domains : underPolicy(session.workspace, result, policy);
  return sendersTree(domains, session.workspace, nameOf).map((node) => itemOf(session, node, sourceOf));
}

/** Columns of a line of the text. */
const REPORT_WIDTH = 100;

type SourceOf = (path: DocumentPath) => SourceText | undefined;

/** The text of settings files that are not open. Each file is read once. */
function settingsOnDisk(): SourceOf {
  const texts = new Map<DocumentPath, SourceText | undefined>();
  return (path) => {
    if (!path.endsWith(`/${CONFIG_FILE}`)) return undefined;
    if (!texts.has(path)) {
      const file = readTextFile(path);
      texts.set(path, file.kind === 'text' ? new PlainText(file.text) : undefined);
    }
    return texts.get(path);
  };
}

function itemOf(
  session: Session,
  { place, children, ...node }: SendersNode,
  sourceOf: SourceOf,
): SendersItem {
  return {
    ...node,
    location: place === undefined ? null : evidenceLocation(session, place, sourceOf),
    children: children.map((child) => itemOf(session, child, sourceOf)),
  };
}
