import type { CancellationToken } from 'vscode-languageserver';
import { plain } from '../../../features/reports/paint.ts';
import { sendersTexts } from '../../../features/reports/senders.ts';
import { sendersTree, type SendersNode } from '../../../features/senders-tree.ts';
import { senderResult } from '../judge-senders.ts';
import { uriOf } from '../locate.ts';
import { namedPlaces } from '../named-places.ts';
import type { ReportText, SendersItem } from '../requests.ts';
import type { Session } from '../session.ts';

const ADVICE = {
  answers: 'Open the file of its zone, or turn on live DNS.',
  init: 'The command "mailtxt: Declare Senders"',
};

/** Code units of a report: nobody reads more. */
const MAX_LENGTH = 500_000;

/** Who sends for the domains of the files that are open, and what receivers make of their mail. */
export async function senders(session: Session, token: CancellationToken): Promise<ReportText> {
  const { workspace } = session;
  const result = await senderResult(session, token);
  if (result === undefined) return { text: '', links: [] };
  const { nameOf, linksIn } = namedPlaces(session);
  let text = '';
  for (const part of sendersTexts({ result, workspace, nameOf, sourceOf: () => undefined }, plain, ADVICE)) {
    text += part;
    if (text.length > MAX_LENGTH) break;
  }
  return { text, links: linksIn(text) };
}

/** The same as a tree. */
export async function sendersTreeOf(
  session: Session,
  token: CancellationToken,
): Promise<readonly SendersItem[] | null> {
  const result = await senderResult(session, token);
  if (result === undefined) return null;
  const { nameOf } = namedPlaces(session);
  return sendersTree(result.domains, session.workspace, nameOf).map((node) => itemOf(session, node));
}

function itemOf(session: Session, { place, children, ...node }: SendersNode): SendersItem {
  return {
    ...node,
    location: place === undefined ? null : locationOf(session, place),
    children: children.map((child) => itemOf(session, child)),
  };
}

/** Of a file that is neither a bounce nor open, its beginning. */
function locationOf(
  session: Session,
  { path, range }: NonNullable<SendersNode['place']>,
): NonNullable<SendersItem['location']> {
  const known = range && (session.bounces.locate(path, range) ?? inSettings(session, path, range.start));
  const start = { line: 0, character: 0 };
  return known ?? { uri: uriOf(session, path), range: { start, end: start } };
}

function inSettings({ documents }: Session, path: string, offset: number): SendersItem['location'] {
  const document = documents.at(path);
  if (document?.kind !== 'config') return null;
  const at = document.text.positionAt(offset);
  return { uri: document.uri, range: { start: at, end: at } };
}
