import type { DocumentPath } from '../../analysis/finding.ts';
import type { OpenDocument } from './documents.ts';
import type { EditorDns } from './editor-dns.ts';
import type { Places } from './locate.ts';
import type { Project } from './project.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';

/** Milliseconds without a key press after which documents that depend on the edited one are looked at. */
const SETTLED = 200;

interface DependantsContext extends Places {
  readonly dns: EditorDns;
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
    // What the workspace holds itself reaches the documents that include it there.
    if (kind === 'records' || !this.context.project.uses(path)) return;
    this.changed.add(path);
    this.timer?.cancel();
    this.timer = this.context.timers.later('a changed file', SETTLED, () => this.settle());
  }

  /** The disk has. What is open in the editor wins over it. */
  changedOnDisk(paths: readonly DocumentPath[]): void {
    const { documents, project } = this.context;
    for (const path of paths) {
      if (documents.at(path) === undefined && project.uses(path)) this.changed.add(path);
    }
    this.settle();
  }

  private settle(): void {
    if (this.changed.size === 0) return;
    const { dns, project, publisher, workspace } = this.context;
    const paths = [...this.changed];
    this.changed.clear();
    project.forget(paths);
    dns.filesChanged(paths);
    workspace.filesChanged(paths);
    workspace.surroundingsChanged();
    publisher.surroundingsChanged();
  }
}
