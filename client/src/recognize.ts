/**
 * Whether the lines are the start of a zone file. More than half of all zone files have neither an extension nor a recognizable
 * name (`example.com`), and many begin with a screenful of comments, which the `firstLine` of a language does not skip. The
 * first entry identifies a zone file: a directive or the SOA record. A text that only quotes records begins with a sentence.
 */
export function startsLikeZone(lines: Iterable<string>): boolean {
  for (const line of lines) {
    if (space.test(line)) continue;
    return directive.test(line) || startOfAuthority.test(line);
  }
  return false;
}

/**
 * Whether a text in a general-purpose language has records. This only decides whether to start the server, which examines the
 * text more closely.
 */
export function hasRecordsIn(language: string, text: string): boolean {
  const signs = Object.hasOwn(recordSigns, language) ? (recordSigns[language] ?? []) : [];
  return signs.length > 0 && signs.every((sign) => sign.test(text));
}

const types = 'A|AAAA|ALIAS|CAA|CNAME|MX|NS|PTR|SPF|SRV|TLSA|TXT';

/** `- type: MX`, `{type: TXT, value: …}`, `"Type": "TXT"`, `recordType: TXT`, `Type: AWS::Route53::RecordSet` */
const recordType = new RegExp(
  `\\b(?:record_?)?type['"]?[ \\t]*:[ \\t]*['"]?(?:(?:${types})\\b|AWS::Route53::|Microsoft\\.Network/dnszones\\b)`,
  'i',
);

/** Keys for the data of a record. */
const recordData =
  /(?:values?|contents?|data|targets?|records?|rrdatas|answers?|texts?|ResourceRecords|properties)['"]?[ \t]*:/i;

/** By language id: patterns that all match in a text with records. */
const recordSigns: Readonly<Record<string, readonly RegExp[]>> = {
  yaml: [recordType, recordData],
  json: [recordType, recordData],
  jsonc: [recordType, recordData],
  javascript: [/^[ \t]*(?:D|D_EXTEND)\(/m],
  bicep: [/\bMicrosoft\.Network\/dnsZones\b|\bnetwork\/dns-zone:/i],
};

/** An empty line, a comment, or a line that has only a control tag of a template. */
const space = /^[ \t]*(?:;|$|\{[%#][^\n]*[%#]\}[ \t]*$)/;

/** `$ORIGIN example.com.`, `$TTL 1h`, `$INCLUDE "hosts"` */
const directive = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]+[^\s=]/i;

/** `@ 3600 IN SOA ns1.example.com. hostmaster.example.com. (` */
const startOfAuthority =
  /^(?:[^\s;"=]+)?[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA[ \t]+[^\s;="]+[ \t]+[^\s;="]+(?:[ \t]|$)/i;
