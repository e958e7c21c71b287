import type { MessageFromPage, MessageToPage } from '../src/report-page.ts';
import { button, element, PageRenderer } from './render.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: MessageFromPage): void;
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const send = (message: MessageFromPage): void => vscode.postMessage(message);
const report = document.querySelector('main');
const status = document.querySelector('[role=status]');

window.addEventListener('message', ({ data }: MessageEvent<MessageToPage>) => {
  if (data.kind === 'show') show(data);
  else say(data.text);
});
send({ kind: 'ready' });

function show({ title, blocks, texts, state }: Extract<MessageToPage, { kind: 'show' }>): void {
  if (report === null) return;
  const isUpdate = report.childElementCount > 0;
  const hadFocus = report.contains(document.activeElement);
  const heading = element('h1', '', [title]);
  heading.tabIndex = -1;
  const tools = element('div', 'tools', [
    button(texts.copy, () => send({ kind: 'copy' }), 'button secondary'),
    button(texts.print, print, 'button secondary'),
  ]);
  report.replaceChildren(heading, tools, ...new PageRenderer(send, texts).blocks(blocks));
  vscode.setState(state);
  if (hadFocus) heading.focus();
  say(isUpdate ? texts.updated : '');
}

/** Shows a message, which screen readers announce. */
function say(text: string): void {
  if (status !== null) status.textContent = text;
}

function print(): void {
  if (report !== null) send({ kind: 'print', html: report.outerHTML });
}
