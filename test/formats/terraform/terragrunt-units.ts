import { Dependencies } from '../../../server/src/formats/terraform/evaluate/dependencies.ts';
import type { ModuleWorld } from '../../../server/src/formats/terraform/evaluate/module-instance.ts';
import { ModuleSource } from '../../../server/src/formats/terraform/evaluate/module-source.ts';
import type { FolderContent, SourceFile } from '../../../server/src/formats/terraform/evaluate/scope.ts';
import { knownText, toText } from '../../../server/src/formats/terraform/evaluate/value.ts';
import type { Value } from '../../../server/src/formats/terraform/evaluate/value.ts';
import { Work } from '../../../server/src/formats/terraform/evaluate/work.ts';
import { folderOf, pathIn } from '../../../server/src/text/paths.ts';
import { readFile } from '../../../server/src/formats/terraform/syntax/file.ts';
import { linksOfStack } from '../../../server/src/formats/terraform/terragrunt/links.ts';
import { rootStack } from '../../../server/src/formats/terraform/terragrunt/stack.ts';
import { createUnit } from '../../../server/src/formats/terraform/terragrunt/unit.ts';
import { registryModule } from '../../../server/src/formats/terraform/registry/registry.ts';
import { finish } from '../../../server/src/text/steps.ts';
import { foldersIn } from '../../harness/configuration.ts';
import type { Files } from './module.ts';

/** The variables of the module that the unit in a folder runs, one line each; and the reported problems. */
export function variablesOfUnit(
  files: Files,
  folder: string,
  /** The folder of the stack that makes it. */
  stack?: string,
): { readonly variables: Readonly<Record<string, string>>; readonly reported: readonly string[] } {
  const reported = new Set<string>();
  const dependencies: Dependencies = new Dependencies((steps) => {
    work.refund(steps);
  });
  const work = new Work({
    left: ({ anchor, range, message }) => {
      const text = (files[anchor.path] ?? '').slice(range.start + anchor.at, range.end + anchor.at);
      reported.add(`${anchor.path} ${text}: ${message}`);
    },
    charged: (steps) => {
      dependencies.charge(steps);
    },
  });
  const sources = new Map<string, SourceFile>(
    Object.entries(files).map(([path, text]) => [path, { path, text }]),
  );
  const modules = new Map<string, ModuleSource>();
  const world: ModuleWorld = {
    work,
    dependencies,
    given: () => undefined,
    workspace: undefined,
    planned: undefined,
    moduleAt: (from, source) => {
      const path = pathIn(from, source) ?? '';
      const here = Object.keys(files).filter(
        (file) => folderOf(file) === path && /\.tf(?:vars)?$/.test(file),
      );
      if (here.length === 0) return undefined;
      const known = modules.get(path) ?? moduleOf(path, here, files);
      modules.set(path, known);
      return known;
    },
    standInFor: registryModule,
    reliesOnFile: () => undefined,
    isTooLarge: () => false,
    isDocument: () => true,
    readFile: (from, name) => sources.get(pathIn(from, name) ?? ''),
    listFolder: (from, name) => contentOf(pathIn(from, name) ?? '', files),
    reliesOnFolder: () => undefined,
  };
  if (stack !== undefined) finish(rootStack(stack).start(world)());
  const links =
    stack === undefined
      ? undefined
      : linksOfStack({ read: (path) => sources.get(path), list: (path) => contentOf(path, files) }, stack);
  const unit = createUnit(world, { folder, stack: links });
  const made = finish(unit.module());
  const variables: Record<string, string> = {};
  for (const name of made?.module.source.variables.keys() ?? [])
    variables[name] = shown(finish(made?.module.variable(name) ?? never()), files);
  return { variables, reported: [...reported] };
}

function contentOf(path: string, files: Files): FolderContent | undefined {
  const here = Object.keys(files).filter((file) => folderOf(file) === path);
  const folders = foldersIn(Object.keys(files), path);
  return folders && { folders, files: here.map((file) => file.slice(path.length + 1)) };
}

function moduleOf(path: string, here: readonly string[], files: Files): ModuleSource {
  return new ModuleSource(
    path,
    here.map((file) => ({
      path: file,
      items: readFile(files[file] ?? '', 'native'),
      isJson: false,
      isVariables: file.endsWith('.tfvars'),
      isOverride: false,
    })),
  );
}

function* never(): Generator<undefined, Value, undefined> {
  return { kind: 'null' };
}

/** A value; for a string with a source, also the file. An unknown part is `…`. */
function shown(value: Value, files: Files): string {
  switch (value.kind) {
    case 'list':
      return `[${value.elements.map((element) => shown(element, files)).join(', ')}]`;
    case 'map':
      return `{${[...value.entries].map(([key, { value: inner }]) => `${key}: ${shown(inner, files)}`).join(', ')}}`;
    case 'null':
      return 'null';
    case 'unknown':
    case 'resource':
      return '…';
    default: {
      const from = new Set((toText(value)?.segments ?? []).map(({ literal }) => literal.anchor.path));
      const text = (toText(value)?.text ?? '').replace(/\ufffc/g, '…');
      return knownText(value) === undefined || from.size === 0 ? text : `${text} <${[...from].join(' ')}>`;
    }
  }
}
