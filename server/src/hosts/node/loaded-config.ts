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
  /** Paths and patterns in it are relative to this folder. */
  readonly folder: DocumentPath;
  readonly config: Config;
}

interface OwnLayer extends ConfigLayer {
  readonly path: DocumentPath;
}

/** Patterns of files, and the folder that they are relative to. */
export interface FolderPatterns {
  readonly folder: DocumentPath;
  readonly patterns: readonly string[];
}

/** Maps the folder of settings to the folder of the reports and bounces that they name. */
export type EvidenceFolderOf = (folder: DocumentPath) => DocumentPath;

/** The settings of a settings file, combined with those of the files that it extends. */
export class LoadedConfig {
  /** The nearest settings file. */
  readonly path: DocumentPath;
  readonly folder: DocumentPath;
  /** The file itself first. An earlier layer overrides a later one. */
  readonly layers: readonly ConfigLayer[];
  private readonly own: OwnLayer;
  private readonly evidenceFolderOf: EvidenceFolderOf;
  /** The rule settings and their files. A later entry overrides an earlier one. */
  private readonly ruleSettings: readonly FileSettings[];
  private readonly settingsForAll: FileSettings | undefined;
  /** Cache by path, if some settings are only for some files. */
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

  /** A user's settings without those that only a project can have. */
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

  /** The same settings, with reports and bounces in other folders. */
  withEvidenceIn(evidenceFolderOf: EvidenceFolderOf): LoadedConfig {
    return new LoadedConfig(this.own, this.layers.slice(1), evidenceFolderOf);
  }

  /** The folder of its own reports and bounces. */
  get evidenceFolder(): DocumentPath {
    return this.evidenceFolderOf(this.folder);
  }

  /** `undefined`: not set. */
  severityOf(rule: string, path: DocumentPath): RuleSetting | undefined {
    return this.settingsOf(path).rules.get(rule);
  }

  /** Whether preview rules are on for a file. `undefined`: not set. */
  isPreviewOn(path: DocumentPath): boolean | undefined {
    return this.settingsOf(path).preview;
  }

  /** The rule settings for a file, by rule id. */
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

  /** The folder that the path of a file of DNS answers is relative to. */
  get dnsFolder(): DocumentPath {
    return this.layers.find(({ config }) => config.dns.mode !== undefined)?.folder ?? this.folder;
  }

  /** The variable files and the workspace for Terraform modules. */
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

  /** The zone of the first of these keys. The keys are not files, but addresses of Terraform resources, and ids of zones. */
  originByKey(keys: readonly string[]): DomainName | undefined {
    for (const { config } of this.layers) {
      const key = keys.find((one) => config.origins.has(one));
      if (key !== undefined) return config.origins.get(key);
    }
    return undefined;
  }

  /** The senders of a domain are those in the first file that declares the domain. */
  get senders(): readonly KnownSender[] {
    const declared = new Set<DomainName>();
    return this.layers.flatMap(({ config, path }) => {
      const senders = new Map([...config.senders].filter(([domain]) => !declared.has(domain)));
      for (const domain of senders.keys()) declared.add(domain);
      return path === undefined ? [] : declaredSenders(senders, path);
    });
  }

  /** The patterns of all layers. */
  patternsOf(key: 'reports' | 'bounces' | 'ignore'): readonly FolderPatterns[] {
    const byFolder = new Map<DocumentPath, readonly string[]>();
    for (const { config, folder } of this.layers) {
      if (config[key].length > 0) byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...config[key]]);
    }
    return [...byFolder].map(([folder, patterns]) => ({ folder: this.evidenceFolderOf(folder), patterns }));
  }

  /** The patterns that a search of a folder ignores. */
  ignoredIn(folder: DocumentPath): IgnoreStack {
    return [...this.layers]
      .reverse()
      .filter((layer) => layer.config.ignore.length > 0 && isInside(folder, layer.folder))
      .reduce<IgnoreStack>((stack, layer) => withPatterns(stack, layer.folder, layer.config.ignore), []);
  }
}

interface FileSettings {
  /** `undefined`: the settings are for all files. */
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
