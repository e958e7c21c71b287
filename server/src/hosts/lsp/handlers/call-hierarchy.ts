import {
  SymbolKind,
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
} from 'vscode-languageserver';
import {
  includedBySpf,
  includingSpf,
  spfCallersAt,
  type SpfCall,
  type SpfCaller,
} from '../../../features/spf-calls.ts';
import { positionToOffset } from '../from-protocol.ts';
import { uriOf } from '../locate.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** Identifies the record of an item, because its range may have moved since. */
interface ItemData {
  readonly path: string;
  readonly owner: string;
  readonly isHere: boolean;
}

/** The SPF record at the cursor, or the one that its term refers to. null if there is none. */
export function prepareCallHierarchy(
  session: Session,
  { textDocument, position }: CallHierarchyPrepareParams,
): CallHierarchyItem[] | null {
  const { documents, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const items = spfCallersAt(workspace, path, positionToOffset(text, position)).flatMap(
    (caller) => itemOf(session, caller) ?? [],
  );
  return items.length === 0 ? null : items;
}

/** The records that include this one. */
export function incomingCalls(
  session: Session,
  { item }: CallHierarchyIncomingCallsParams,
): CallHierarchyIncomingCall[] {
  const data = dataOf(item);
  if (data === undefined) return [];
  return includingSpf(session.workspace, data.owner).flatMap((call) => {
    const from = itemOf(session, call.other);
    return from === undefined ? [] : [{ from, fromRanges: rangesOf(session, call.other.path, call) }];
  });
}

/** The records that this one includes. */
export function outgoingCalls(
  session: Session,
  { item }: CallHierarchyOutgoingCallsParams,
): CallHierarchyOutgoingCall[] {
  const data = dataOf(item);
  if (data?.isHere !== true) return [];
  return includedBySpf(session.workspace, data.path, data.owner).flatMap((call) => {
    const to = itemOf(session, call.other);
    return to === undefined ? [] : [{ to, fromRanges: rangesOf(session, data.path, call) }];
  });
}

function itemOf(session: Session, caller: SpfCaller): CallHierarchyItem | undefined {
  const { owner, name, detail, path, range, data, isHere } = caller;
  const text = session.workspace.textOf(path);
  if (text === undefined) return undefined;
  const kept: ItemData = { path, owner, isHere };
  return {
    name,
    detail,
    kind: SymbolKind.Key,
    uri: uriOf(session, path),
    range: rangeToProtocol(text, range),
    selectionRange: rangeToProtocol(text, data),
    data: kept,
  };
}

function rangesOf(
  { workspace }: Session,
  path: string,
  { terms }: SpfCall,
): CallHierarchyIncomingCall['fromRanges'] {
  const text = workspace.textOf(path);
  return text === undefined ? [] : terms.map((term) => rangeToProtocol(text, term));
}

/** Data that comes back from the editor is not trusted. */
function dataOf({ data }: CallHierarchyItem): ItemData | undefined {
  const kept = data as Partial<Record<keyof ItemData, unknown>> | null | undefined;
  if (typeof kept?.path !== 'string' || typeof kept.owner !== 'string') return undefined;
  return { path: kept.path, owner: kept.owner, isHere: kept.isHere === true };
}
