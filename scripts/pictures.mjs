// Takes the pictures in docs/pictures/ in a real VS Code: `npm run pictures`. They only change if what they show
// changes, except for the random MTA-STS id in "records".
import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { build } from './build.mjs';
import { installOnce, run } from './editor-host/packages.mjs';
import { root } from './lib/project.mjs';

const scratch = join(root, '.vscode-test');
const target = join(root, 'docs/pictures');

/** Makes pictures of an editor a third as large. It is only needed here. */
const optimizer = 'sharp@0.34.5';

/** The pictures have few colors, so the loss of this compression is not visible. */
const fewColors = { palette: true, colours: 128 };
/** A fifth smaller than PNG, with the same pixels. */
const webp = { lossless: true, effort: 6 };

/** Heights in pixels of the pictures whose lower part is empty. */
const heights = {
  bounce: 620,
  report: 620,
  fault: 360,
  fix: 400,
  terraform: 400,
  lookups: 420,
  senders: 420,
  suggestions: 450,
  records: 340,
};

const temporary = await mkdtemp(join(tmpdir(), 'mailtxt-pictures-'));
try {
  await build();
  const raw = join(temporary, 'raw');
  await takePictures(raw);
  await optimize(raw);
} finally {
  await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}

async function takePictures(raw) {
  const scenes = join(temporary, 'scenes');
  await esbuild.build({
    entryPoints: { index: join(root, 'scripts/pictures/scenes.ts') },
    outdir: scenes,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    define: { PICTURES: JSON.stringify(raw) },
    logLevel: 'warning',
  });
  const workspace = join(temporary, 'dns');
  await cp(join(root, 'scripts/pictures/workspace'), workspace, { recursive: true });
  await mkdir(raw, { recursive: true });
  await run(process.execPath, [
    join(root, 'scripts/editor-host/launch.mjs'),
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${join(scenes, 'index.js')}`,
    `--pictures=${raw}`,
    '--size=1200x640',
    workspace,
  ]);
}

async function optimize(raw) {
  const folder = join(scratch, 'sharp');
  await installOnce(
    folder,
    [optimizer],
    () => Promise.resolve(),
    () => console.log('Downloading sharp from npm (20 MB, once, into .vscode-test/sharp).'),
  );
  const sharp = createRequire(join(folder, 'package.json'))('sharp');
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const name of (await readdir(raw)).sort()) {
    const taken = name.replace(/\.png$/, '.webp');
    const file = join(target, taken);
    const [scene] = name.split('-');
    const picture = sharp(join(raw, name));
    const { width, height } = await picture.metadata();
    const reduced = await picture
      .extract({ left: 0, top: 0, width, height: heights[scene] ?? height })
      .png(fewColors)
      .toBuffer();
    await sharp(reduced).webp(webp).toFile(file);
    console.log(`docs/pictures/${taken}  ${Math.round((await stat(file)).size / 1000)} kB`);
  }
}
