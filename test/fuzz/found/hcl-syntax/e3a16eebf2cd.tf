a{e={
module ""{