output "catalogue_url" {
  description = "Where readers find the catalogue"
  value       = "http://${aws_lb.main.dns_name}"
}

output "database_secret_arn" {
  description = "Secret with the connection data"
  value       = aws_secretsmanager_secret.database.arn
}

output "alarm_topic_arn" {
  description = "Topic of the storage alarm"
  value       = aws_sns_topic.alarms.arn
}
