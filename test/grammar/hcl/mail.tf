records = ["v=spf1 +mx a:mail.example.com/24 ip4:192.0.2.0/24 include:%%{d}.example.net -all", "x"]
#           ^^^^^^ keyword.other.version.spf
#                  ^ keyword.operator.qualifier.spf
#                   ^^ support.function.mechanism.spf
#                      ^ support.function.mechanism.spf
#                        ^^^^^^^^^^^^^^^^ string.unquoted.name.spf
#                                            ^^^ support.function.mechanism.spf
#                                                ^^^^^^^^^ constant.numeric.address.spf
#                                                             ^^^^^^^ support.function.mechanism.spf
#                                                                     ^^^^^ constant.character.escape.macro.spf
#                                                                                       ^ keyword.operator.qualifier.spf
#                                                                                        ^^^ constant.language.all.spf
#                                                                                           ^^^^^^ !meta.record.mail
#                                                                                              ^^^ string.quoted.double.hcl
records = ["\"v=spf1 include:_spf.example.net -all\""]
#             ^^^^^^ keyword.other.version.spf
#                            ^^^^^^^^^^^^^^^^ string.unquoted.name.spf
#                                              ^^^ constant.language.all.spf
#                                                 ^^ constant.character.escape.hcl
#                                                    ^ !string.quoted.double.hcl
spf = "v=spf1 ${local.mx} ip4:${aws_eip.mail["a"].public_ip} ~all" # "v=spf1 -all"
#             ^^^^^^^^^^^ meta.interpolation.hcl
#             ^^ keyword.other.interpolation.hcl
#                         ^^^ support.function.mechanism.spf
#                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ meta.interpolation.hcl
#                                            ^^^ string.quoted.double.hcl
#                                                             ^^^ constant.language.all.spf
#                                                                    ^^^^^^^^^^^^^ !meta.record.mail
dmarc = "v=DMARC1; p=reject; rua=mailto:dmarc@${var.domain}"
#          ^^^^^^ constant.language.version
#                  ^ entity.other.attribute-name.tag
#                    ^^^^^^ constant.language.policy
#                            ^^^ entity.other.attribute-name.tag
#                                ^^^^^^^^^^^^ string.other.link
#                                             ^^^^^^^^^^^^^ meta.interpolation.hcl
dkim = <<EOT
v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ
# ^^^^^ constant.language.version
#                 ^^^^^^^^^^^^^^^^^^^^^^ constant.other.key
EOT
other = "allow all of it: v=spf1 -all ${"v=spf1 mx -all"}"
#        ^^^^^^^^^^^^^^^^^ !meta.record.mail
#                                        ^^^^^^ keyword.other.version.spf
plain = "mx a -all p=reject"
#        ^^^^^^^^^^^^^^^^^^ !meta.record.mail
