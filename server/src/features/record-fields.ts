import { fieldNamesOf } from '../records/rdata/field-names.ts';
import { markup, type Markdown } from '../text/markdown.ts';

/** The meaning of a field of a record. */
export interface FieldMeaning {
  readonly text: Markdown;
  /** The unit of its number. */
  readonly unit?: 'seconds';
}

const SERVICE_PARAMS: FieldMeaning = {
  text: markup`How to connect: \`alpn="h2,h3"\`, \`port=8443\`, \`ipv4hint=192.0.2.1\` and others, separated by spaces.`,
};

/**
 * Meanings by type and the RFC's name of the field, for hovers and signature help. The fields are in the order of the form of the
 * type (`records/rdata/forms.ts`).
 */
const FIELDS: Readonly<Record<string, Readonly<Record<string, FieldMeaning>>>> = {
  A: { address: { text: markup`An IPv4 address, such as \`192.0.2.1\`.` } },
  AAAA: { address: { text: markup`An IPv6 address, such as \`2001:db8::1\`.` } },
  CAA: {
    flags: {
      text: markup`0, or 128 (critical). With 128, an authority that does not understand the tag must not issue a certificate.`,
    },
    tag: {
      text: markup`\`issue\`: authorities that may issue certificates. \`issuewild\`: those for wildcards. \`issuemail\`: those for S/MIME. \`iodef\`: where violations are reported.`,
    },
    value: {
      text: markup`In quotes: the domain of the authority, such as \`"letsencrypt.org"\`. \`";"\` forbids all authorities. For \`iodef\`, a URL such as \`"mailto:security@example.com"\`.`,
    },
  },
  CNAME: { cname: { text: markup`The name that this name is an alias for.` } },
  DNAME: { target: { text: markup`The name that replaces this one in all names below it.` } },
  DS: {
    'key-tag': { text: markup`The tag of the DNSKEY of the delegated zone, 0 to 65535.` },
    algorithm: {
      text: markup`The algorithm of that key. 13: ECDSA P-256. 15: Ed25519. 8: RSA with SHA-256.`,
    },
    'digest-type': { text: markup`2: SHA-256. 4: SHA-384.` },
    digest: { text: markup`The digest of the key, in hexadecimal.` },
  },
  HTTPS: {
    priority: { text: markup`0: an alias of the target. Otherwise the lowest number is tried first.` },
    target: { text: markup`The host that serves the name; \`.\` is the name itself.` },
    params: SERVICE_PARAMS,
  },
  MX: {
    preference: { text: markup`Preference, 0 to 65535: the lowest number is tried first.` },
    exchange: {
      text: markup`The host that accepts mail. It needs an address record and must not be an alias.`,
    },
  },
  NAPTR: {
    order: { text: markup`The order in which rules are applied: the lowest number first.` },
    preference: { text: markup`Among rules of the same order, the lowest number is preferred.` },
    flags: { text: markup`In quotes. \`"u"\`: the result is a URI. \`"s"\`: an SRV name. \`"a"\`: a host.` },
    services: { text: markup`In quotes: the service, such as \`"E2U+sip"\`.` },
    regexp: {
      text: markup`In quotes: the substitution that produces the URI, or \`""\` with a replacement.`,
    },
    replacement: { text: markup`The next name to look up, or \`.\` with a regular expression.` },
  },
  NS: {
    nsdname: {
      text: markup`The host name of a name server. It needs an address record and must not be an alias.`,
    },
  },
  PTR: {
    ptrdname: {
      text: markup`The host name of the address. The address record of that host must point back to this address.`,
    },
  },
  SMIMEA: certificateFields(markup`3: this certificate itself. 2: an authority that signs it.`),
  SOA: {
    mname: { text: markup`The primary name server, on which the zone is edited.` },
    rname: { text: markup`The mailbox of the person responsible: the first dot stands for \`@\`.` },
    serial: {
      text: markup`The version of the zone. Secondary servers transfer the zone when the number has increased.`,
    },
    refresh: { text: markup`How often secondary servers check the serial number.`, unit: 'seconds' },
    retry: { text: markup`How soon secondary servers retry after a failure.`, unit: 'seconds' },
    expire: {
      text: markup`How long secondary servers answer queries when they cannot reach the primary server.`,
      unit: 'seconds',
    },
    minimum: {
      text: markup`How long resolvers cache that a name or type does not exist.`,
      unit: 'seconds',
    },
  },
  SRV: {
    priority: { text: markup`Priority, 0 to 65535: the lowest number is tried first.` },
    weight: { text: markup`Share of the load among targets of the same priority, 0 to 65535.` },
    port: { text: markup`The port that the service listens on: 587 for submission, 993 for IMAP over TLS.` },
    target: { text: markup`The host of the service; \`.\` means that the service is not available.` },
  },
  SSHFP: {
    algorithm: { text: markup`The algorithm of the key. 1: RSA. 3: ECDSA. 4: Ed25519.` },
    'fingerprint-type': { text: markup`2: SHA-256. 1: SHA-1, which is too weak.` },
    fingerprint: { text: markup`The fingerprint of the key, in hexadecimal.` },
  },
  SVCB: {
    priority: { text: markup`0: an alias of the target. Otherwise the lowest number is tried first.` },
    target: { text: markup`The host of the service; \`.\` is the name itself.` },
    params: SERVICE_PARAMS,
  },
  TLSA: certificateFields(
    markup`3: this key or certificate itself, the usual choice for mail. 2: an authority that signs it.`,
  ),
  URI: {
    priority: { text: markup`Priority, 0 to 65535: the lowest number is tried first.` },
    weight: { text: markup`Share of the load among targets of the same priority, 0 to 65535.` },
    target: { text: markup`The URI, in quotes.` },
  },
};

function certificateFields(usage: Markdown): Readonly<Record<string, FieldMeaning>> {
  return {
    usage: { text: usage },
    selector: {
      text: markup`1: the public key, which can stay the same when the certificate is renewed. 0: the whole certificate.`,
    },
    'matching-type': { text: markup`1: SHA-256. 2: SHA-512. 0: the data itself.` },
    'certificate-association-data': {
      text: markup`The digest in hexadecimal, or the data itself with matching type 0.`,
    },
  };
}

export function meaningOfField(type: string, field: string): FieldMeaning | undefined {
  const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  return fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** A field of a type with a presentation format, in the order of its form. */
export interface DescribedField {
  readonly name: string;
  readonly meaning: FieldMeaning | undefined;
  /** Whether it can have several words. */
  readonly isList: boolean;
}

/** All fields of a type; none if the type has none, or its form is unknown. */
export function describedFieldsOf(type: string): readonly DescribedField[] {
  return fieldNamesOf(type).map(({ name, isList }) => ({
    name,
    isList,
    meaning: meaningOfField(type, name),
  }));
}

/** The types that have meanings here. */
export function describedTypes(): readonly string[] {
  return Object.keys(FIELDS);
}
