import { valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import { MAX_NAME } from '../../dns/limits.ts';
import { canonicalName, type DomainName } from '../../dns/names.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import { printable } from '../../text/printable.ts';
import { shorten } from '../../text/shorten.ts';
import { certainText } from './resolved.ts';
import type { Resource } from './resources.ts';
import type { TemplateValues } from './values.ts';

const EMAIL_IDENTITY = 'AWS::SES::EmailIdentity';

/**
 * The Amazon SES senders that a resource sets up, for a domain or an address, and with a MAIL FROM domain if it has one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-emailidentity.html
 */
export function stackSendersOf(
  { id, type, entry, properties, isConditional, loop }: Resource,
  values: TemplateValues,
  path: string,
): readonly SendingSource[] {
  if (type !== EMAIL_IDENTITY) return [];
  const textAt = (map: DataNode | undefined, key: string): string | undefined => {
    const value = map?.kind === 'map' ? valueOf(map, key) : undefined;
    return value && certainText(values.resolve(value, loop));
  };
  const identity = textAt(properties, 'EmailIdentity');
  const domain = identity === undefined ? undefined : nameIn(identity.slice(identity.lastIndexOf('@') + 1));
  const base = {
    kind: 'service',
    service: 'amazon-ses',
    domain,
    by: { name: shorten(printable(id)), path, range: entry.range },
    conditional: isConditional,
  } as const;
  const mailFrom = valueOf(properties, 'MailFromAttributes');
  const envelope = nameIn(textAt(mailFrom, 'MailFromDomain'));
  const signing = valueOf(properties, 'DkimSigningAttributes');
  const identitySource: SendingSource = {
    ...base,
    range: rangeIn(properties, 'EmailIdentity') ?? entry.key.range,
    says: identity?.includes('@') === true ? 'address' : 'set-up',
    envelope: undefined,
    selector: textAt(signing, 'DomainSigningSelector'),
  };
  if (envelope === undefined) return [identitySource];
  const range = mailFrom?.kind === 'map' ? rangeIn(mailFrom, 'MailFromDomain') : undefined;
  return [
    identitySource,
    { ...base, range: range ?? entry.key.range, says: 'envelope', envelope, selector: undefined },
  ];
}

function rangeIn(map: DataMap, key: string): DataNode['range'] | undefined {
  return valueOf(map, key)?.range;
}

function nameIn(text: string | undefined): DomainName | undefined {
  const isName = /^(?:[\w-]+\.)+[a-z][a-z\d-]*\.?$/i;
  return text === undefined || text.length > MAX_NAME || !isName.test(text) ? undefined : canonicalName(text);
}
