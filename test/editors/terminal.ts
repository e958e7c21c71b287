import { spawnSync } from 'node:child_process';
import type { EditorProject } from './editor-program.ts';

/** A program in a terminal of its own, which a test types into and reads from. It needs tmux. */
export class Terminal {
  private readonly project: EditorProject;
  private readonly socket: string;

  constructor(project: EditorProject, command: string) {
    this.project = project;
    this.socket = `${project.home}/tmux`;
    this.tmux('-f', '/dev/null', 'new-session', '-d', '-x', '180', '-y', '50', command);
  }

  /** As tmux names keys: `Enter`, `Escape`, `C-x`; everything else is text. */
  press(...keys: readonly string[]): void {
    this.tmux('send-keys', ...keys);
  }

  screen(): string {
    return this.tmux('capture-pane', '-p');
  }

  /** Waits until the screen, or `text`, shows it. */
  async until(what: RegExp, text: () => string = () => this.screen()): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (what.test(text())) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain for ${String(what)}:\n${this.screen()}`);
  }

  end(): void {
    spawnSync('tmux', ['-S', this.socket, 'kill-server']);
  }

  private tmux(...args: readonly string[]): string {
    const { stdout, stderr, status } = spawnSync('tmux', ['-S', this.socket, ...args], {
      cwd: this.project.folder,
      env: this.project.env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}
