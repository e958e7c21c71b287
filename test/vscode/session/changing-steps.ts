import * as vscode from 'vscode';
import { wordAt } from './asking-steps.ts';
import type { Session, Step } from './steps.ts';
import { nameOf } from './typing-steps.ts';

/** Settings and what the user may set them to; `undefined` is the default. */
const SETTINGS: Readonly<Record<string, readonly unknown[]>> = {
  'diagnostics.scope': ['openFiles', undefined],
  rules: [{ 'spf-all-pass': 'off', 'dmarc-missing': 'error' }, undefined],
  preview: [true, undefined],
  maxFindings: [3, undefined],
  'spf.codeLens': [false, undefined],
  'spf.inlayHints': [true, false, undefined],
  'spf.hoverTree': [false, undefined],
  'terraform.workspace': ['prod', undefined],
};

/** New names: of hosts as they should be, one that is taken, and some that no name can be. */
const NEW_NAMES = [
  'mx9',
  'relay',
  'mail',
  'a-b',
  '_spf2',
  'shop',
  'news',
  'gateway',
  'printer',
  '',
  'a b',
  'x'.repeat(64),
  '"',
  'é',
];

/** Labels of the examples that can be renamed. */
const HOSTS = /\b(?:mail2?|mx[19]|ns[12]|relay|news|shop|office|www|_spf2?|gateway|printer)\b/g;

const rename = async ({ workbench, random, did, write }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const { document } = editor;
  const somewhere = await workbench.goSomewhere(editor);
  const hosts = [...document.getText().matchAll(HOSTS)];
  const at =
    hosts.length > 0 && random.chance(0.8) ? document.positionAt(random.pick(hosts).index + 1) : somewhere;
  const name = random.pick(NEW_NAMES);
  write(
    `${nameOf(document)}:${at.line + 1}:${at.character + 1} ${wordAt(document, at) ?? ''} → ${JSON.stringify(name)}`,
  );
  did('renames asked for');
  const edit = await vscode.commands
    .executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, at, name)
    .then(undefined, (error: unknown) => {
      // A name that cannot be renamed, or not so, is refused in a sentence. Anything else is a fault.
      const reason = error instanceof Error ? error.message : String(error);
      if (!/^[A-Z"].*\.$/s.test(reason) || /internal|TypeError|RangeError/i.test(reason)) throw error;
      write(`refused: ${reason}`);
      did('renames refused');
      return undefined;
    });
  if (edit === undefined || edit.size === 0) return;
  if (!(await workbench.answering(vscode.workspace.applyEdit(edit))))
    throw new Error('A rename could not be applied.');
  did(`renames applied`);
  if (random.chance(0.5)) await workbench.command('undo');
};

const renameFile = async ({ workbench, random, did, write }: Session): Promise<void> => {
  const uri = random.pick(await workbench.files());
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const target = vscode.Uri.joinPath(uri, '..', random.chance(0.5) ? `moved-${name}` : `${name}.bak`);
  write(`${name} → ${target.path}`);
  if (random.chance(0.3)) {
    // As another program does it.
    await vscode.workspace.fs.rename(uri, target, { overwrite: true });
  } else {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, target, { overwrite: true });
    await workbench.answering(vscode.workspace.applyEdit(edit));
  }
  did('files renamed');
};

const deleteFile = async ({ workbench, random, did, write }: Session): Promise<void> => {
  const files = await workbench.files();
  if (files.length < 5) return;
  const uri = random.pick(files);
  write(uri.path);
  await vscode.workspace.fs.delete(uri);
  did('files deleted');
};

const addFile = async ({ workbench, random, did }: Session): Promise<void> => {
  const files = await workbench.files();
  const from = random.pick(files);
  const text = await vscode.workspace.fs.readFile(from);
  const to = vscode.Uri.joinPath(workbench.folder, 'zones', `added-${random.below(9)}.zone`);
  await vscode.workspace.fs.writeFile(to, text);
  did('files added');
};

const checkOut = async ({ branches, workbench, random, did, write }: Session): Promise<void> => {
  write(await branches.checkOut(random.chance(0.8) ? 'other' : 'same'));
  // Sometimes the user goes on before the editor has seen it.
  if (random.chance(0.5)) await workbench.pause(random.below(1500));
  did('branches checked out');
};

const save = async ({ workbench, random, did }: Session): Promise<void> => {
  const { document } = await workbench.editor();
  if (random.chance(0.3)) {
    await workbench.answering(vscode.workspace.saveAll(false));
    did('all saved');
  } else if (await workbench.answering(document.save())) did('saved');
  else {
    // The file is another one on the disk by now.
    await workbench.command('workbench.action.files.revert');
    did('reverted');
  }
};

const close = async ({ workbench, random, did }: Session): Promise<void> => {
  await workbench.editor();
  if (random.chance(0.5)) await workbench.command('workbench.action.files.revert');
  await workbench.command(
    random.chance(0.15) ? 'workbench.action.closeAllEditors' : 'workbench.action.closeActiveEditor',
  );
  did('closed');
};

const set = async ({ random, did, write }: Session): Promise<void> => {
  const name = random.pick(Object.keys(SETTINGS));
  const values = SETTINGS[name] ?? [];
  const value = values[random.below(values.length)];
  write(`${name}: ${JSON.stringify(value)}`);
  await vscode.workspace.getConfiguration('mailtxt').update(name, value, vscode.ConfigurationTarget.Global);
  did('settings changed');
};

export const changingSteps: readonly Step[] = [
  {
    name: 'open',
    weight: 10,
    run: async ({ workbench, did, write }) => {
      const { document } = await workbench.open();
      write(nameOf(document));
      did('opened');
    },
  },
  { name: 'close', weight: 3, run: close },
  { name: 'save', weight: 4, run: save },
  { name: 'rename', weight: 6, run: rename },
  { name: 'rename-file', weight: 1, run: renameFile },
  { name: 'delete-file', weight: 1, run: deleteFile },
  { name: 'add-file', weight: 1, run: addFile },
  { name: 'check-out', weight: 3, run: checkOut },
  { name: 'set', weight: 2, run: set },
];
