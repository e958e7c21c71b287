import type { AnswerSource } from '../../dns/facts.ts';
import { cachedReader } from '../../email/spf/evaluate/select-record.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import { lookupTree } from '../../email/spf/lookup-tree.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import type { RecordView } from '../view.ts';
import { spfDomainOf } from './owner.ts';

/** Most records have the same few includes, so each text is parsed once. */
const read = cachedReader();

/** The lookups that evaluating the record uses, computed once for all rules that need it. */
export function treeOf(spf: SpfRecord, context: RecordView): LookupTree {
  return context.derive(makeTree, spf);
}

function makeTree(spf: SpfRecord, context: RecordView): LookupTree {
  return lookupTree(spf, spfDomainOf(context), { facts: context.facts, read });
}

/** The date of an answer that may have changed since then: ` (as answered on 2026-11-23)`. */
export function asOf(source: AnswerSource | undefined): string {
  switch (source?.kind) {
    case 'file':
      return source.recorded === undefined ? '' : ` (as recorded on ${source.recorded.slice(0, 10)})`;
    case 'live':
      return ` (as answered on ${source.at.slice(0, 10)})`;
    case 'workspace':
    case undefined:
      return '';
  }
}
