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

/** Whether YAML has records as octoDNS keeps them. The server looks closer: this decides whether it is started. */
export function hasRecordsInYaml(lines: Iterable<string>): boolean {
  let hasType = false;
  let hasValue = false;
  for (const line of lines) {
    hasType ||= recordType.test(line);
    hasValue ||= recordValue.test(line);
    if (hasType && hasValue) return true;
  }
  return false;
}

/** `- type: MX`, `{type: TXT, value: …}` */
const recordType =
  /(?:^[ \t]*(?:-[ \t]+|:[ \t]+)*|[{,][ \t]*)type:[ \t]*['"]?(?:A|AAAA|ALIAS|CAA|CNAME|MX|NS|PTR|SRV|TLSA|TXT)['"]?[ \t]*(?:$|[,}#])/;

const recordValue = /(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)values?:/;

/** Nothing, a comment, or a line that holds but a template's control tag. */
const blank = /^[ \t]*(?:;|$|\{[%#][^\n]*[%#]\}[ \t]*$)/;

/** `$ORIGIN example.com.`, `$TTL 1h`, `$INCLUDE "hosts"` */
const directive = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]+[^\s=]/i;

/** `@ 3600 IN SOA ns1.example.com. hostmaster.example.com. (` */
const startOfAuthority =
  /^(?:[^\s;"=]+)?[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA[ \t]+[^\s;="]+[ \t]+[^\s;="]+(?:[ \t]|$)/i;
