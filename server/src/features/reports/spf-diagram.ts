import type { Workspace } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import { MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { spfTreeAt } from '../spf-tree.ts';
import type { SpfTreeNode } from '../spf-tree.ts';
import { linked, styled } from './page.ts';
import type { PageCost, PageDiagram } from './page.ts';

/** The lookups of the SPF record of a domain, term by term; `undefined` if the workspace has no such record. */
export function spfDiagram(workspace: Workspace, domain: DomainName): PageDiagram | undefined {
  for (const { path, record, range } of workspace.recordsOf(domain, 'TXT')) {
    const tree = spfTreeAt(workspace, path, range.start + (record.rdataRange.start - record.range.start));
    if (tree === undefined) continue;
    return {
      kind: 'diagram',
      label: `SPF record of ${domain}: ${tree.detail}`,
      limit: MAX_LOOKUP_TERMS,
      nodes: tree.children.map(costOf),
    };
  }
  return undefined;
}

function costOf({ label, meaning, remark, lookups, isOver, place, children }: SpfTreeNode): PageCost {
  const named = place === undefined ? { text: label } : linked(label, place);
  const remarked = remark === undefined ? [] : [{ text: ' ' }, styled(STYLES[remark.kind], remark.text)];
  return { words: [named, ...remarked], meaning, lookups, isOver, children: children.map(costOf) };
}

const STYLES = { error: 'error', warning: 'warning', unknown: 'info' } as const;
