import type { DocumentPath } from '../../analysis/finding.ts';
import type { OpenDocument } from './documents.ts';
import type { EditorDns } from './editor-dns.ts';
import type { Places } from './locate.ts';
import type { Project } from './project.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Milliseconds without a keystroke after which documents that depend on the edited one are updated. */
const DEBOUNCE = 200;

interface DependantsContext extends Places {
  readonly dns: EditorDns;
  readonly index: WorkspaceIndex;
  readonly project: Project;
  readonly publisher: Publisher;
  readonly timers: Timers;
}

/** Propagates the change of a file to the open documents that include it, or whose settings it contains. */
export class Dependants {
  private readonly context: DependantsContext;
  private readonly changed = new Set<DocumentPath>();
  private timer: Timer | undefined;

  constructor(context: DependantsContext) {
    this.context = context;
  }

  /** The text of the file in the editor changed: it was edited, opened or closed. */
  edited({ kind, path }: OpenDocument): void {
    const { documents, project } = this.context;
    // The workspace itself propagates changes of its own documents.
    if (kind !== 'records' && project.uses(path)) this.changed.add(path);
    // A file that it names may be open and may not have belonged to any document so far.
    else if (kind !== 'records' || documents.all().every((one) => one.kind !== 'other')) return;
    this.timer?.cancel();
    this.timer = this.context.timers.later('handling a changed file', DEBOUNCE, () => this.handleChanges());
  }

  /** The text of the file on disk changed. The text of an open file takes precedence over it. */
  changedOnDisk(paths: readonly DocumentPath[]): void {
    const { documents, index, project } = this.context;
    for (const path of paths) {
      if (documents.at(path) === undefined && project.uses(path)) this.changed.add(path);
    }
    index.filesChanged(paths);
    this.handleChanges();
  }

  private handleChanges(): void {
    this.reconsiderOthers();
    if (this.changed.size === 0) return;
    const { dns, project, publisher, workspace } = this.context;
    const paths = [...this.changed];
    this.changed.clear();
    // What depends on them is discarded too.
    const isForOthers = paths.some((path) => project.decidesForOthers(path));
    project.forget(paths);
    dns.filesChanged(paths);
    workspace.filesChanged(paths);
    if (!isForOthers) {
      publisher.workspaceChanged();
      return;
    }
    workspace.environmentChanged();
    publisher.environmentChanged();
  }

  /** A data file that a module reads is updated with the module. */
  private reconsiderOthers(): void {
    const { documents, project, publisher } = this.context;
    for (const before of documents.all()) {
      if (before.kind !== 'other' || !project.uses(before.path)) continue;
      const now = documents.reconsider(before.uri);
      if (now !== undefined && now.kind !== 'other') publisher.edited(now);
    }
  }
}
