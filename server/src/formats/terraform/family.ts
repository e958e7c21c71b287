import type {
  DocumentFamily,
  DocumentGroup,
  FamilyChange,
  ProjectFiles,
} from '../../records/document-family.ts';
import type { Unread } from '../../records/unread.ts';
import type { Edit } from '../../text/edit.ts';
import { TerraformProject } from './project.ts';
import type { ReadZone } from './providers/resource.ts';
import { isTerragruntPath } from './terragrunt/recognise.ts';
import { isTerraformPath, isValuesPath } from './recognise.ts';

/** The documents of Terraform. Most workspaces have none, and in those nothing of it is set up. */
export class TerraformFamily implements DocumentFamily {
  private readonly files: ProjectFiles;
  private readonly readZone: ReadZone;
  private project: TerraformProject | undefined;

  /** `readZone`: how zone files that are arguments of resources are read. */
  constructor(files: ProjectFiles, readZone: ReadZone) {
    this.files = files;
    this.readZone = readZone;
  }

  claims(path: string): boolean {
    return (
      isTerraformPath(path) ||
      isValuesPath(path) ||
      isTerragruntPath(path) ||
      this.project?.claims(path) === true
    );
  }

  put(path: string, text: string): void {
    this.project ??= new TerraformProject(this.files, this.readZone);
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

  get isFarBehind(): boolean {
    return this.project?.isFarBehind === true;
  }

  get isEvaluated(): boolean {
    return this.project === undefined || this.project.isEvaluated;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.project === undefined || this.project.evaluateWhile(hasTime);
  }

  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    return this.project?.edit(path, edit, hasTime) ?? { kind: 'regrouped' };
  }
}
