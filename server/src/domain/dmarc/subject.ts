import { isAtOrBelow, isKnown, labelsOf, parentOf, type DomainName } from '../../dns/names.ts';
import { dmarcTagOf, lacks, type DmarcRecord } from '../../email/dmarc/model.ts';
import { dmarcPlaceOf, POLICY_LABEL, REPORT_LABEL } from '../../email/dmarc/owner.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { DmarcTagName } from '../../email/dmarc/tags.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { reportMailboxDomain } from '../report-mailbox.ts';
import type { RecordView } from '../view.ts';

/**
 * True if the record is meant to be the policy for a domain's mail, even at a wrong name. Report authorization records
 * (RFC 9990 §4) need nothing but their version.
 */
export function isPolicyRecord(context: RecordView): boolean {
  const owner = context.record?.owner ?? '';
  const isPermission = owner.includes(REPORT_LABEL) && labelsOf(owner).includes(REPORT_LABEL);
  return !isPermission && permissionWithoutReport(owner) === undefined;
}

/** The correct name for `example.net._dmarc.example.com`, where `_report` is missing. */
export function permissionWithoutReport(owner: DomainName): DomainName | undefined {
  // Every rule calls this function, and few names have a label before this one.
  if (!owner.includes(`.${POLICY_LABEL}.`)) return undefined;
  const labels = labelsOf(owner);
  const at = labels.indexOf(POLICY_LABEL);
  const reported = labels.slice(0, Math.max(at, 0)).join('.');
  const target = labels.slice(at + 1).join('.');
  if (registeredDomain(reported) === undefined || isAtOrBelow(reported, target)) return undefined;
  return `${reported}.${REPORT_LABEL}.${POLICY_LABEL}.${target}`;
}

/** The domain that the record applies to, or would apply to at the right name; `undefined` if unknown. */
export function dmarcDomainOf(context: RecordView): DomainName | undefined {
  const domain = domainHere(context);
  return domain !== undefined && isKnown(domain) ? domain : undefined;
}

/**
 * {@link dmarcDomainOf}, or if that is unknown, the name by which the domain's other records in this zone are found.
 */
export function domainHere(context: RecordView): DomainName | undefined {
  const owner = context.record?.owner;
  if (owner === undefined) return undefined;
  const place = dmarcPlaceOf(owner);
  if (place.kind === 'policy') return place.domain;
  return labelsOf(owner)[0]?.includes(POLICY_LABEL.slice(1)) === true ? parentOf(owner) : owner;
}

/**
 * True if the published record certainly has no such tag. An unresolved value might contain one, a misspelled tag name
 * may be meant for it, and an unquoted string is cut off at `;`. Other rules report the last two.
 */
export function certainlyLacks(record: DmarcRecord, context: RecordView, name: DmarcTagName): boolean {
  const rdata = context.record?.rdata;
  if (rdata?.kind === 'text' && rdata.comment !== undefined) return false;
  return (
    lacks(record, name) &&
    record.faults.every((fault) => fault.code !== 'misspelled-tag' || fault.replacement !== name)
  );
}

/** The place for findings about what a record lacks: its version. */
export function dmarcVersionRange(record: DmarcRecord): Range {
  const version = dmarcTagOf(record, 'v') ?? record.tags[0];
  return version?.range ?? rangeOf(0, record.value.length);
}

/** An address for reports, if a mailbox is plausible: `mailto:dmarc@example.com`. */
export function reportAddress(context: RecordView): string | undefined {
  const domain = dmarcDomainOf(context);
  const mailbox = domain === undefined ? undefined : reportMailboxDomain(domain, context);
  return mailbox === undefined ? undefined : `mailto:dmarc@${mailbox}`;
}
