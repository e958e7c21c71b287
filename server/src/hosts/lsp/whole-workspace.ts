import { createWorkspace } from '../../analysis/create-workspace.ts';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import { slice } from './slice.ts';
import type { Session } from './session.ts';

/** More files are not read; code units of all. */
const MAX_FILES = 5000;
/** UTF-16 units of all these files together. */
const MAX_LENGTH = 100 * 1024 * 1024;

/** Milliseconds that others wait at most. */
const SLICE = 20;

/**
 * A workspace with the files of the open folders that nobody has opened, and what is open as it is by now: a bounce is about
 * records wherever they are. It is read anew each time that somebody asks.
 */
export async function wholeWorkspace(session: Session): Promise<Workspace> {
  const { dns, documents, guard, project, runtime, workspace } = session;
  const whole = createWorkspace({
    ...project.surroundings,
    ask: (name, type, owner) => dns.ask(name, type, owner),
    evaluation: { startSlice: () => slice(runtime), evaluated: () => undefined },
  });
  await addFiles(whole, session).catch((fault: unknown) => guard.report('reading the open folders', fault));
  const versions = new Map<DocumentPath, number>();
  const addOpen = (): void => {
    for (const { kind, path, version } of documents.all()) {
      const text = kind === 'records' && versions.get(path) !== version ? documents.textAt(path) : undefined;
      if (text === undefined) continue;
      versions.set(path, version);
      const format = workspace.formatOf(path);
      guard.run('reading a document', false, () => whole.add(path, text, { format }));
    }
  };
  addOpen();
  await evaluateInSlices({ workspace: whole, runtime });
  // Last of all, and without a pause: what is made of it has the versions that the editor has now.
  addOpen();
  whole.evaluateWhile(() => true);
  return whole;
}

async function addFiles(whole: Workspace, { guard, project, runtime }: Session): Promise<void> {
  let files = 0;
  let length = 0;
  let end = runtime.now() + SLICE;
  for await (const { path, text } of project.recordFiles()) {
    length += text.length;
    if (++files > MAX_FILES || length > MAX_LENGTH) return;
    guard.run('reading a file', false, () => whole.add(path, text));
    if (runtime.now() < end) continue;
    await runtime.pause();
    end = runtime.now() + SLICE;
  }
}
