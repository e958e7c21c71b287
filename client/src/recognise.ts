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

/** Nothing, a comment, or a line that holds but a template's control tag. */
const blank = /^[ \t]*(?:;|$|\{[%#][^\n]*[%#]\}[ \t]*$)/;

/** `$ORIGIN example.com.`, `$TTL 1h`, `$INCLUDE "hosts"` */
const directive = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]+[^\s=]/i;

/** `@ 3600 IN SOA ns1.example.com. hostmaster.example.com. (` */
const startOfAuthority =
  /^(?:[^\s;"=]+)?[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA[ \t]+[^\s;="]+[ \t]+[^\s;="]+(?:[ \t]|$)/i;
