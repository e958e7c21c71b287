import type {
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import type { Edit } from '../../text/edit.ts';
import type { DocumentPath } from '../finding.ts';
import { createFamily, FAMILY_FORMATS } from './formats.ts';
import type { DocumentFormat, FamilyDocumentFormat } from './formats.ts';

/** A group, and the format of its documents. */
export interface GroupOfFormat {
  readonly format: FamilyDocumentFormat;
  readonly group: DocumentGroup;
}

interface FamilyOfFormat {
  readonly format: FamilyDocumentFormat;
  readonly family: DocumentFamily;
  /** The files that it reads; see `ProjectFiles.looksAt`. */
  looked: Parameters<LooksAt>;
}

type LooksAt = NonNullable<ProjectFiles['looksAt']>;

/** The families of all formats that have one. A document belongs to the family of its format, and keys of groups are unique. */
export class DocumentFamilies {
  private readonly all: readonly FamilyOfFormat[];

  /** `looksAt` receives the files that all families read. */
  constructor(files: ProjectFiles | undefined, looksAt: LooksAt) {
    const all: FamilyOfFormat[] = [];
    for (const format of FAMILY_FORMATS) {
      const looked = (...seen: Parameters<LooksAt>): void => {
        one.looked = seen;
        looksAt(...together(all));
      };
      const one: FamilyOfFormat = {
        format,
        family: createFamily(format, files, looked),
        looked: [new Set(), new Set(), new Map()],
      };
      all.push(one);
    }
    this.all = all;
  }

  /** The format whose documents read the file. */
  claimOf(path: DocumentPath): DocumentFormat | undefined {
    return this.all.find(({ family }) => family.claims(path))?.format.id;
  }

  put(path: DocumentPath, text: string, format: DocumentFormat): void {
    for (const one of this.all) if (one.format.id === format) one.family.put(path, text);
  }

  remove(path: DocumentPath): void {
    for (const { family } of this.all) family.remove(path);
  }

  filesChanged(paths: readonly DocumentPath[]): void {
    for (const { family } of this.all) family.filesChanged(paths);
  }

  environmentChanged(): void {
    for (const { family } of this.all) family.environmentChanged();
  }

  groups(): readonly GroupOfFormat[] {
    return this.all.flatMap(({ format, family }) => family.groups().map((group) => ({ format, group })));
  }

  unread(): readonly Unread[] {
    return this.all.flatMap(({ family }) => family.unread());
  }

  get hasBacklog(): boolean {
    return this.all.some(({ family }) => family.hasBacklog);
  }

  get isEvaluated(): boolean {
    return this.all.every(({ family }) => family.isEvaluated);
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.all.every(({ family }) => family.evaluateWhile(hasTime));
  }

  edit(path: DocumentPath, edit: Edit, format: DocumentFormat, hasTime: () => boolean): FamilyChange {
    const own = this.all.find((one) => one.format.id === format);
    return own?.family.edit(path, edit, hasTime) ?? { kind: 'regrouped' };
  }
}

function together(all: readonly FamilyOfFormat[]): Parameters<LooksAt> {
  const folders = new Set(all.flatMap(({ looked: [own] }) => [...own]));
  const files = new Set(all.flatMap(({ looked: [, own] }) => [...own]));
  const listed = new Map<string, ReadonlySet<string>>();
  for (const {
    looked: [, , own],
  } of all) {
    for (const [folder, names] of own) listed.set(folder, new Set([...(listed.get(folder) ?? []), ...names]));
  }
  return [folders, files, listed];
}
