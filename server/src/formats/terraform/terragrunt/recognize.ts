/** The file of a unit; a parent file that units include may have the same name. */
export const UNIT_FILE = 'terragrunt.hcl';
export const STACK_FILE = 'terragrunt.stack.hcl';
/** Where Terragrunt puts the units of a stack, in the folder of the stack. */
export const STACK_FOLDER = '.terragrunt-stack';

/** Whether the file name shows that it is a unit or a stack. Others, such as `root.hcl`, are read when those refer to them. */
export function isTerragruntPath(path: string): boolean {
  return isUnitPath(path) || isStackPath(path);
}

export function isUnitPath(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === UNIT_FILE;
}

export function isStackPath(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1) === STACK_FILE;
}

/** The file of the unit in a folder. */
export function unitPathIn(folder: string): string {
  return folder === '' ? UNIT_FILE : `${folder}/${UNIT_FILE}`;
}

/** The file of the stack in a folder. */
export function stackPathIn(folder: string): string {
  return folder === '' ? STACK_FILE : `${folder}/${STACK_FILE}`;
}
