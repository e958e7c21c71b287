import type { DocumentPath, Finding, RelatedPlace } from '../finding.ts';

/** This many equal findings are shown as one. Fewer are shown one by one. */
export const MANY = 4;

/** Places to list in the finding that represents the others. The rest is only counted. */
export const MAX_OTHERS = 50;

interface Group {
  count: number;
  /** Up to {@link MANY}, in order of arrival. */
  readonly findings: Finding[];
  /** The first ones by place. */
  readonly places: Omit<RelatedPlace, 'path'>[];
}

/** Findings of one document that are the same for many records ({@link Finding.sameAs}), collected as they arrive. */
export class RepeatedFindings {
  private readonly groups = new Map<string, Group>();

  /** Whether the finding can equal others, and was collected. */
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

  /** One finding for each group of many, and the findings of the others. `isAll` is false if there may be more. */
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
