import type { Pragma } from '../../records/document.ts';
import { yamlComments } from '../../records/yaml-comments.ts';
import type { Edit } from '../../text/edit.ts';
import { PlainText } from '../../text/plain-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { ModuleFile } from './evaluate/module-source.ts';
import { isOverridePath, isValuesPath, syntaxOf } from './recognize.ts';
import { readFile } from './syntax/file.ts';
import type { Page } from './write/siblings.ts';

/**
 * `data`: modules read it with functions, and it declares nothing. `values`: it sets variables, whatever its name. `plan`: a
 * program wrote it, and modules do not read it.
 */
export type TerraformFileKind = 'configuration' | 'values' | 'data' | 'plan';

/**
 * A file of a module, a file of values for variables, or a data file that modules read: its text, whatever records result from
 * it.
 */
export class TerraformFile implements Page {
  readonly path: string;
  private readonly kind: TerraformFileKind;
  private current: PlainText;
  private parsed: ModuleFile | undefined;

  constructor(path: string, text: string, kind: TerraformFileKind = 'configuration') {
    this.path = path;
    this.kind = kind;
    this.current = new PlainText(text, kind === 'plan');
  }

  get text(): PlainText {
    return this.current;
  }

  get content(): string {
    return this.current.text;
  }

  private get hasDeclarations(): boolean {
    return this.kind === 'configuration' || this.kind === 'values';
  }

  /** The declarations in it. */
  get file(): ModuleFile {
    const { path } = this;
    this.parsed ??= {
      path,
      items: this.hasDeclarations ? readFile(this.current.text, syntaxOf(path)) : [],
      isJson: path.endsWith('.json'),
      isVariables: this.kind === 'values' || isValuesPath(path),
      isOverride: isOverridePath(path),
    };
    return this.parsed;
  }

  /** See `RecordDocument.commentSign`. */
  get commentSign(): string | undefined {
    if (/\.ya?ml$/i.test(this.path)) return '#';
    return this.hasDeclarations && !this.file.isJson ? '#' : undefined;
  }

  edit({ range, text: typed }: Edit): void {
    const { text } = this.current;
    const edited = text.slice(0, range.start) + typed + text.slice(range.end);
    this.current = new PlainText(edited, this.kind === 'plan');
    this.parsed = undefined;
  }

  /** The comments in it that turn off rules, or may. */
  pragmas(): readonly Pragma[] {
    if (!this.hasDeclarations) return yamlComments(this.path, this.current.text);
    const found: Pragma[] = [];
    let base = 0;
    for (const item of this.file.items) {
      for (const { at, range, alone } of item.pragmas) {
        const text = withoutCommentEnd(item.text.slice(at, range.end));
        const shifted = rangeOf(range.start + base, range.end + base);
        found.push({ at: at + base, text, range: shifted, alone });
      }
      base += item.text.length;
    }
    return found;
  }
}

/** The text of a comment without its closing sign. */
function withoutCommentEnd(comment: string): string {
  const text = comment.trimEnd();
  return text.endsWith('*/') ? text.slice(0, -2).trimEnd() : text;
}
