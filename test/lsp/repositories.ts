/** Real repositories: zone files, modules that call each other, files of data, and single files. */
export const REPOSITORIES = [
  'terraform/archlinux+infrastructure',
  'terraform/bharat109puri+terraform',
  'terraform/hmcts+azure-public-dns',
  'terraform/koyashiro+infra',
  'terraform/peterablehmann+terraform',
  'terraform/_single/Dcarbon+dcarbon-infra',
  'terraform/_single/NHSDigital+nhs-notify-web-template-management',
  'terraform/_single/clan-lol+clan-infra',
  'terraform/_single/deedee-ops+home-ops',
  'terraform/_single/droposhado+infra',
  'terraform/_single/pagopa+cstar-securehub-infra',
  'zones/WikiTideOrg+dns',
  'zones/argvc+nsd-zonefiles',
  'zones/rexroof+personal-server-cm',
  'zones/suhaibchaudhry+dns-zones',
  'zones/_single/Jmainguy+infra',
  'zones/_single/atiwaq-5+Lab4',
  'zones/_single/cyrilGrandjean+admin2',
  'zones/_single/ndiazdossantos+Servidor-DNS-Docker',
  // It takes longer than all others together, so it is only in the long form of tests that take every third one.
  'terraform/18F+dns',
];
