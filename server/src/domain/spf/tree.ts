import type { AnswerSource } from '../../dns/facts.ts';
import { keepingReader } from '../../email/spf/evaluate/select-record.ts';
import type { LookupTree } from '../../email/spf/lookup-tree.ts';
import { lookupTree } from '../../email/spf/lookup-tree.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import type { RecordView } from '../view.ts';
import { spfDomainOf } from './owner.ts';

/** Includes are the same few in most records: each text is parsed once. */
const read = keepingReader();

/** What evaluating the record costs; worked out once for all rules that need it. */
export function treeOf(spf: SpfRecord, context: RecordView): LookupTree {
  return context.derive(makeTree, spf);
}

function makeTree(spf: SpfRecord, context: RecordView): LookupTree {
  return lookupTree(spf, spfDomainOf(context), { facts: context.facts, read });
}

/** When it was so, for answers that may be others by now: ` (2026-11-23)`. */
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
