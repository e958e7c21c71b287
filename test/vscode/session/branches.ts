import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const NAMES = ['main', 'moved'] as const;

/** The repository of the session, with two branches: the examples, and the same with other, fewer and more files. */
export class Branches {
  private readonly folder: string;
  private current = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  async create(): Promise<void> {
    await this.git('init', '-q', '-b', NAMES[0]);
    await this.commit('The examples');
    await this.git('checkout', '-q', '-b', NAMES[1]);
    await this.change('zones/example.com.zone', (text) =>
      text.replaceAll('mail2', 'relay').replace('-all', '?all'),
    );
    await this.change('zones/db.example.net', (text) => text.split('\n').reverse().join('\n'));
    await this.change('terraform/dns.tf', (text) =>
      text.replaceAll('example.edu', 'example.ac').replace('~all', '+all'),
    );
    await this.change(
      '.mailtxt.json',
      () => '{ "senders": { "example.com": [{ "host": "mail.example.com" }] } }\n',
    );
    await this.change(
      'zones/example.info.zone',
      () => '$ORIGIN example.info.\n@ 3600 IN TXT "v=spf1 include:_spf.example.com ~all"\n',
    );
    await rm(join(this.folder, 'zones/office.inc'));
    await this.commit('Move the mail');
    await this.git('checkout', '-q', NAMES[0]);
  }

  /** Checks the other branch out, or the same one again. What was saved and not committed is lost, as is every new file. */
  async checkOut(which: 'other' | 'same'): Promise<string> {
    if (which === 'other') this.current = 1 - this.current;
    const name = NAMES[this.current] ?? NAMES[0];
    await this.git('checkout', '-q', '-f', name);
    await this.git('clean', '-fdq');
    return name;
  }

  private async change(name: string, edit: (text: string) => string): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(path, edit(await readFile(path, 'utf8').catch(() => '')));
  }

  private async commit(message: string): Promise<void> {
    await this.git('add', '-A');
    await this.git(
      '-c',
      'user.name=A user',
      '-c',
      'user.email=user@example.com',
      'commit',
      '-q',
      '-m',
      message,
    );
  }

  private async git(...args: string[]): Promise<void> {
    await execute('git', args, { cwd: this.folder });
  }
}
