import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, isKnown, labelsOf } from '../../dns/names.ts';
import type { RecordView } from '../view.ts';

/** The name whose mail the record is about. A wildcard stands for many, and a template's name is not known. */
export function spfDomainOf(context: RecordView): DomainName | undefined {
  return spfDomainOfOwner(context.record?.owner);
}

/** The name whose mail a record of that owner is about. */
export function spfDomainOfOwner(owner: DomainName | undefined): DomainName | undefined {
  if (owner === undefined || !isKnown(owner) || owner.startsWith('*.')) return undefined;
  return owner;
}

/**
 * True for names that are only there to be included (`_spf.example.com`): nobody has them behind an `@`, so what their
 * records lack for a domain of its own is no fault.
 */
export function isIncludeTarget(context: RecordView): boolean {
  const owner = context.record?.owner ?? '';
  if (!/_|spf|netblock/.test(owner)) return false;
  const labels = labelsOf(owner);
  return labels.some((label) => label.startsWith('_')) || /^spf(?:[-\d].*)?$|netblock/.test(labels[0] ?? '');
}

const DOCUMENTATION = ['example.com', 'example.net', 'example.org', 'example', 'test', 'invalid'];
const INTERNAL = [
  'internal',
  'local',
  'localdomain',
  'lan',
  'home',
  'home.arpa',
  'corp',
  'intranet',
  'private',
];

/** Names that are documentation themselves: RFC 2606, RFC 6761. */
export function isDocumentation(owner: DomainName): boolean {
  return DOCUMENTATION.some((name) => isAtOrBelow(owner, name));
}

/** Names that no public resolver knows, so that the senders may have inner addresses. */
export function isInternal(owner: DomainName): boolean {
  return INTERNAL.some((name) => isAtOrBelow(owner, name));
}
