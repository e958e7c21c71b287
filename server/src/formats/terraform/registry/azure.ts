import type { StandIn } from './stand-in.ts';

export const AZURE_MODULES: readonly StandIn[] = [
  {
    source: 'aztfmod/caf/azurerm',
    text: `
variable "networking" { default = {} }

module "dns_zones" {
  source   = "aztfmod/caf/azurerm//modules/networking/dns_zone"
  for_each = try(var.networking.dns_zones, {})
  settings = each.value
}
`,
  },
  {
    source: 'aztfmod/caf/azurerm//modules/networking/dns_zone',
    text: `
variable "settings" { default = {} }

module "records" {
  source    = "aztfmod/caf/azurerm//modules/networking/dns_zone/records"
  records   = try(var.settings.records, {})
  zone_name = coalesce(var.settings.name)
}
`,
  },
  {
    source: 'aztfmod/caf/azurerm//modules/networking/dns_zone/records',
    text: `
variable "records" { default = {} }
variable "zone_name" { default = null }

resource "azurerm_dns_txt_record" "txt" {
  for_each  = try(var.records.txt, {})
  name      = each.value.name
  zone_name = var.zone_name
  ttl       = try(each.value.ttl, 300)
  dynamic "record" {
    for_each = each.value.records
    content {
      value = record.value.value
    }
  }
}

resource "azurerm_dns_mx_record" "mx" {
  for_each  = try(var.records.mx, {})
  name      = each.value.name
  zone_name = var.zone_name
  ttl       = try(each.value.ttl, 300)
  dynamic "record" {
    for_each = each.value.records
    content {
      preference = record.value.preference
      exchange   = record.value.exchange
    }
  }
}

resource "azurerm_dns_cname_record" "cname" {
  for_each  = try(var.records.cname, {})
  name      = each.value.name
  zone_name = var.zone_name
  ttl       = try(each.value.ttl, 300)
  record    = try(each.value.record, null)
}
`,
  },
];
