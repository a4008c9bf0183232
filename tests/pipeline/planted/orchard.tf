terraform {
  required_version = ">= 1.4.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.40"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "stage" {
  description = "Part of every name"
  type        = string
  default     = "dev"
}

resource "aws_vpc" "orchard" {
  cidr_block = "10.60.0.0/16"
}

resource "aws_subnet" "sheds" {
  vpc_id            = aws_vpc.orchard.id
  cidr_block        = "10.60.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "sensors" {
  name   = "orchard-sensors"
  vpc_id = aws_vpc.orchard.id

  ingress {
    from_port   = 8883
    to_port     = 8883
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_s3_bucket" "harvest" {
  bucket = "orchard-harvest"

  tags = {
    Project = "orchard"
  }
}

resource "aws_db_instance" "yield" {
  identifier          = "orchard-yield"
  engine              = "postgres"
  engine_version      = "15.3"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  multi_az            = false
  deletion_protection = true
  skip_final_snapshot = false
  storage_encrypted   = true
  username            = "grower"
  password            = var.stage
}

resource "aws_lambda_function" "picker" {
  function_name = "orchard-picker"
  runtime       = "python3.12"
  handler       = "picker.handler"
  filename      = "picker.zip"
  role          = aws_iam_role.picker.arn
  timeout       = 30
}

resource "aws_iam_role" "picker" {
  name = "orchard-picker"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "picker" {
  role = aws_iam_role.picker.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}

output "bucket" {
  value = aws_s3_bucket.harvest.bucket
}
