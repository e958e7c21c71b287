locals {
  spf = "v=spf1 mx +all"
}

resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = [local.spf]
}

resource "aws_route53_zone" "main" {
  name = "example.com"
}
