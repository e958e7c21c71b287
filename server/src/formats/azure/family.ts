import type { DocumentFamily, ProjectFiles } from '../../records/document-family.ts';
import { ARM_LANGUAGE } from './arm/document.ts';
import { BICEP_LANGUAGE } from './bicep/document.ts';
import { azureFamily } from './parameters/template-groups.ts';

/** The JSON templates of Azure Resource Manager. */
export function armFamily(files: ProjectFiles): DocumentFamily {
  return azureFamily(files, ARM_LANGUAGE);
}

/** The Bicep templates. */
export function bicepFamily(files: ProjectFiles): DocumentFamily {
  return azureFamily(files, BICEP_LANGUAGE);
}
