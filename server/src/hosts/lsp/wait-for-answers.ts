import type { CancellationToken } from 'vscode-languageserver';
import type { WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { canceled } from './guard.ts';
import type { Session } from './session.ts';

/**
 * The result of `work` when every DNS query that it leads to is answered, as on the command line. Without live DNS, it is available
 * immediately. The editor shows progress in the meantime. Canceling that returns the result with the answers so far.
 *
 * @throws ResponseError when the request is canceled
 */
export async function withAnswers<T>(session: Session, token: CancellationToken, work: () => T): Promise<T> {
  const stop = new AbortController();
  const listener = token.onCancellationRequested(() => stop.abort());
  const progress = new AnswersProgress(session, () => stop.abort());
  try {
    const result = await session.dns.answered(work, {
      signal: stop.signal,
      show: (done, total) => progress.show(done, total),
    });
    if (token.isCancellationRequested) throw canceled();
    return result;
  } finally {
    listener.dispose();
    progress.end();
  }
}

/** Progress that the editor shows from the first query on. */
class AnswersProgress {
  private readonly session: Session;
  private readonly stop: () => void;
  private reporter: WorkDoneProgressServerReporter | undefined;
  private hasBegun = false;
  private hasEnded = false;

  constructor(session: Session, stop: () => void) {
    this.session = session;
    this.stop = stop;
  }

  show(done: number, total: number): void {
    if (!this.hasBegun) this.begin();
    this.reporter?.report(Math.floor((100 * done) / total), `${done} of ${total} answers`);
  }

  end(): void {
    this.hasEnded = true;
    this.reporter?.done();
    this.reporter = undefined;
  }

  private begin(): void {
    this.hasBegun = true;
    const { client, connection, guard } = this.session;
    if (!client.showsProgress) return;
    connection.window
      .createWorkDoneProgress()
      .then((reporter) => {
        if (this.hasEnded) return;
        this.reporter = reporter;
        reporter.begin('mailtxt: waiting for DNS answers', 0, '', true);
        reporter.token.onCancellationRequested(() => this.stop());
      })
      .catch((fault: unknown) => guard.report('showing progress', fault));
  }
}
