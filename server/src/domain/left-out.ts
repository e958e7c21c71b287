import type { DomainName } from '../dns/names.ts';
import { isAtOrBelow, isKnown } from '../dns/names.ts';
import type { RecordView } from './view.ts';

/** Whether name servers omit the records of the name, because it is certainly outside the zone. */
export function isLeftOut(name: DomainName, context: RecordView): boolean {
  const { apex } = context;
  return context.zoneIsWhole && apex !== undefined && isKnown(name) && !isAtOrBelow(name, apex);
}
