import { posix } from 'node:path';

/**
 * Makes relative links point to the repository at this version.
 *
 * @param {string} markdown
 * @param {string} folder of the Markdown, from the project folder
 * @param {{ version: string, homepage: string }} manifest
 * @param {{ isInside?: (target: string) => boolean }} [options] `isInside`: whether the target is also packed, so that its link stays relative
 */
export function absoluteLinks(markdown, folder, { version, homepage }, { isInside = () => false } = {}) {
  const repository = homepage.replace(/#.*/, '');
  return markdown.replace(/(!?)(\[[^\]]*\])\((?![a-z]+:|#)([^)\s]+)\)/g, (link, isPicture, label, target) => {
    if (isInside(target)) return link;
    const kind = isPicture === '' ? 'blob' : 'raw';
    return `${isPicture}${label}(${repository}/${kind}/v${version}/${posix.join(folder, target)})`;
  });
}
