/** What a type is for, in one line. Types that mail depends on say how. */
const MEANINGS: Readonly<Record<string, string>> = {
  A: 'An IPv4 address of the name.',
  AAAA: 'An IPv6 address of the name.',
  CAA: 'Which certificate authorities may issue certificates for the name.',
  CNAME: 'The name is another name for its target. No other record may stand beside it.',
  DNAME: 'Everything below the name is found below the target instead.',
  DNSKEY: 'A public key of the signed zone.',
  DS: 'The digest of the key that signs a delegated zone.',
  HTTPS: 'How to reach the web service of the name.',
  MX: 'A host that takes mail for the name. The lowest number is tried first.',
  NAPTR: 'A rule that rewrites the name into another or into a URI.',
  NS: 'A name server of the zone, or of a zone that is delegated here.',
  PTR: 'The host name of an address. Many receivers refuse mail from an address that has none.',
  SOA: 'The start of the zone: its first name server, who is responsible, its serial number and timers.',
  SPF: 'The retired type 99. Receivers read SPF from TXT only.',
  SRV: 'The host and port of a service.',
  SSHFP: 'The fingerprint of an SSH host key.',
  TLSA: 'The certificate that a TLS server must show (DANE). Counts only in a signed zone.',
  TXT: 'Text. SPF, DKIM and DMARC live in it.',
};

export function meaningOfType(type: string): string | undefined {
  return Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined;
}

/** Fields whose names do not say enough, by type and the RFC's name of the field. */
const FIELDS: Readonly<Record<string, string>> = {
  'MX.preference': 'Preference: the lowest number is tried first.',
  'MX.exchange': 'The host that takes the mail. It needs an address record and must not be an alias.',
  'SOA.mname': 'The name server that the zone is edited on.',
  'SOA.rname': 'The mailbox of the person responsible: the first dot stands for `@`.',
  'SOA.serial': 'The version of the zone. Secondaries fetch it when the number has grown.',
  'SOA.refresh': 'How often secondaries ask for the serial number.',
  'SOA.retry': 'How soon they ask again after a failure.',
  'SOA.expire': 'How long they keep answering without contact.',
  'SOA.minimum': 'How long resolvers remember that a name or type does not exist.',
  'SRV.priority': 'Priority: the lowest number is tried first.',
  'SRV.weight': 'Share of the load among targets of the same priority.',
  'SRV.port': 'The port that the service listens on.',
  'TLSA.usage':
    '3: this key or certificate itself, the usual choice for mail. 2: an authority that signs it.',
  'TLSA.selector': '1: the public key, which outlives a renewal. 0: the whole certificate.',
  'TLSA.matching-type': '1: SHA-256. 2: SHA-512. 0: the data itself.',
};

export function meaningOfField(type: string, field: string): string | undefined {
  const key = `${type}.${field}`;
  return Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
}

/** Fields that count seconds. */
const DURATIONS = new Set(['SOA.refresh', 'SOA.retry', 'SOA.expire', 'SOA.minimum']);

export function isDuration(type: string, field: string): boolean {
  return DURATIONS.has(`${type}.${field}`);
}
