import type { CancellationToken } from 'vscode-languageserver';
import { CONFIG_FILE } from '../../../analysis/input/config.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { POLICIES } from '../../../email/dmarc/tags.ts';
import { underPolicy } from '../../../features/policy-preview.ts';
import { plain } from '../../../features/reports/paint.ts';
import { sendersTexts } from '../../../features/reports/senders.ts';
import { sendersTree, type SendersNode } from '../../../features/senders-tree.ts';
import { PlainText } from '../../../text/plain-text.ts';
import type { SourceText } from '../../../text/source-text.ts';
import { readTextFile } from '../../node/text-file.ts';
import { senderResult } from '../judge-senders.ts';
import { uriOf } from '../locate.ts';
import { namedPlaces } from '../named-places.ts';
import type { ReportText, SendersItem, SendersTreeParams } from '../requests.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

const ADVICE = {
  answers: 'Open the file of its zone, or turn on live DNS.',
  init: 'The command "mailtxt: Declare Senders"',
};

/** Code units of a report: nobody reads more. */
const MAX_LENGTH = 500_000;

/** Who sends for the domains of the files that are open, and what receivers make of their mail. */
export async function sendersRequest(session: Session, token: CancellationToken): Promise<ReportText> {
  const { workspace } = session;
  const result = await senderResult(session, token);
  if (result === undefined) return { text: '', links: [] };
  const { nameOf, linksIn } = namedPlaces(session);
  let text = '';
  for (const part of sendersTexts({ result, workspace, nameOf, sourceOf: settingsOnDisk() }, plain, ADVICE)) {
    text += part;
    if (text.length > MAX_LENGTH) break;
  }
  return { text, links: linksIn(text) };
}

/** The same as a tree, with the policy that is published or with another one. */
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

type SourceOf = (path: DocumentPath) => SourceText | undefined;

/** The text of settings that nobody has open; each file is read once. */
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
    location: place === undefined ? null : locationOf(session, place, sourceOf),
    children: children.map((child) => itemOf(session, child, sourceOf)),
  };
}

/** Of a file whose text is not at hand, its beginning. */
function locationOf(
  session: Session,
  { path, range }: NonNullable<SendersNode['place']>,
  sourceOf: SourceOf,
): NonNullable<SendersItem['location']> {
  const start = { line: 0, character: 0 };
  const unknown = { uri: uriOf(session, path), range: { start, end: start } };
  if (range === undefined) return unknown;
  const known = session.bounces.locate(path, range) ?? inSettings(session, path, range.start);
  if (known !== null) return known;
  const source = sourceOf(path);
  return source === undefined ? unknown : { ...unknown, range: rangeToProtocol(source, range) };
}

function inSettings({ documents }: Session, path: string, offset: number): SendersItem['location'] {
  const document = documents.at(path);
  if (document?.kind !== 'config') return null;
  const at = document.text.positionAt(offset);
  return { uri: document.uri, range: { start: at, end: at } };
}
