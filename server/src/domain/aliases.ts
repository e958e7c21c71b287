import type { DomainName } from '../dns/names.ts';
import { oncePerList } from '../records/once-per-list.ts';
import { fieldOf } from '../records/record.ts';
import type { RecordView } from './view.ts';

const targetsOf = oncePerList(
  (cnames) => new Set(cnames.flatMap((cname) => fieldOf(cname, 'cname')?.value ?? [])),
);

/** Whether a CNAME record of this zone points from the alias to the target. */
export function leadsTo(alias: DomainName, target: DomainName, context: RecordView): boolean {
  return targetsOf(context.recordsAt(alias, 'CNAME')).has(target);
}
