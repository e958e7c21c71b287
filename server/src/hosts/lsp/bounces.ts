import type { Diagnostic, Location } from 'vscode-languageserver';
import type { DocumentPath, Finding, RelatedPlace } from '../../analysis/finding.ts';
import { filedBounces, type BounceFile, type FiledBounces } from '../../features/filed-bounces.ts';
import type { Range } from '../../text/range.ts';
import type { Client } from './client.ts';
import { protocolLocation, uriOf, type Places } from './locate.ts';
import type { Project } from './project.ts';
import { bounceToDiagnostic, rangeToProtocol, type Locate } from './to-protocol.ts';

interface BouncesContext extends Places {
  readonly client: Client;
  readonly project: Project;
}

const NONE: FiledBounces = { findings: [], seenIn: () => [] };

/** The meaning of the bounce files that settings name, as last computed. */
export class Bounces {
  private readonly context: BouncesContext;
  private files: ReadonlyMap<DocumentPath, BounceFile> = new Map();
  private filed = NONE;

  constructor(context: BouncesContext) {
    this.context = context;
  }

  /** Computes it again. Returns true if findings may now be seen in other bounces than before. */
  update(): boolean {
    const { documents, project, workspace } = this.context;
    const files = new Map<DocumentPath, BounceFile>();
    for (const { bounces } of project.allEvidence()) for (const file of bounces) files.set(file.path, file);
    for (const { kind, path } of documents.all()) {
      const around = project.evidenceFor(path)?.bounces ?? [];
      // An open text is not related to the bounces next to it, unless it is a bounce itself.
      if (kind === 'other' && around.every((file) => file.path !== path)) continue;
      for (const file of around) files.set(file.path, file);
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
    const locate: Locate = (at, range) => this.locate(at, range);
    return this.filed.findings
      .filter((finding) => finding.path === path)
      .map((finding) => bounceToDiagnostic(text, finding, locate, this.context.client.diagnosticWords));
  }

  /** The location of a range in a document or in a bounce. */
  locate(path: DocumentPath, range: Range): Location | undefined {
    const text = this.files.get(path)?.text;
    if (text === undefined) return protocolLocation(this.context, path, range);
    return { uri: uriOf(this.context, path), range: rangeToProtocol(text, range) };
  }
}

/** Without the ranges of records, which move with every typed line. */
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
