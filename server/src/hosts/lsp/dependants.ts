import type { DocumentPath } from '../../analysis/finding.ts';
import type { OpenDocument } from './documents.ts';
import type { EditorDns } from './editor-dns.ts';
import type { Places } from './locate.ts';
import type { Project } from './project.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Milliseconds without a key press after which documents that depend on the edited one are looked at. */
const SETTLED = 200;

interface DependantsContext extends Places {
  readonly dns: EditorDns;
  readonly index: WorkspaceIndex;
  readonly project: Project;
  readonly publisher: Publisher;
  readonly timers: Timers;
}

/** Carries the change of a file over to the open documents that it is included in, or whose settings it holds. */
export class Dependants {
  private readonly context: DependantsContext;
  private readonly changed = new Set<DocumentPath>();
  private timer: Timer | undefined;

  constructor(context: DependantsContext) {
    this.context = context;
  }

  /** The editor has another text for the file than before: by a key press, by opening or by closing it. */
  edited({ kind, path }: OpenDocument): void {
    const { documents, project } = this.context;
    // What the workspace holds itself reaches the documents that include it there.
    if (kind !== 'records' && project.uses(path)) this.changed.add(path);
    // What it names may be open, and was nobody's so far.
    else if (kind !== 'records' || documents.all().every((one) => one.kind !== 'other')) return;
    this.timer?.cancel();
    this.timer = this.context.timers.later('a changed file', SETTLED, () => this.settle());
  }

  /** The disk has. What is open in the editor wins over it. */
  changedOnDisk(paths: readonly DocumentPath[]): void {
    const { documents, index, project } = this.context;
    for (const path of paths) {
      if (documents.at(path) === undefined && project.uses(path)) this.changed.add(path);
    }
    index.filesChanged(paths);
    this.settle();
  }

  private settle(): void {
    this.reconsiderOthers();
    if (this.changed.size === 0) return;
    const { dns, project, publisher, workspace } = this.context;
    const paths = [...this.changed];
    this.changed.clear();
    // What led to them is forgotten with them.
    const isForOthers = paths.some((path) => project.decidesForOthers(path));
    project.forget(paths);
    dns.filesChanged(paths);
    workspace.filesChanged(paths);
    if (!isForOthers) {
      publisher.workspaceChanged();
      return;
    }
    workspace.surroundingsChanged();
    publisher.surroundingsChanged();
  }

  /** A file of data that a module turned out to read is looked at with it. */
  private reconsiderOthers(): void {
    const { documents, project, publisher } = this.context;
    for (const before of documents.all()) {
      if (before.kind !== 'other' || !project.uses(before.path)) continue;
      const now = documents.reconsider(before.uri);
      if (now !== undefined && now.kind !== 'other') publisher.edited(now);
    }
  }
}
