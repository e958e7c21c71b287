import { spfTreeAt, type SpfTreeNode } from '../../../features/spf-tree.ts';
import { zonesShown } from '../../../features/zones-shown.ts';
import { positionToOffset } from '../from-protocol.ts';
import { protocolLocation } from '../locate.ts';
import type { SpfTreeItem, SpfTreeParams } from '../requests.ts';
import type { Session } from '../session.ts';

export function spfTree(
  session: Session,
  { textDocument, position, zone }: SpfTreeParams,
): SpfTreeItem | null {
  const { documents, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const tree = spfTreeAt(workspace, path, positionToOffset(text, position), zone);
  return tree === undefined ? null : { ...itemOf(session, tree), zones: zonesShown(workspace, path) };
}

function itemOf(session: Session, node: SpfTreeNode): SpfTreeItem {
  const { label, detail, meaning, remark, source, isOver, place, children } = node;
  return {
    label,
    detail,
    meaning,
    remark: remark ?? null,
    source: source ?? null,
    isOver,
    location: (place && protocolLocation(session, place.path, place.range)) ?? null,
    children: children.map((child) => itemOf(session, child)),
  };
}
