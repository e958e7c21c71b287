import type {
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import type { Edit } from '../../text/edit.ts';
import { ScriptProject } from './project.ts';
import { isProgramPath } from './recognise.ts';

/** The scripts of DNSControl. Most workspaces have none, and in those nothing of it is set up. */
export class ScriptFamily implements DocumentFamily {
  /** Scripts are read where they are asked for. */
  readonly isFarBehind = false;
  readonly isEvaluated = true;
  private readonly files: ProjectFiles;
  private project: ScriptProject | undefined;

  constructor(files: ProjectFiles) {
    this.files = files;
  }

  claims(path: string): boolean {
    return isProgramPath(path) || this.project?.claims(path) === true;
  }

  put(path: string, text: string): void {
    this.project ??= new ScriptProject(this.files);
    this.project.put(path, text);
  }

  remove(path: string): void {
    this.project?.remove(path);
  }

  filesChanged(paths: readonly string[]): void {
    this.project?.filesChanged(paths);
  }

  surroundingsChanged(): void {
    this.project?.surroundingsChanged();
  }

  groups(): readonly DocumentGroup[] {
    return this.project?.groups() ?? [];
  }

  unread(): readonly Unread[] {
    return this.project?.unread() ?? [];
  }

  evaluateWhile(): boolean {
    return true;
  }

  edit(path: string, edit: Edit): FamilyChange {
    return this.project?.edit(path, edit) ?? { kind: 'regrouped' };
  }
}
