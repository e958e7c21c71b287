variable "domain" {}

variable "end" {}

resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = var.domain
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 mx ${var.end}"]
}

resource "aws_route53_record" "mx" {
  zone_id = "Z1"
  name    = var.domain
  type    = "MX"
  ttl     = 300
  records = ["10 mx.${var.domain}"]
}
