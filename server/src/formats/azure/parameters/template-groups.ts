import type { ProjectFiles } from '../../../records/document-family.ts';
import type { SetReading } from '../../../record-sets/record-set.ts';
import {
  pathBeside,
  TemplateFamily,
  type TemplateFiles,
  type TemplateGroup,
  type TemplateGroups,
  type TemplateMember,
} from '../../../record-sets/template-family.ts';
import { rangeOf } from '../../../text/range.ts';
import { printable } from '../../../text/printable.ts';
import { shorten } from '../../../text/shorten.ts';
import { looksLikeArmTemplate } from '../recognize.ts';
import { NO_VALUES, textOfGiven, type AzureContext, type GivenValues } from './given.ts';
import { readParameterFile, type ParameterFile } from './read-parameters.ts';

/** Parameter files of one template that are read. Each is a way to deploy it. */
export const MAX_PARAMETER_FILES = 20;

/** One of the two languages of templates. */
export interface AzureLanguage {
  readonly commentSign: string | undefined;
  read(text: string, context: AzureContext): SetReading;
  /** Names of its parameters, in lowercase. */
  parametersOf(text: string): ReadonlySet<string>;
  /** Whether a text was compiled from a Bicep file of the same name. */
  isCompiled(text: string): boolean;
}

/** The templates of a language, with their parameter files. */
export function azureFamily(files: ProjectFiles, language: AzureLanguage): TemplateFamily {
  const cache: ReadFiles = { parameters: new Map(), declared: new Map() };
  return new TemplateFamily(files, {
    groupsOf: (seen) => new Grouping(language, seen, cache).read(),
    seenIn: (path, text) =>
      isParameterName(path)
        ? text
        : JSON.stringify([
            [...language.parametersOf(text)].sort(),
            language.isCompiled(text),
            looksLikeArmTemplate(text),
          ]),
  });
}

/** Files by path, as they were last read. */
interface ReadFiles {
  readonly parameters: Map<string, { readonly text: string; readonly file: ParameterFile | undefined }>;
  /** The parameters of templates. */
  readonly declared: Map<string, { readonly text: string; readonly names: ReadonlySet<string> }>;
}

/** Names of JSON files with parameters, in lowercase: `main.parameters.json`, `main.parameters.prod.json`, `prod.parameters.json`. */
const PARAMETERS = /(?:^|[.-])param(?:eter)?s?[.-](?:.*\.)?jsonc?$/;

function isParameterName(path: string): boolean {
  return /\.bicepparam$/i.test(path) || PARAMETERS.test(nameOf(path).toLowerCase());
}

class Grouping {
  private readonly language: AzureLanguage;
  private readonly files: TemplateFiles;
  private readonly cache: ReadFiles;
  private readonly seen = new Set<string>();
  private readonly used = new Set<string>();
  private readonly listed = new Map<string, ReadonlySet<string>>();
  private readonly folders = new Map<string, readonly string[]>();
  private readonly open: ReadonlySet<string>;
  private readonly openIn = new Map<string, string[]>();

  constructor(language: AzureLanguage, files: TemplateFiles, cache: ReadFiles) {
    this.language = language;
    this.files = files;
    this.cache = cache;
    this.open = new Set(files.paths);
    for (const path of files.paths) {
      const known = this.openIn.get(folderOf(path));
      if (known === undefined) this.openIn.set(folderOf(path), [path]);
      else known.push(path);
    }
  }

  read(): TemplateGroups {
    const { paths } = this.files;
    const groups = paths.filter((path) => !this.isParameterFile(path)).flatMap((path) => this.groupsOf(path));
    const shown = new Set(groups.flatMap(({ members }) => members.map(({ path }) => path)));
    for (const path of paths)
      if (!shown.has(path)) groups.push({ key: path, run: undefined, members: [parameters(path)] });
    const { parameters: known, declared } = this.cache;
    for (const path of known.keys()) if (!this.seen.has(path)) known.delete(path);
    for (const path of declared.keys()) if (!shown.has(path)) declared.delete(path);
    return { groups, files: this.used, listed: this.listed };
  }

  private groupsOf(path: string): readonly TemplateGroup[] {
    const source = this.sourceOf(path);
    if (source !== undefined) return [{ key: path, run: undefined, members: [this.compiled(path, source)] }];
    const all = this.parameterFilesOf(path);
    const found = all.slice(0, MAX_PARAMETER_FILES);
    if (found.length === 0)
      return [{ key: path, run: undefined, members: [this.template(path, NO_VALUES, 0)] }];
    const left = all.length - found.length;
    return found.map(([file, { given }]) => ({
      key: `${path}\0${file}`,
      run: found.length === 1 ? undefined : { label: nameOf(file), of: path },
      members: [
        this.template(path, given, left),
        // An open parameter file is also a document.
        ...(this.open.has(file) ? [parameters(file)] : []),
      ],
    }));
  }

  private template(path: string, given: GivenValues, left: number): TemplateMember {
    const { language } = this;
    const context = { path, given, zone: this.files.zoneNameFor(path) };
    return {
      path,
      givesValues: false,
      context: JSON.stringify([textOfGiven(given), context.zone, left]),
      commentSign: language.commentSign,
      read: (text) =>
        left === 0 ? language.read(text, context) : withUnread(language.read(text, context), left),
    };
  }

  /** A template that is generated from another file has the same records. */
  private compiled(path: string, source: string): TemplateMember {
    const message = `mailtxt reads "${shorten(printable(nameOf(source)))}" instead of this file, which was generated from it.`;
    const problem = {
      message,
      range: rangeOf(0, 1),
      unread: { kind: 'duplicate-zone', subject: nameOf(source) },
    } as const;
    return {
      path,
      givesValues: false,
      context: message,
      commentSign: this.language.commentSign,
      read: () => ({ sets: [], problems: [problem], hasTemplates: true, literalAt: () => undefined }),
    };
  }

  private sourceOf(path: string): string | undefined {
    const source = path.replace(/\.json$/i, '.bicep');
    if (source === path || !this.inFolder(path).includes(source)) return undefined;
    return this.language.isCompiled(this.files.read(path) ?? '') ? source : undefined;
  }

  private inFolder(path: string): readonly string[] {
    const folder = folderOf(path);
    let found = this.folders.get(folder);
    if (found === undefined) {
      const open = this.openIn.get(folder) ?? [];
      this.folders.set(folder, (found = [...new Set([...this.files.list(folder), ...open])].sort()));
      this.listed.set(folder, new Set(['*.bicepparam', '*.bicep', '*.json']));
    }
    return found;
  }

  private parameterFilesOf(path: string): readonly (readonly [string, ParameterFile])[] {
    return this.inFolder(path).flatMap((file) => {
      const read = this.parametersIn(file);
      if (read === undefined) return [];
      const isFor =
        read.using === undefined ? this.isNamedFor(file, path) : pathBeside(file, read.using) === path;
      if (!isFor) return [];
      const declared = this.declaredIn(path);
      for (const name of read.given.values.keys()) if (!declared.has(name)) return [];
      return [[file, read] as const];
    });
  }

  private declaredIn(path: string): ReadonlySet<string> {
    const text = this.files.read(path) ?? '';
    const known = this.cache.declared.get(path);
    if (known?.text === text) return known.names;
    const names = this.language.parametersOf(text);
    this.cache.declared.set(path, { text, names });
    return names;
  }

  /** A JSON file belongs to the template whose name it begins with, or to the only one in the folder. */
  private isNamedFor(file: string, path: string): boolean {
    if (/\.bicepparam$/i.test(file)) return false;
    const bases = this.inFolder(path)
      .filter((one) => this.isTemplate(one))
      .map(baseOf);
    const own = bases.filter((base) => file.startsWith(`${base}.`)).sort((a, b) => b.length - a.length)[0];
    return own === undefined ? new Set(bases).size === 1 : own === baseOf(path);
  }

  private isTemplate(path: string): boolean {
    if (/\.bicep$/i.test(path) || this.open.has(path)) return !this.isParameterFile(path);
    return /\.jsonc?$/i.test(path) && looksLikeArmTemplate(this.files.read(path) ?? '');
  }

  private isParameterFile(path: string): boolean {
    return this.parametersIn(path) !== undefined;
  }

  private parametersIn(file: string): ParameterFile | undefined {
    if (!isParameterName(file)) return undefined;
    const text = this.files.read(file);
    if (text === undefined) return undefined;
    const known = this.cache.parameters.get(file);
    const read = known?.text === text ? known.file : readParameterFile(file, text);
    this.cache.parameters.set(file, { text, file: read });
    this.seen.add(file);
    if (read !== undefined) this.used.add(file);
    return read;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function baseOf(path: string): string {
  return path.replace(/\.(?:bicep|jsonc?|template)$/i, '');
}

function withUnread(reading: SetReading, left: number): SetReading {
  const message = `Only the first ${MAX_PARAMETER_FILES} parameter files are read, and ${left} more are not.`;
  const problem = { message, range: rangeOf(0, 1), unread: { kind: 'limit' } } as const;
  return { ...reading, problems: [...(reading.problems ?? []), problem] };
}

/** A parameter file has no records itself. */
function parameters(path: string): TemplateMember {
  return {
    path,
    givesValues: true,
    context: '',
    commentSign: /\.bicepparam$/i.test(path) ? '//' : undefined,
    read: () => ({ sets: [], hasTemplates: true, literalAt: () => undefined }),
  };
}
