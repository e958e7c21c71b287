import { argumentIn } from './evaluate/declared.ts';
import { expressionOf, isLocalSource, ModuleSource } from './evaluate/module-source.ts';
import { pathIn } from '../../text/paths.ts';
import { isTofuPath, tofuPathOf, variablesRank } from './recognize.ts';
import type { TerraformFile } from './terraform-file.ts';

/**
 * The files of a folder as one module. OpenTofu reads `main.tofu` and ignores `main.tf` next to it; Terraform ignores
 * `main.tofu`. If there are such files, the folder is two modules. https://opentofu.org/docs/language/files/#extension-precedence
 */
export class ModuleFolder {
  readonly path: string;
  readonly documents: ReadonlyMap<string, TerraformFile>;
  /** The module that OpenTofu reads: the same as Terraform's if no file is only for OpenTofu. */
  readonly source: ModuleSource;
  /** The module that Terraform reads, if it differs. */
  readonly terraformSource: ModuleSource | undefined;
  /** The files that OpenTofu ignores. */
  readonly shadowed: ReadonlySet<string>;
  private readonly installedAt: (call: string, source: string) => string | undefined;
  /** The folders of the modules that it calls, by the paths that their sources point to. */
  private calledPaths: readonly string[];
  /** The same by their names. */
  private called: readonly string[];

  /** `installedAt`: the folder of an installed module, for a call whose source is not a path. */
  constructor(
    path: string,
    documents: ReadonlyMap<string, TerraformFile>,
    installedAt: (call: string, source: string) => string | undefined,
  ) {
    this.installedAt = installedAt;
    this.path = path;
    this.documents = documents;
    const paths = [...documents.keys()];
    this.shadowed = new Set(paths.filter((file) => documents.has(tofuPathOf(file) ?? '')));
    this.source = new ModuleSource(path, this.filesOfTofu());
    this.terraformSource = paths.some(isTofuPath)
      ? new ModuleSource(path, this.filesOfTerraform())
      : undefined;
    this.calledPaths = this.findCalls();
    this.called = this.calledPaths;
  }

  /** The folders of the modules that it calls, by their current names. */
  get calls(): readonly string[] {
    return this.called;
  }

  /** Assigns names to the folders that it calls: several paths may point to one. True if the names have changed. */
  nameCalls(nameOf: (path: string) => string): boolean {
    const before = this.called;
    this.called = [...new Set(this.calledPaths.map(nameOf))].sort();
    return this.called.join('\n') !== before.join('\n');
  }

  /** Takes over the current text of the documents. True if the sources of calls point to other paths. */
  update(): boolean {
    this.source.update(this.filesOfTofu());
    this.terraformSource?.update(this.filesOfTerraform());
    const before = this.calledPaths;
    this.calledPaths = this.findCalls();
    return this.calledPaths.join('\n') !== before.join('\n');
  }

  private filesOfTofu(): TerraformFile['file'][] {
    return this.filesWhere((path) => !this.shadowed.has(path));
  }

  private filesOfTerraform(): TerraformFile['file'][] {
    return this.filesWhere((path) => !isTofuPath(path));
  }

  private filesWhere(isTaken: (path: string) => boolean): TerraformFile['file'][] {
    const files = [...this.documents].filter(([path]) => isTaken(path)).map(([, document]) => document.file);
    // Variables are independent of all else, so only their own order counts.
    return files.sort((a, b) => variablesRank(a.path) - variablesRank(b.path));
  }

  private findCalls(): readonly string[] {
    const sources = this.terraformSource === undefined ? [this.source] : [this.source, this.terraformSource];
    return [...new Set(sources.flatMap((source) => callsOf(source, this.installedAt)))].sort();
  }
}

/** The folders of the modules that a module calls, if they are local or installed. */
function callsOf(
  source: ModuleSource,
  installedAt: (call: string, source: string) => string | undefined,
): readonly string[] {
  const calls: string[] = [];
  for (const [name, call] of source.calls) {
    const attribute = argumentIn(call, 'source');
    const expression = attribute && expressionOf(attribute.what.expression, attribute.site);
    const part = expression?.kind === 'template' ? expression.parts[0] : undefined;
    if (part?.kind !== 'text') continue;
    const path = isLocalSource(part.text) ? pathIn(source.folder, part.text) : installedAt(name, part.text);
    if (path !== undefined) calls.push(path);
  }
  return calls;
}
