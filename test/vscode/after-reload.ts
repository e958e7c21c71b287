import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { pageOf } from './host.ts';
import { TITLE } from './reload.ts';

describe('a page that was open before the window was reloaded', () => {
  it('is shown again, from its request', async () => {
    const shown = await pageOf(TITLE);
    assert.match(shown ?? '', /example\.edu\.zone:12:1: _dmarc\.example\.edu TXT/);
  });

  it('is the page that shows the next report of its kind', async () => {
    await vscode.commands.executeCommand('mailtxt.explain', '550 5.7.23 SPF validation failed');
    let shown = '';
    for (let i = 0; i < 50 && !shown.includes('5.7.23'); i++) shown = (await pageOf(TITLE)) ?? '';
    assert.match(shown, /5\.7\.23/);
    const pages = vscode.window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.filter(({ label }) => label === TITLE),
    );
    assert.equal(pages.length, 1);
  });
});
