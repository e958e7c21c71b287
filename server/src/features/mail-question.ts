import { parseIp } from '../dns/address.ts';
import { faultOfName, nameOfOctets } from '../dns/names.ts';
import type { DomainName } from '../dns/names.ts';
import type { MailQuestion, SignatureQuestion } from './simulate.ts';
import { featureText } from './texts.ts';

/** A mail as people describe it, nothing of it checked. */
export interface TypedMail {
  readonly ip: string;
  /** '' and `<>`: the null sender. */
  readonly from: string;
  readonly helo?: string | undefined;
  /** A domain, or an address with it. */
  readonly headerFrom?: string | undefined;
  /** `example.com` or `example.com:selector` */
  readonly dkim?: readonly string[] | undefined;
}

export interface MailFault {
  readonly field: keyof TypedMail;
  readonly message: string;
}

/** The mail, or the first thing that is wrong with it. */
export function readMail({ ip, from, helo, headerFrom, dkim = [] }: TypedMail): MailQuestion | MailFault {
  const address = parseIp(ip);
  if (address === undefined) return { field: 'ip', message: featureText('notAnIp', { typed: ip }) };
  // "<>" is how SMTP writes the null sender. A domain that is none has an SPF result of its own: none (RFC 7208 §4.3).
  const mailFrom = from === '<>' ? '' : from.replace(/^<(.*)>$/, '$1');
  if (mailFrom === '' && helo === undefined) {
    return { field: 'helo', message: featureText('heloMissing') };
  }
  const typedHeader = headerFrom?.slice(headerFrom.lastIndexOf('@') + 1).replace(/>$/, '');
  const headerDomain = typedHeader === undefined ? undefined : readDomain(typedHeader);
  if (typedHeader !== undefined && headerDomain === undefined) return noDomain('headerFrom', typedHeader);
  const signatures: SignatureQuestion[] = [];
  for (const typed of dkim) {
    const signature = readSignature(typed);
    if ('field' in signature) return signature;
    signatures.push(signature);
  }
  return { ip: address, mailFrom, helo: helo ?? '', headerFrom: headerDomain, dkim: signatures };
}

function readSignature(typed: string): SignatureQuestion | MailFault {
  const [domain = '', ...selector] = typed.split(':');
  if (selector.length > 1 || selector[0] === '') {
    return { field: 'dkim', message: featureText('notASignature', { typed }) };
  }
  const name = readDomain(domain);
  return name === undefined ? noDomain('dkim', domain) : { domain: name, selector: selector[0] };
}

function noDomain(field: MailFault['field'], typed: string): MailFault {
  return { field, message: featureText('notADomain', { typed }) };
}

function readDomain(typed: string): DomainName | undefined {
  const name = nameOfOctets(typed);
  return /^[^\s@]+$/.test(typed) && name !== '' && faultOfName(name) === undefined ? name : undefined;
}
