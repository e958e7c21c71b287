/**
 * Formats that hold DNS records and that mailtxt does not read: recognized by the name of a file and a look at its start, so
 * that the file is reported. A format that gets a reader loses its row.
 */
export interface UnreadFormat {
  /** As people call it; "looks like … records" has to read well. */
  readonly name: string;
  /** Matched with the path: only such files are opened. */
  readonly path: RegExp;
  /** Each has to be found in the start of the file. */
  readonly text: readonly RegExp[];
}

const TYPES = 'A|AAAA|ALIAS|ANAME|CAA|CNAME|MX|NS|PTR|SPF|SRV|TLSA|TXT';
const YAML = /\.ya?ml$/i;
const JSON_FILE = /\.(?:json|template)$/i;
/** Programs are many: only those whose name says that they are about DNS, and the usual first files, are opened. */
const PROGRAM =
  /(?:(?:dns|route53|zone|domain|mail|record)[^/]*\.(?:[cm]?[jt]s|py)|(?:^|\/)(?:index\.[jt]s|__main__\.py))$/i;
/** A program that generates the DNSControl script, whose name shows what it is about. */
const SCRIPT_SOURCE = /(?:dns|zones?|domains?)[^/]*(?:\/[^/]+)?\.(?:[cm]?ts|[cm]js)$/i;

/** A member `type` of YAML, or of JSON, that is a type of record. */
const YAML_TYPE = new RegExp(`^[ \\t]*(?:-[ \\t]+)?type:[ \\t]*['"]?(?:${TYPES})['"]?[ \\t]*$`, 'm');
const YAML_INLINE_TYPE = new RegExp(`[{,][ \\t]*type:[ \\t]*['"]?(?:${TYPES})['"]?[ \\t]*[,}]`);
const JSON_TYPE = new RegExp(`"(?:type|Type|record_?type|recordType)"[ \\t]*:[ \\t]*"(?:${TYPES})"`, 'i');
/** What SPF, DMARC, DKIM and their like begin with. */
const MAIL_TEXT = /\bv=(?:spf1[ "'\\]|DMARC1\b|DKIM1\b|TLSRPTv1\b|STSv1\b|BIMI1\b)/;

/** The first one that matches counts: those that any file of mail records would match come last. */
export const UNREAD_FORMATS: readonly UnreadFormat[] = [
  {
    name: 'Crossplane',
    path: YAML,
    text: [/^apiVersion:[ \t]*(?:route53|dns|cloudflare|network\.azure)[\w.-]*\//m, /^[ \t]+forProvider:/m],
  },
  {
    name: 'Pulumi YAML',
    path: YAML,
    text: [
      /^[ \t]+type:[ \t]*['"]?(?:aws:route53|azure-native|cloudflare|digitalocean|gcp:dns):(?:\w+[:/])*(?:Dns)?Record(?:Set)?['"]?[ \t]*$/m,
    ],
  },
  {
    name: 'Azure DNS export',
    path: JSON_FILE,
    text: [/"Microsoft\.Network\/dnszones\b/i],
  },
  {
    name: 'DNSControl program',
    path: SCRIPT_SOURCE,
    text: [/^[ \t]*(?:var |const |let )?(?:D|D_EXTEND)\(/m, /\b(?:A|AAAA|CNAME|MX|TXT|SPF_BUILDER)\(/],
  },
  {
    name: 'Pulumi or CDK program',
    path: PROGRAM,
    text: [
      /@pulumi\/|\bpulumi_\w+|aws-cdk-lib|aws_cdk|@aws-cdk\//,
      /\b(?:TxtRecord|MxRecord|CfnRecordSet|CfnRecordSetGroup|DnsRecord|RecordSet|Record)\(/,
    ],
  },
  {
    name: 'tinydns data',
    path: /(?:^|\/)(?:data|[^/]*tinydns[^/.]*)(?:\.(?:cdb|txt|in|djbdns|tinydns))?$/i,
    // Two lines that are not far from each other: a host, a name server, a mail exchanger.
    text: [
      /^[.&=+@'^CZ:][\w*-][\w.*-]{0,254}:[^\n]*\n(?:[^\n]*\n){0,20}[.&=+@'^CZ:][\w*-][\w.*-]{0,254}:/m,
      /^[.&=+@'^CZ:][\w*-]+\.[\w.*-]*:/m,
    ],
  },
  { name: 'dnsmasq', path: /\.conf$/i, text: [/^[ \t]*(?:txt-record|mx-host)=/m] },
  {
    name: 'Unbound local data',
    path: /\.conf$/i,
    text: [/^[ \t]*local-data:[ \t]*['"][^'"\n]{0,300}\b(?:TXT|MX)\b/m],
  },
  {
    name: 'CSV',
    path: /\.[ct]sv$/i,
    text: [
      /^[^\n]{0,300}\b(?:type|record type)\b/i,
      new RegExp(`[,;\\t]["']?(?:MX|TXT|SPF|CNAME)["']?[,;\\t]`),
      /[\w-]\.[a-z]{2}/i,
    ],
  },
  {
    name: 'YAML',
    path: YAML,
    text: [
      new RegExp(`${YAML_TYPE.source}|${YAML_INLINE_TYPE.source}|^(?:txt|mx):[ \\t]*$`, 'm'),
      /(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)(?:name|host|hostname|subdomain|record):/m,
      /(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)(?:values?|content|data|target|records?|rrdatas|answers?|ttl):/m,
    ],
  },
  {
    name: 'JSON',
    path: JSON_FILE,
    text: [JSON_TYPE, /"(?:values?|content|data|target|records?|rrdatas|answers?|ttl)"[ \t]*:/i],
  },
  {
    name: 'another format',
    path: /\.(?:ya?ml|json|toml|hcl|tfvars|[ct]sv|tf\.(?:j2|tpl|tmpl|tftpl))$/i,
    text: [MAIL_TEXT],
  },
];

/** Files of these names are about something else, whatever texts they quote. */
const OTHER_FILES =
  /(?:^|\/)(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|composer\.(?:json|lock)|pnpm-lock\.yaml|tsconfig[^/]*\.json|\.mailtxt[^/]*\.json|[^/]*\.(?:schema|sarif)\.json|[^/]*\.sarif)$/i;
/** What mailtxt writes itself: answers of DNS, and reports. */
const OWN_TEXT = /"recorded"[ \t]*:[\s\S]*"answers"[ \t]*:|"name":"mailtxt"/;

/** Whether the name of a file says that it may hold records in a format that is not read. */
export function mayBeUnreadFormat(path: string): boolean {
  return !OTHER_FILES.test(path) && UNREAD_FORMATS.some((format) => format.path.test(path));
}

/** What the records in the file are written in; `undefined` where it does not look as if it held any. `head`: its start. */
export function unreadFormatOf(path: string, head: string): string | undefined {
  if (!mayBeUnreadFormat(path) || OWN_TEXT.test(head)) return undefined;
  return UNREAD_FORMATS.find(
    (format) => format.path.test(path) && format.text.every((pattern) => pattern.test(head)),
  )?.name;
}
