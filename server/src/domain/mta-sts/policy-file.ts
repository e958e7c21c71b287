import { isKnown, parentOf, type DomainName } from '../../dns/names.ts';
import { parseStsPolicy, type StsPolicy } from '../../email/mta-sts/policy-file.ts';
import type { RecordSubject } from '../../records/subjects.ts';
import type { RecordView } from '../view.ts';

/** The policy in a policy file; `undefined` for a DNS record that has the type of a policy file. */
export function policyFileOf(subject: RecordSubject, context: RecordView): StsPolicy | undefined {
  return context.derive(read, subject);
}

function read({ record: { rdata } }: RecordSubject): StsPolicy | undefined {
  return rdata.kind === 'text' ? parseStsPolicy(rdata.value) : undefined;
}

/** The domain whose policy it is, if known. */
export function domainOfPolicy({ record: { owner } }: RecordSubject): DomainName | undefined {
  return isKnown(owner) ? parentOf(owner) : undefined;
}
