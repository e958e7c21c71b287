import { findingsOf, zone } from './workspace.ts';

const PATH = 'example.com.zone';

/** A zone that is read as a whole begins so. */
export const SOA =
  '@ IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ IN NS ns1.example.net.\n';

/** What rules whose ids begin with `group` find in the zone example.com: `severity rule: the characters`. */
export function quotedFindings(text: string, group: string): readonly string[] {
  return findingsOf(zone(text, PATH), PATH)
    .filter(({ rule }) => rule.startsWith(group))
    .map((f) => `${f.severity} ${f.rule}: ${text.slice(f.range.start, f.range.end)}`);
}
