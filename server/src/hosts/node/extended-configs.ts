import { dirname, join, resolve } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { completeConfig } from '../../analysis/input/config.ts';
import type { Config, ExtendedConfig, parseConfig } from '../../analysis/input/config.ts';
import type { ConfigProblem } from '../../analysis/input/config-reader.ts';
import { presetOf, PRESETS } from '../../analysis/input/presets.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { PlainText } from '../../text/plain-text.ts';
import type { ConfigLayer } from './loaded-config.ts';
import { foldersUpTo, realPathOf, toDocumentPath } from './paths.ts';
import type { ReadResult } from './text-file.ts';

/** Settings files that one file extends, directly or indirectly. More than the chain of teams in a company. */
export const MAX_EXTENDED_CONFIGS = 50;

export interface ExtendedConfigs {
  /** An earlier layer overrides a later one. */
  readonly layers: readonly ConfigLayer[];
  /** The problems, with ranges of names under `extends` in the requested file. */
  readonly problems: readonly ConfigProblem[];
  /** The files that were looked up. A change of any of them changes the settings. */
  readonly files: readonly DocumentPath[];
}

export interface ConfigSource {
  readonly read: (path: string) => ReadResult;
  readonly parse: typeof parseConfig;
}

/**
 * The settings that a settings file extends. A problem in one of them is reported where it is extended: with its position, but
 * without its text, because a name can point outside the project.
 */
export function extendedConfigs(
  own: { readonly path: DocumentPath; readonly folder: DocumentPath; readonly config: Config },
  source: ConfigSource,
): ExtendedConfigs {
  const reading = new Reading(source);
  const problems: ConfigProblem[] = [];
  const extender = { chain: [realPath(own.path)], from: dirname(own.path), folder: own.folder };
  const layers = reading.layersOf(own.config.extends, extender, (problem) => {
    problems.push(problem);
  });
  return { layers, problems, files: [...reading.files] };
}

/** Matches paths of streams, which may never end. The standard input of a language server is needed for its messages. */
const SYSTEM_FILE = /^\/(?:dev|proc|sys)\//;

interface Extender {
  /** The real paths of the extending files, the direct extender last. Through links, a file can have endlessly many paths. */
  readonly chain: readonly DocumentPath[];
  /** Files and packages are looked up from this folder. */
  readonly from: string;
  /** Paths in its settings are relative to this folder. */
  readonly folder: DocumentPath;
}

type Report = (problem: ConfigProblem) => void;

function realPath(path: string): DocumentPath {
  return toDocumentPath(realPathOf(path) ?? path);
}

class Reading {
  readonly files = new Set<DocumentPath>();
  private readonly source: ConfigSource;
  private count = 0;

  constructor(source: ConfigSource) {
    this.source = source;
  }

  layersOf(names: readonly ExtendedConfig[], extender: Extender, report: Report): readonly ConfigLayer[] {
    // The last name overrides those before it.
    return [...names].reverse().flatMap((extended) => {
      const fail = (message: string): void => {
        report({ range: extended.range, message });
      };
      return this.layersNamed(extended.name, extender, fail);
    });
  }

  private layersNamed(
    name: string,
    extender: Extender,
    fail: (message: string) => void,
  ): readonly ConfigLayer[] {
    const preset = presetOf(name);
    if (preset !== undefined)
      return [{ path: undefined, preset: name, folder: extender.folder, config: completeConfig(preset) }];
    const found = this.fileOf(name, extender);
    if ('fault' in found) {
      fail(`"${name}" ${found.fault}`);
      return [];
    }
    const path = toDocumentPath(found.path);
    const real = realPath(path);
    if (extender.chain.includes(real)) {
      fail(
        `"${name}" is a circular reference to ${real === extender.chain.at(-1) ? 'this file' : `"${real}"`}`,
      );
      return [];
    }
    if (++this.count > MAX_EXTENDED_CONFIGS) {
      if (this.count === MAX_EXTENDED_CONFIGS + 1)
        fail(`"${name}" was not read: there are more than ${MAX_EXTENDED_CONFIGS} extended files`);
      return [];
    }
    this.files.add(path);
    const file = this.source.read(path);
    if (file.kind === 'unreadable') {
      fail(`"${name}" ${file.reason}`);
      return [];
    }
    const { config, problems } = this.source.parse(file.text);
    const lines = new PlainText(file.text);
    for (const { range, message } of problems)
      fail(`in "${name}", line ${lines.offsetToPosition(range.start).line + 1}: ${message}`);
    // The files of a package do not belong to the project: its patterns apply to the project that extends it.
    const folder = found.isPackage ? extender.folder : toDocumentPath(dirname(path));
    const inner = { chain: [...extender.chain, real], from: dirname(path), folder };
    const bases = this.layersOf(config.extends, inner, ({ message }) => {
      fail(`in "${name}": ${message}`);
    });
    return [{ path, folder, config }, ...bases];
  }

  private fileOf(
    name: string,
    { from }: Extender,
  ): { readonly path: string; readonly isPackage: boolean } | { readonly fault: string } {
    const isFile = /^(?:\.{0,2}|[a-z]:)[\\/]/i.test(name);
    const path = isFile ? undefined : this.packageFile(name, from);
    if (path !== undefined) return typeof path === 'string' ? { path, isPackage: true } : path;
    if (isFile || /\.jsonc?$/i.test(name)) {
      const file = resolve(from, name);
      return SYSTEM_FILE.test(file) ? { fault: 'is not a settings file' } : { path: file, isPackage: false };
    }
    const near = nearestName(name, PRESETS);
    return {
      fault:
        near === undefined
          ? 'is not a preset, and no package with this name is installed; the path of a file must begin with "./" or "../"'
          : `is not a preset; did you mean "${near}"?`,
    };
  }

  /** `@scope/name`, `name`, or either of them with a file: `name/strict.json`. No code of the package is run. */
  private packageFile(name: string, from: string): string | { readonly fault: string } | undefined {
    const parts = name.split('/');
    const length = name.startsWith('@') ? 2 : 1;
    if (parts.length < length || parts.some((part) => part === '' || part === '..')) return undefined;
    for (const folder of foldersUpTo(from)) {
      const top = join(folder, 'node_modules', ...parts.slice(0, length));
      const manifestPath = join(top, 'package.json');
      const manifest = this.source.read(manifestPath);
      if (manifest.kind === 'unreadable') continue;
      this.files.add(toDocumentPath(manifestPath));
      const inner = parts.slice(length).join('/') || exportedBy(manifest.text);
      if (inner === undefined)
        return { fault: 'does not export settings: its package.json has no "mailtxt" key with a file name' };
      const path = resolve(top, inner.endsWith('.json') ? inner : `${inner}.json`);
      return path.startsWith(join(top, '/')) ? path : { fault: 'exports a file outside the package' };
    }
    return undefined;
  }
}

/** The file that `"mailtxt"` names, or `"main"` if that is a settings file. */
function exportedBy(manifest: string): string | undefined {
  try {
    const { mailtxt, main } = JSON.parse(manifest) as Readonly<Record<string, unknown>>;
    if (typeof mailtxt === 'string' && mailtxt !== '') return mailtxt;
    return typeof main === 'string' && main.endsWith('.json') ? main : undefined;
  } catch {
    return undefined;
  }
}
