import type { DomainName } from '../../dns/names.ts';
import { isAtOrBelow, isKnown, labelsOf } from '../../dns/names.ts';
import type { RecordView } from '../view.ts';

/** The name whose mail the record applies to. A wildcard matches many names, and the name of a template is unknown. */
export function spfDomainOf(context: RecordView): DomainName | undefined {
  return spfDomainOfOwner(context.record?.owner);
}

/** The name whose mail a record with that owner name applies to. */
export function spfDomainOfOwner(owner: DomainName | undefined): DomainName | undefined {
  if (owner === undefined || !isKnown(owner) || owner.startsWith('*.')) return undefined;
  return owner;
}

/**
 * True for names that exist only to be included (`_spf.example.com`). They do not follow an `@` in mail, so a record
 * there does not need what a mail domain needs.
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

/** Names that are reserved for documentation. RFC 2606, RFC 6761. */
export function isDocumentation(owner: DomainName): boolean {
  return DOCUMENTATION.some((name) => isAtOrBelow(owner, name));
}

/** Names that public resolvers cannot resolve, so that the senders may have private addresses. */
export function isInternal(owner: DomainName): boolean {
  return INTERNAL.some((name) => isAtOrBelow(owner, name));
}
