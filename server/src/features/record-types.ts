import { markup, type Markdown } from '../text/markdown.ts';

/** What a type is for, in one line. Types that mail depends on say how. */
const MEANINGS: Readonly<Record<string, Markdown>> = {
  A: markup`An IPv4 address of the name.`,
  AAAA: markup`An IPv6 address of the name.`,
  CAA: markup`Which certificate authorities may issue certificates for the name.`,
  CNAME: markup`The name is another name for its target. No other record may stand beside it.`,
  DNAME: markup`Everything below the name is found below the target instead.`,
  DNSKEY: markup`A public key of the signed zone.`,
  DS: markup`The digest of the key that signs a delegated zone.`,
  HTTPS: markup`How to reach the web service of the name.`,
  MX: markup`A host that takes mail for the name. The lowest number is tried first.`,
  NAPTR: markup`A rule that rewrites the name into another or into a URI.`,
  NS: markup`A name server of the zone, or of a zone that is delegated here.`,
  PTR: markup`The host name of an address. Many receivers refuse mail from an address that has none.`,
  SOA: markup`The start of the zone: its first name server, who is responsible, its serial number and timers.`,
  SPF: markup`The retired type 99. Receivers read SPF from TXT only.`,
  SRV: markup`The host and port of a service.`,
  SSHFP: markup`The fingerprint of an SSH host key.`,
  TLSA: markup`The certificate that a TLS server must show (DANE). Counts only in a signed zone.`,
  TXT: markup`Text. SPF, DKIM and DMARC live in it.`,
};

export function meaningOfType(type: string): Markdown | undefined {
  return Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined;
}

/** Fields whose names do not say enough, by type and the RFC's name of the field. */
const FIELDS: Readonly<Record<string, Markdown>> = {
  'MX.preference': markup`Preference: the lowest number is tried first.`,
  'MX.exchange': markup`The host that takes the mail. It needs an address record and must not be an alias.`,
  'SOA.mname': markup`The name server that the zone is edited on.`,
  'SOA.rname': markup`The mailbox of the person responsible: the first dot stands for \`@\`.`,
  'SOA.serial': markup`The version of the zone. Secondaries fetch it when the number has grown.`,
  'SOA.refresh': markup`How often secondaries ask for the serial number.`,
  'SOA.retry': markup`How soon they ask again after a failure.`,
  'SOA.expire': markup`How long they keep answering without contact.`,
  'SOA.minimum': markup`How long resolvers remember that a name or type does not exist.`,
  'SRV.priority': markup`Priority: the lowest number is tried first.`,
  'SRV.weight': markup`Share of the load among targets of the same priority.`,
  'SRV.port': markup`The port that the service listens on.`,
  'TLSA.usage': markup`3: this key or certificate itself, the usual choice for mail. 2: an authority that signs it.`,
  'TLSA.selector': markup`1: the public key, which outlives a renewal. 0: the whole certificate.`,
  'TLSA.matching-type': markup`1: SHA-256. 2: SHA-512. 0: the data itself.`,
};

export function meaningOfField(type: string, field: string): Markdown | undefined {
  const key = `${type}.${field}`;
  return Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
}

/** Fields that count seconds. */
const DURATIONS = new Set(['SOA.refresh', 'SOA.retry', 'SOA.expire', 'SOA.minimum']);

export function isDuration(type: string, field: string): boolean {
  return DURATIONS.has(`${type}.${field}`);
}
