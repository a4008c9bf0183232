terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = local.tags
  }
}

variable "region" {
  description = "Region of the catalogue"
  type        = string
  default     = "eu-north-1"
}

variable "environment_suffix" {
  description = "Ends every name"
  type        = string
  default     = "dev"
}

variable "vpc_cidr" {
  description = "Address range of the network"
  type        = string
  default     = "10.42.0.0/16"
}

locals {
  name  = "seed-catalogue-${var.environment_suffix}"
  zones = slice(data.aws_availability_zones.open.names, 0, 2)

  tags = {
    Project     = "seed-catalogue"
    Environment = var.environment_suffix
  }
}

data "aws_availability_zones" "open" {
  state = "available"
}
