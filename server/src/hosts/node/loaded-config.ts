import { join, resolve } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { Config, DnsSettings } from '../../analysis/input/config.ts';
import type { RuleSetting } from '../../analysis/input/settings.ts';
import type { DomainName } from '../../dns/names.ts';
import type { RunOptions } from '../../records/document-family.ts';
import { declaredSenders } from '../../senders/declared.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import { isIgnored, withPatterns } from './ignore-files.ts';
import type { IgnoreStack } from './ignore-files.ts';
import { isInside, toDocumentPath } from './paths.ts';

/** One settings file, or a preset. */
export interface ConfigLayer {
  /** `undefined`: a preset. */
  readonly path: DocumentPath | undefined;
  readonly preset?: string;
  /** Names and patterns in it count from here. */
  readonly folder: DocumentPath;
  readonly config: Config;
}

interface OwnLayer extends ConfigLayer {
  readonly path: DocumentPath;
}

/** Patterns of files, and the folder that they count from. */
export interface FolderPatterns {
  readonly folder: DocumentPath;
  readonly patterns: readonly string[];
}

/** The folder in which reports and bounces are looked for that settings in a folder name. */
export type EvidenceFolderOf = (folder: DocumentPath) => DocumentPath;

/** What holds where a settings file is the nearest one: what it says, and then what the files say that it extends. */
export class LoadedConfig {
  /** The nearest settings file. */
  readonly path: DocumentPath;
  readonly folder: DocumentPath;
  /** The file itself first; an earlier one overrides a later one. */
  readonly layers: readonly ConfigLayer[];
  private readonly own: OwnLayer;
  private readonly evidenceFolderOf: EvidenceFolderOf;
  /** What sets something for rules, and for which files; a later one overrides an earlier one. */
  private readonly ruleSettings: readonly FileSettings[];
  private readonly settingsForAll: FileSettings | undefined;
  /** By the path of a file, where some are for some files only. */
  private readonly settingsFor = new Map<DocumentPath, FileSettings>();

  constructor(
    own: OwnLayer,
    extended: readonly ConfigLayer[] = [],
    evidenceFolderOf: EvidenceFolderOf = (folder) => folder,
  ) {
    this.own = own;
    this.evidenceFolderOf = evidenceFolderOf;
    this.path = own.path;
    this.folder = own.folder;
    this.layers = [own, ...extended];
    this.ruleSettings = [...this.layers].reverse().flatMap(({ config, folder }) => [
      config,
      ...config.overrides.map((override) => ({
        ...override,
        files: withPatterns([], folder, override.files),
      })),
    ]);
    const isForAll = this.ruleSettings.every(({ files }) => files === undefined);
    this.settingsForAll = isForAll ? combine(this.ruleSettings) : undefined;
  }

  /** A user's settings without what only a project can say. */
  forAnyProject(): LoadedConfig {
    const withoutFiles = ({ config }: ConfigLayer): { config: Config } => ({
      config: { ...config, origins: new Map(), reports: [], bounces: [], ignore: [] },
    });
    const [, ...extended] = this.layers;
    return new LoadedConfig(
      { ...this.own, ...withoutFiles(this.own) },
      extended.map((layer) => ({ ...layer, ...withoutFiles(layer) })),
    );
  }

  /** The same, with reports and bounces of other folders. */
  withEvidenceIn(evidenceFolderOf: EvidenceFolderOf): LoadedConfig {
    return new LoadedConfig(this.own, this.layers.slice(1), evidenceFolderOf);
  }

  /** Where its own reports and bounces are. */
  get evidenceFolder(): DocumentPath {
    return this.evidenceFolderOf(this.folder);
  }

  /** `undefined`: not set. */
  severityOf(rule: string, path: DocumentPath): RuleSetting | undefined {
    return this.settingsOf(path).rules.get(rule);
  }

  /** Whether preview rules are on for a file; `undefined`: not set. */
  isPreviewOn(path: DocumentPath): boolean | undefined {
    return this.settingsOf(path).preview;
  }

  /** What is set for the rules of a file, by their id. */
  rulesFor(path: DocumentPath): ReadonlyMap<string, RuleSetting> {
    return this.settingsOf(path).rules;
  }

  private settingsOf(path: DocumentPath): FileSettings {
    let settings = this.settingsForAll ?? this.settingsFor.get(path);
    if (settings === undefined) {
      settings = combine(
        this.ruleSettings.filter(({ files }) => files === undefined || isNamed(path, files)),
      );
      this.settingsFor.set(path, settings);
    }
    return settings;
  }

  get dns(): Partial<DnsSettings> {
    return this.layers.reduceRight<Partial<DnsSettings>>(
      (dns, { config }) => ({ ...dns, ...config.dns }),
      {},
    );
  }

  /** The folder that the name of a file of DNS answers counts from. */
  get dnsFolder(): DocumentPath {
    return this.layers.find(({ config }) => config.dns.mode !== undefined)?.folder ?? this.folder;
  }

  /** What Terraform modules are run with. */
  get terraform(): RunOptions {
    const inOrder = this.layers.map(({ config, folder }) => ({
      workspace: config.terraform.workspace,
      valueFiles: config.terraform.varFiles?.map((file) => toDocumentPath(resolve(folder, file))),
    }));
    return {
      valueFiles: inOrder.find(({ valueFiles }) => valueFiles !== undefined)?.valueFiles,
      workspace: inOrder.find(({ workspace }) => workspace !== undefined)?.workspace,
    };
  }

  /** The zone of a file. */
  originOf(path: DocumentPath): DomainName | undefined {
    for (const { config, folder } of this.layers) {
      for (const [file, origin] of config.origins) {
        if (toDocumentPath(join(folder, file)) === path) return origin;
      }
    }
    return undefined;
  }

  /** The zone of the first of these keys that are not files: addresses of Terraform's resources, and ids of zones. */
  originByKey(keys: readonly string[]): DomainName | undefined {
    for (const { config } of this.layers) {
      const key = keys.find((one) => config.origins.has(one));
      if (key !== undefined) return config.origins.get(key);
    }
    return undefined;
  }

  /** Those of a domain are declared in the first file that has the domain. */
  get senders(): readonly KnownSender[] {
    const declared = new Set<DomainName>();
    return this.layers.flatMap(({ config, path }) => {
      const senders = new Map([...config.senders].filter(([domain]) => !declared.has(domain)));
      for (const domain of senders.keys()) declared.add(domain);
      return path === undefined ? [] : declaredSenders(senders, path);
    });
  }

  /** Of all files. */
  patternsOf(key: 'reports' | 'bounces' | 'ignore'): readonly FolderPatterns[] {
    const byFolder = new Map<DocumentPath, readonly string[]>();
    for (const { config, folder } of this.layers) {
      if (config[key].length > 0) byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...config[key]]);
    }
    return [...byFolder].map(([folder, patterns]) => ({ folder: this.evidenceFolderOf(folder), patterns }));
  }

  /** What a search of a folder leaves out. */
  ignoredIn(folder: DocumentPath): IgnoreStack {
    return [...this.layers]
      .reverse()
      .filter((layer) => layer.config.ignore.length > 0 && isInside(folder, layer.folder))
      .reduce<IgnoreStack>((stack, layer) => withPatterns(stack, layer.folder, layer.config.ignore), []);
  }
}

interface FileSettings {
  /** `undefined`: it is for all. */
  readonly files?: IgnoreStack;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly preview: boolean | undefined;
}

function combine(settings: readonly FileSettings[]): FileSettings {
  return {
    rules: new Map(settings.flatMap(({ rules }) => [...rules])),
    preview: settings.findLast(({ preview }) => preview !== undefined)?.preview,
  };
}

function isNamed(path: DocumentPath, files: IgnoreStack): boolean {
  return (
    files.every(({ folder }) => path !== folder && isInside(path, folder)) && isIgnored(files, path, false)
  );
}
