import type { Connection, Diagnostic, Location } from 'vscode-languageserver';
import type { DocumentPath, Finding, RelatedPlace } from '../../analysis/finding.ts';
import { filedBounces, type BounceFile, type FiledBounces } from '../../features/filed-bounces.ts';
import type { Range } from '../../text/range.ts';
import type { Guard } from './guard.ts';
import { locate, uriOf, type Places } from './locate.ts';
import type { Project } from './project.ts';
import type { Publisher } from './publisher.ts';
import type { Timer } from './runtime.ts';
import type { Timers } from './timers.ts';
import { bounceToDiagnostic, rangeToProtocol } from './to-protocol.ts';

interface BouncesContext extends Places {
  readonly project: Project;
}

const NONE: FiledBounces = { findings: [], seenIn: () => [] };

/** What the files of bounces around the open documents mean, as it was last worked out. */
export class Bounces {
  private readonly context: BouncesContext;
  private files: ReadonlyMap<DocumentPath, BounceFile> = new Map();
  private filed = NONE;

  constructor(context: BouncesContext) {
    this.context = context;
  }

  /** Works it out anew. True when findings may have been seen in other bounces than before. */
  update(): boolean {
    const { documents, project, workspace } = this.context;
    const files = new Map<DocumentPath, BounceFile>();
    for (const { kind, path } of documents.all()) {
      if (kind === 'other') continue;
      for (const file of project.evidenceFor(path)?.bounces ?? []) files.set(file.path, file);
    }
    const before = this.filed;
    this.files = files;
    this.filed = files.size === 0 ? NONE : filedBounces([...files.values()], workspace);
    return gistOf(before) !== gistOf(this.filed);
  }

  paths(): Iterable<DocumentPath> {
    return this.files.keys();
  }

  seenIn(finding: Finding): readonly RelatedPlace[] {
    return this.filed.seenIn(finding);
  }

  itemsOf(path: DocumentPath): Diagnostic[] {
    const text = this.files.get(path)?.text;
    if (text === undefined) return [];
    return this.filed.findings
      .filter((finding) => finding.path === path)
      .map((finding) => bounceToDiagnostic(text, finding, (at, range) => this.locate(at, range)));
  }

  /** A place in a document or in a bounce. */
  locate(path: DocumentPath, range: Range): Location | undefined {
    const text = this.files.get(path)?.text;
    if (text === undefined) return locate(this.context, path, range);
    return { uri: uriOf(this.context, path), range: rangeToProtocol(text, range) };
  }
}

/** Without the places of records: those move with every line that is typed. */
function gistOf({ findings }: FiledBounces): string {
  return JSON.stringify(
    findings.map(({ path, range, message, related }) => [
      path,
      range,
      message,
      related.map((r) => r.message),
    ]),
  );
}

/** Milliseconds without a key press after which bounces are led back to the records anew. */
const SETTLED = 500;

interface BouncePublisherContext extends Places {
  readonly bounces: Bounces;
  readonly connection: Connection;
  readonly guard: Guard;
  readonly timers: Timers;
}

/**
 * A publisher that also tells of files of bounces. Few editors open them with us, so what they mean is sent; of one that
 * is open, the report on the document says it.
 */
export function withBounces(publisher: Publisher, context: BouncePublisherContext): Publisher {
  const { bounces, connection, documents, guard, timers } = context;
  /** What was sent last, by file. */
  const sent = new Map<DocumentPath, string>();
  let timer: Timer | undefined;

  const send = (path: DocumentPath, diagnostics: Diagnostic[]): void => {
    const text = JSON.stringify(diagnostics);
    if ((sent.get(path) ?? '[]') === text) return;
    sent.set(path, text);
    connection
      .sendDiagnostics({ uri: uriOf(context, path), diagnostics })
      .catch((fault: unknown) => guard.report('diagnostics of a bounce', fault));
  };
  const tell = (): void => {
    const isNews = bounces.update();
    for (const path of new Set([...sent.keys(), ...bounces.paths()])) {
      send(path, documents.at(path) === undefined ? bounces.itemsOf(path) : []);
    }
    if (isNews) publisher.surroundingsChanged();
  };
  const tellLater = (delay: number): void => {
    timer?.cancel();
    timer = timers.later('bounces', delay, tell);
  };
  return {
    edited(document) {
      publisher.edited(document);
      tellLater(SETTLED);
    },
    closed(document) {
      publisher.closed(document);
      // The editor was told that there is nothing in it any more.
      sent.delete(document.path);
      tellLater(SETTLED);
    },
    surroundingsChanged() {
      publisher.surroundingsChanged();
      tellLater(0);
    },
  };
}
