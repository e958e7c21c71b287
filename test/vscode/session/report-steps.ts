import * as vscode from 'vscode';
import type { Step } from './steps.ts';

const BOUNCES = [
  '550 5.7.23 198.51.100.77 is not allowed to send mail from example.org: SPF fail',
  "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy",
  'Not a bounce.',
];

const MAILS: readonly object[] = [
  { ip: '192.0.2.25', from: 'a@example.com' },
  { ip: '2001:db8::25', from: '', helo: 'mail.example.com', headerFrom: 'example.com' },
  { ip: 'not an address', from: 'a@b' },
  { ip: '198.51.100.1', from: 'a@example.net', dkim: ['example.net:s1'] },
];

export const reportSteps: readonly Step[] = [
  {
    name: 'explain',
    weight: 1,
    run: async ({ workbench, random, did }) => {
      await workbench.command('mailtxt.explain', random.pick(BOUNCES));
      did('bounces explained');
    },
  },
  {
    name: 'simulate',
    weight: 1,
    run: async ({ workbench, random, did }) => {
      await workbench.command('mailtxt.simulate', random.pick(MAILS));
      did('mails simulated');
    },
  },
  {
    name: 'senders',
    weight: 1,
    run: async ({ workbench, random, did }) => {
      await workbench.command(
        random.pick(['mailtxt.showSenders', 'mailtxt.senders.focus', 'mailtxt.declareSenders']),
      );
      did('senders shown');
    },
  },
  {
    name: 'policy',
    weight: 1,
    run: async ({ workbench, did }) => {
      await workbench.editor();
      await workbench.command('mailtxt.previewPolicy');
      did('policies previewed');
    },
  },
  {
    name: 'lookups',
    weight: 1,
    run: async ({ workbench, did }) => {
      const editor = await workbench.editor();
      await workbench.goSomewhere(editor);
      await workbench.command('mailtxt.showSpfLookups');
      did('lookups shown');
    },
  },
  {
    name: 'add-records',
    weight: 1,
    run: async ({ workbench, random, did }) => {
      await workbench.editor();
      const domain = random.pick(['example.com', 'park.example.net', 'example.edu', 'nowhere.example']);
      await workbench.command('mailtxt.addRecords', { kind: 'parked', domain, reportAddress: '' });
      did('records added');
    },
  },
  {
    name: 'rule-page',
    weight: 1,
    run: async ({ workbench, did }) => {
      await workbench.command('mailtxt.showRule', 'spf-all-pass');
      did('pages of rules opened');
    },
  },
  {
    name: 'close-pages',
    weight: 1,
    run: async ({ workbench, did }) => {
      const pages = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.filter(({ input }) => !(input instanceof vscode.TabInputText)),
      );
      await workbench.answering(vscode.window.tabGroups.close(pages));
      did('pages closed', pages.length);
    },
  },
  {
    name: 'restart',
    weight: 1,
    run: async ({ workbench, random, serverStops, did }) => {
      if (random.chance(0.8)) return;
      serverStops();
      await workbench.command('mailtxt.restart');
      did('server started anew');
    },
  },
];
