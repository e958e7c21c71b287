import type { DocumentPath, RelatedPlace } from '../../../analysis/finding.ts';
import { textIn } from '../check-result.ts';
import type { CheckResult } from '../check-result.ts';

/** What else to look at, with its place: `Seen in bounce a.eml: 550 5.7.23 (bounces/a.eml:12:1)`. */
export function relatedText(
  { path, range, message }: RelatedPlace,
  result: CheckResult,
  nameOf: (path: DocumentPath) => string,
): string {
  const source = textIn(result, path);
  const name = nameOf(path);
  if (source === undefined) return `${message} (${name})`;
  const { line, character } = source.offsetToPosition(range.start);
  return `${message.replace(/\.$/, '')} (${name}:${line + 1}:${character + 1})`;
}
