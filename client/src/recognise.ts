/**
 * More than half of the zone files people keep have neither an extension nor a telling name (`example.com`), and many
 * begin with a screenful of comments, where a language's `firstLine` does not look. What gives a zone file away is its
 * first entry: a directive or the SOA record. A text that only quotes some has a sentence before it.
 */
export function startsLikeZone(lines: Iterable<string>): boolean {
  for (const line of lines) {
    if (blank.test(line)) continue;
    return directive.test(line) || startOfAuthority.test(line);
  }
  return false;
}

/**
 * Whether a text in a language that is used for many other things, too, has records. The server looks closer: this decides whether it
 * is started.
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

/** What the data of a record are called. */
const recordData =
  /(?:values?|contents?|data|targets?|records?|rrdatas|answers?|texts?|ResourceRecords|properties)['"]?[ \t]*:/i;

/** By the language id: each is found in a text with records. */
const recordSigns: Readonly<Record<string, readonly RegExp[]>> = {
  yaml: [recordType, recordData],
  json: [recordType, recordData],
  jsonc: [recordType, recordData],
  javascript: [/^[ \t]*(?:D|D_EXTEND)\(/m],
  bicep: [/\bMicrosoft\.Network\/dnsZones\b|\bnetwork\/dns-zone:/i],
};

/** Nothing, a comment, or a line that holds but a template's control tag. */
const blank = /^[ \t]*(?:;|$|\{[%#][^\n]*[%#]\}[ \t]*$)/;

/** `$ORIGIN example.com.`, `$TTL 1h`, `$INCLUDE "hosts"` */
const directive = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]+[^\s=]/i;

/** `@ 3600 IN SOA ns1.example.com. hostmaster.example.com. (` */
const startOfAuthority =
  /^(?:[^\s;"=]+)?[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA[ \t]+[^\s;="]+[ \t]+[^\s;="]+(?:[ \t]|$)/i;
