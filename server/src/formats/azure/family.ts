import type { DocumentFamily, ProjectFiles } from '../../records/document-family.ts';
import { ARM_LANGUAGE } from './arm/document.ts';
import { BICEP_LANGUAGE } from './bicep/document.ts';
import { azureFamily } from './parameters/template-groups.ts';

/** The templates of Azure Resource Manager, in JSON. */
export function armFamily(files: ProjectFiles): DocumentFamily {
  return azureFamily(files, ARM_LANGUAGE);
}

/** The templates in Bicep. */
export function bicepFamily(files: ProjectFiles): DocumentFamily {
  return azureFamily(files, BICEP_LANGUAGE);
}
