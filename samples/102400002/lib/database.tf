resource "aws_kms_key" "database" {
  description             = "Encrypts the seed catalogue"
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "random_password" "database" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "database" {
  name                    = "${local.name}-database"
  kms_key_id              = aws_kms_key.database.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({
    username = aws_db_instance.main.username
    password = random_password.database.result
    host     = aws_db_instance.main.address
  })
}

resource "aws_db_subnet_group" "main" {
  name       = "${local.name}-private"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_instance" "main" {
  identifier              = local.name
  engine                  = "postgres"
  engine_version          = "16.8"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 50
  max_allocated_storage   = 200
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.database.arn
  db_name                 = "catalogue"
  username                = "librarian"
  password                = random_password.database.result
  multi_az                = true
  db_subnet_group_name    = aws_db_subnet_group.main.name
  vpc_security_group_ids  = [aws_security_group.database.id]
  backup_retention_period = 7
  deletion_protection     = false
  skip_final_snapshot     = true
}

resource "aws_sns_topic" "alarms" {
  name = "${local.name}-alarms"
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  alarm_name          = "${local.name}-storage"
  alarm_description   = "Less than 5 GB left"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 5368709120
  period              = 300
  evaluation_periods  = 2
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
}
