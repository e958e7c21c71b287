import type { CancellationToken } from 'vscode-languageserver';
import { sendersInSteps } from '../../features/senders.ts';
import type { SendersResult } from '../../features/senders.ts';
import type { OpenDocuments } from './documents.ts';
import { evaluateInSlices } from './evaluate-in-slices.ts';
import type { Session } from './session.ts';
import { nextSlice } from './slice.ts';

/** The longest time in milliseconds that other work waits. */
const SLICE = 20;

/** The senders for the domains of the workspace, computed in slices. `undefined`: the request was canceled. */
export async function senderResult(
  session: Session,
  token: CancellationToken,
): Promise<SendersResult | undefined> {
  const { index, project, runtime, workspace } = session;
  const isCanceled = (): boolean => token.isCancellationRequested;
  const versions = (): string => `${index.version}\n${versionsOf(session.documents)}`;
  for (;;) {
    await index.whenComplete(token);
    await evaluateInSlices(session);
    if (isCanceled()) return undefined;
    const asOf = versions();
    const evidence = new Set(project.allEvidence());
    const known = [...evidence].flatMap((one) => one.senders);
    const seen = [...evidence].flatMap((one) => one.others);
    const steps = sendersInSteps(workspace, known, seen);
    // An edit in the meantime restarts the computation.
    while (versions() === asOf) {
      const end = runtime.now() + SLICE;
      do {
        const step = steps.next();
        if (step.done === true) return step.value;
      } while (runtime.now() < end);
      await nextSlice(runtime);
      if (isCanceled()) return undefined;
    }
  }
}

function versionsOf(documents: OpenDocuments): string {
  return documents
    .all()
    .map(({ path, version }) => `${version} ${path}`)
    .join('\n');
}
