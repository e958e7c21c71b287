import type { DocumentPath, Finding, RelatedPlace } from '../finding.ts';

/** So many findings that are the same are shown as one. Fewer are each shown where they are. */
export const MANY = 4;

/** Places that the finding for all lists; the rest is only counted. */
export const MAX_OTHERS = 50;

interface Group {
  count: number;
  /** Up to {@link MANY}, by when they came. */
  readonly findings: Finding[];
  /** By place, the first ones. */
  readonly places: Omit<RelatedPlace, 'path'>[];
}

/** Findings of one document that are the same of many records ({@link Finding.sameAs}), collected as they come. */
export class RepeatedFindings {
  private readonly groups = new Map<string, Group>();

  /** Whether the finding can be the same as others, and was taken. */
  take(finding: Finding): boolean {
    const { sameAs, range } = finding;
    if (sameAs === undefined) return false;
    const key = `${finding.severity} ${sameAs}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { count: 0, findings: [], places: [] };
      this.groups.set(key, group);
    }
    group.count++;
    if (group.findings.length < MANY) group.findings.push(finding);
    else if (isBefore(finding, group.findings[0])) group.findings[0] = finding;
    // One more than is shown, for the first one.
    if (group.places.length <= MAX_OTHERS)
      group.places.push({ message: `Also ${finding.owner ?? finding.type ?? finding.rule}`, range });
    return true;
  }

  /** One finding for each group of many, and the findings of the others. `isAll`: false where there may be more. */
  *shown(path: DocumentPath, isAll = true): Iterable<{ readonly finding: Finding; readonly first: Finding }> {
    for (const { count, findings, places } of this.groups.values()) {
      const first = findings.reduce((a, b) => (isBefore(b, a) ? b : a));
      if (count < MANY) {
        for (const finding of findings) yield { finding, first: finding };
        continue;
      }
      const others = places
        .filter(({ range }) => range.start !== first.range.start || range.end !== first.range.end)
        .slice(0, MAX_OTHERS)
        .map((place) => ({ ...place, path }));
      const more = `${isAll ? '' : 'at least '}${count - 1}`;
      const message = `${first.message} The same goes for ${more} other records in this file.`;
      yield { finding: { ...first, message, count, others }, first };
    }
  }
}

function isBefore(a: Finding, b: Finding | undefined): boolean {
  return b === undefined || a.range.start < b.range.start;
}
