import { markup, type Markdown } from '../text/markdown.ts';

/** The purpose of a type, in one line. For types that mail depends on, also how. */
const MEANINGS: Readonly<Record<string, Markdown>> = {
  A: markup`An IPv4 address of the name.`,
  AAAA: markup`An IPv6 address of the name.`,
  CAA: markup`Which certificate authorities may issue certificates for the name.`,
  CNAME: markup`Makes the name an alias for its target. The name cannot have other records.`,
  DNAME: markup`Redirects all names below this one to names below the target.`,
  DNSKEY: markup`A public key of the signed zone.`,
  DS: markup`The digest of the key that signs a delegated zone.`,
  HTTPS: markup`How to reach the web service of the name.`,
  MX: markup`A host that accepts mail for the name. The lowest number is tried first.`,
  NAPTR: markup`A rule that rewrites the name into another or into a URI.`,
  NS: markup`A name server of the zone, or of a zone that is delegated here.`,
  PTR: markup`The host name of an address. Many receivers reject mail from an address without one.`,
  SOA: markup`The start of the zone: its primary name server, the mailbox of the person responsible, the serial number and the timers.`,
  SPF: markup`The retired type 99. Receivers read SPF from TXT only.`,
  SRV: markup`The host and port of a service.`,
  SSHFP: markup`The fingerprint of an SSH host key.`,
  TLSA: markup`The certificate that a TLS server must present (DANE). It has an effect only in a signed zone.`,
  TXT: markup`Text. SPF, DKIM and DMARC are published in TXT records.`,
};

export function meaningOfType(type: string): Markdown | undefined {
  return Object.hasOwn(MEANINGS, type) ? MEANINGS[type] : undefined;
}
