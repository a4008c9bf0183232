terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "environment_suffix" {
  description = "Ends every name"
  type        = string
  default     = "dev"
}

resource "aws_kms_key" "readings" {
  description             = "Encrypts the readings"
  deletion_window_in_days = 7
  enable_key_rotation     = true
}

resource "aws_sqs_queue" "readings" {
  name                       = "tide-readings-${var.environment_suffix}"
  visibility_timeout_seconds = 60
  kms_master_key_id          = aws_kms_key.readings.arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.unstored.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "unstored" {
  name                      = "tide-unstored-${var.environment_suffix}"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.readings.arn
}

resource "aws_dynamodb_table" "readings" {
  name         = "tide-readings-${var.environment_suffix}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "gauge"
  range_key    = "time"

  attribute {
    name = "gauge"
    type = "S"
  }

  attribute {
    name = "time"
    type = "N"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.readings.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_cloudwatch_metric_alarm" "waiting" {
  alarm_name          = "tide-readings-waiting-${var.environment_suffix}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.readings.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 300
  period              = 60
  evaluation_periods  = 2
}

output "queue_url" {
  description = "Where the gauges send their readings"
  value       = aws_sqs_queue.readings.url
}
