import type { Edit } from '../text/edit.ts';
import type { DocumentFamily, DocumentGroup, FamilyChange } from './document-family.ts';
import type { Unread } from './unread.ts';

/** A family that is created when its first document is added. Most workspaces do not use most formats. */
export class LazyFamily implements DocumentFamily {
  private readonly make: () => DocumentFamily;
  private family: DocumentFamily | undefined;

  constructor(make: () => DocumentFamily) {
    this.make = make;
  }

  claims(path: string): boolean {
    return this.family?.claims(path) === true;
  }

  put(path: string, text: string): void {
    this.family ??= this.make();
    this.family.put(path, text);
  }

  remove(path: string): void {
    this.family?.remove(path);
  }

  filesChanged(paths: readonly string[]): void {
    this.family?.filesChanged(paths);
  }

  environmentChanged(): void {
    this.family?.environmentChanged();
  }

  groups(): readonly DocumentGroup[] {
    return this.family?.groups() ?? [];
  }

  unread(): readonly Unread[] {
    return this.family?.unread() ?? [];
  }

  get hasBacklog(): boolean {
    return this.family?.hasBacklog === true;
  }

  get isEvaluated(): boolean {
    return this.family?.isEvaluated !== false;
  }

  evaluateWhile(hasTime: () => boolean): boolean {
    return this.family?.evaluateWhile(hasTime) !== false;
  }

  edit(path: string, edit: Edit, hasTime: () => boolean): FamilyChange {
    return this.family?.edit(path, edit, hasTime) ?? { kind: 'regrouped' };
  }
}
