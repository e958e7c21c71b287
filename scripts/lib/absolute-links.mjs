import { posix } from 'node:path';

/**
 * Has relative links lead to the repository as it is at this version.
 *
 * @param {string} markdown
 * @param {string} folder of the Markdown, from the project's folder
 * @param {{ version: string, homepage: string }} manifest
 * @param {{ isInside?: (target: string) => boolean }} [options] `isInside`: the target is packed too, so its link stays
 */
export function absoluteLinks(markdown, folder, { version, homepage }, { isInside = () => false } = {}) {
  const repository = homepage.replace(/#.*/, '');
  return markdown.replace(/(!?)(\[[^\]]*\])\((?![a-z]+:|#)([^)\s]+)\)/g, (link, isPicture, label, target) => {
    if (isInside(target)) return link;
    const kind = isPicture === '' ? 'blob' : 'raw';
    return `${isPicture}${label}(${repository}/${kind}/v${version}/${posix.join(folder, target)})`;
  });
}
