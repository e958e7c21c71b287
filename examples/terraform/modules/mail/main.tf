variable "zone_id" {
  type = string
}

variable "domain" {
  type = string
}

variable "policy" {
  type    = string
  default = "none"
}

resource "aws_route53_record" "mx" {
  zone_id = var.zone_id
  name    = var.domain
  type    = "MX"
  ttl     = 3600
  records = ["10 mx1.${var.domain}.", "20 mx2.${var.domain}."]
}

resource "aws_route53_record" "hosts" {
  for_each = { mx1 = "192.0.2.26", mx2 = "198.51.100.26" }

  zone_id = var.zone_id
  name    = "${each.key}.${var.domain}"
  type    = "A"
  ttl     = 3600
  records = [each.value]
}

resource "aws_route53_record" "dmarc" {
  zone_id = var.zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DMARC1; p=${var.policy}; rua=mailto:dmarc@${var.domain}"]
}
