import type { DocumentProblem } from '../../../records/document.ts';
import type { UnreadReason } from '../../../records/unread.ts';
import { shorten } from '../../../text/shorten.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import { RECORD_RESOURCES } from '../providers/table.ts';
import type { Plan } from './read-plan.ts';
import type { PlanKind } from './recognize.ts';

/** Major versions of the format that are read; minor ones add members. */
const VERSIONS = /^[01]\./;

export function isVersionRead({ version, kind }: Plan): boolean {
  return kind !== undefined && (version === undefined || VERSIONS.test(version));
}

/** The parts of a plan that cannot be read, each reported once. */
export function problemsOf(plan: Plan): readonly DocumentProblem[] {
  const { version, versionRange, fault } = plan;
  const found: DocumentProblem[] = [];
  if (version !== undefined && !VERSIONS.test(version)) {
    const message = `This plan has format version ${shorten(version)}. mailtxt reads versions 0.1 to 1.x, so its records are not checked.`;
    found.push({ message, range: versionRange, unread: { kind: 'format', subject: 'Terraform plan' } });
    return found;
  }
  if (fault !== undefined) {
    const message = `${fault.summary}. The plan is read only up to here. ${fault.detail}`;
    found.push({ message, range: fault.range, unread: { kind: 'limit' } });
  }
  return found;
}

/** A state shows the past: the configuration in its folder shows what comes next. */
export function stateBesideModule({ versionRange: range }: Plan): DocumentProblem {
  const message = 'This state is not read, because mailtxt checks the configuration next to it.';
  return { message, range, unread: UNREAD };
}

const UNREAD: UnreadReason = { kind: 'format', subject: 'Terraform plan or state' };

/** Why a text of that kind is not read, if it contains records. */
export function wrongKind(kind: PlanKind | undefined, text: string): readonly DocumentProblem[] {
  switch (kind) {
    case 'plan-messages': {
      const message =
        'This is the output of "terraform plan -json", which holds no values. Use "terraform plan -out=FILE", then "terraform show -json FILE".';
      return [{ message, range: firstLineOf(text), unread: UNREAD }];
    }
    case 'stored-state': {
      if (!makesRecords(text)) return [];
      const message =
        'This is a stored state, which mailtxt does not read. Use the output of "terraform show -json" instead.';
      return [{ message, range: firstLineOf(text), unread: UNREAD }];
    }
    default:
      return [];
  }
}

const TYPE = /"type"[ \t]*:[ \t]*"([\w-]{1,100})"/g;

/** Whether the text names a resource that makes records. */
function makesRecords(text: string): boolean {
  for (const [, type = ''] of text.matchAll(TYPE)) if (RECORD_RESOURCES.has(type)) return true;
  return false;
}

function firstLineOf(text: string): Range {
  const end = text.search(/[\r\n]/);
  return rangeOf(0, end < 0 ? Math.min(1, text.length) : end);
}
