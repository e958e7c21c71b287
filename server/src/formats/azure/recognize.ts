const ZONES = /\bMicrosoft\.Network\/dnszones\b/i;
/** The module of Azure Verified Modules. */
const ZONE_MODULE = /\bnetwork\/dns-zone:/i;

export function isBicepPath(path: string): boolean {
  return /\.bicep$/i.test(path);
}

export function isArmPath(path: string): boolean {
  return /\.(?:json|jsonc|template)$/i.test(path);
}

/** Whether a text contains Azure DNS zones. Faults in other templates are left to other tools. */
export function mentionsZones(text: string): boolean {
  return ZONES.test(text) || ZONE_MODULE.test(text);
}

/** Whether a JSON text is a template. The output of a command about zones has neither a schema nor resources. */
export function looksLikeArmTemplate(head: string): boolean {
  const hasSchema =
    /"\$schema"[ \t]*:[ \t]*"[^"\n]*\/(?:subscription|tenant|managementGroup)?deploymentTemplate\.json/i;
  return hasSchema.test(head) || (/"resources"[ \t]*:/.test(head) && ZONES.test(head));
}

/** Whether a JSON text states that it was compiled from a Bicep file. */
export function isCompiledBicep(text: string): boolean {
  return /"_generator"\s*:\s*\{\s*"name"\s*:\s*"bicep"/.test(text);
}
