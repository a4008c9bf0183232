package main

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/dynamodb"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kinesis"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kms"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

const trust = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole"
  }]
}`

// permissions writes the policy of the function for what it reads and writes.
func permissions(stream, table, bucket, key string) (string, error) {
	policy, err := json.Marshal(map[string]interface{}{
		"Version": "2012-10-17",
		"Statement": []map[string]interface{}{
			{
				"Effect":   "Allow",
				"Action":   []string{"kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator"},
				"Resource": stream,
			},
			{"Effect": "Allow", "Action": []string{"dynamodb:PutItem"}, "Resource": table},
			{"Effect": "Allow", "Action": []string{"s3:PutObject"}, "Resource": bucket + "/*"},
			{"Effect": "Allow", "Action": []string{"kms:Decrypt", "kms:GenerateDataKey"}, "Resource": key},
		},
	})
	if err != nil {
		return "", fmt.Errorf("policy of the function: %w", err)
	}
	return string(policy), nil
}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		stack := ctx.Stack()
		brewer := config.Require(ctx, "brewerEmail")
		tags := pulumi.StringMap{
			"Project": pulumi.String("fermentation"),
			"Stack":   pulumi.String(stack),
		}

		// One key for stream, table and bucket
		key, err := kms.NewKey(ctx, "telemetry-key", &kms.KeyArgs{
			Description:          pulumi.String("Key of the fermentation telemetry"),
			EnableKeyRotation:    pulumi.Bool(true),
			DeletionWindowInDays: pulumi.Int(7),
			Tags:                 tags,
		})
		if err != nil {
			return err
		}

		stream, err := kinesis.NewStream(ctx, "measurements", &kinesis.StreamArgs{
			Name:            pulumi.Sprintf("measurements-%s", stack),
			ShardCount:      pulumi.Int(2),
			RetentionPeriod: pulumi.Int(48),
			EncryptionType:  pulumi.String("KMS"),
			KmsKeyId:        key.Arn,
			Tags:            tags,
		})
		if err != nil {
			return err
		}

		table, err := dynamodb.NewTable(ctx, "tanks", &dynamodb.TableArgs{
			Name:        pulumi.Sprintf("tanks-%s", stack),
			BillingMode: pulumi.String("PAY_PER_REQUEST"),
			HashKey:     pulumi.String("tank"),
			Attributes: dynamodb.TableAttributeArray{
				&dynamodb.TableAttributeArgs{Name: pulumi.String("tank"), Type: pulumi.String("S")},
			},
			PointInTimeRecovery:  &dynamodb.TablePointInTimeRecoveryArgs{Enabled: pulumi.Bool(true)},
			ServerSideEncryption: &dynamodb.TableServerSideEncryptionArgs{Enabled: pulumi.Bool(true), KmsKeyArn: key.Arn},
			Tags:                 tags,
		})
		if err != nil {
			return err
		}

		raw, err := s3.NewBucketV2(ctx, "raw", &s3.BucketV2Args{
			Bucket:       pulumi.Sprintf("raw-measurements-%s", stack),
			ForceDestroy: pulumi.Bool(true),
			Tags:         tags,
		})
		if err != nil {
			return err
		}
		_, err = s3.NewBucketPublicAccessBlock(ctx, "raw-private", &s3.BucketPublicAccessBlockArgs{
			Bucket:                raw.ID(),
			BlockPublicAcls:       pulumi.Bool(true),
			BlockPublicPolicy:     pulumi.Bool(true),
			IgnorePublicAcls:      pulumi.Bool(true),
			RestrictPublicBuckets: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		_, err = s3.NewBucketLifecycleConfigurationV2(ctx, "raw-lifecycle", &s3.BucketLifecycleConfigurationV2Args{
			Bucket: raw.ID(),
			Rules: s3.BucketLifecycleConfigurationV2RuleArray{
				&s3.BucketLifecycleConfigurationV2RuleArgs{
					Id:     pulumi.String("old-versions"),
					Status: pulumi.String("Enabled"),
					NoncurrentVersionExpiration: &s3.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs{
						NoncurrentDays: pulumi.Int(30),
					},
				},
			},
		})
		if err != nil {
			return err
		}

		role, err := iam.NewRole(ctx, "reader-role", &iam.RoleArgs{
			Name:             pulumi.Sprintf("telemetry-reader-%s", stack),
			AssumeRolePolicy: pulumi.String(trust),
			Tags:             tags,
		})
		if err != nil {
			return err
		}
		_, err = iam.NewRolePolicyAttachment(ctx, "reader-logs", &iam.RolePolicyAttachmentArgs{
			Role:      role.Name,
			PolicyArn: pulumi.String("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
		})
		if err != nil {
			return err
		}
		policy := pulumi.All(stream.Arn, table.Arn, raw.Arn, key.Arn).ApplyT(func(arns []interface{}) (string, error) {
			return permissions(arns[0].(string), arns[1].(string), arns[2].(string), arns[3].(string))
		}).(pulumi.StringOutput)
		_, err = iam.NewRolePolicy(ctx, "reader-policy", &iam.RolePolicyArgs{
			Role:   role.ID(),
			Policy: policy,
		})
		if err != nil {
			return err
		}

		_, err = cloudwatch.NewLogGroup(ctx, "reader-log-group", &cloudwatch.LogGroupArgs{
			Name:            pulumi.Sprintf("/aws/lambda/telemetry-reader-%s", stack),
			RetentionInDays: pulumi.Int(14),
			Tags:            tags,
		})
		if err != nil {
			return err
		}
		reader, err := lambda.NewFunction(ctx, "reader", &lambda.FunctionArgs{
			Name:       pulumi.Sprintf("telemetry-reader-%s", stack),
			Runtime:    pulumi.String("provided.al2023"),
			Handler:    pulumi.String("bootstrap"),
			Code:       pulumi.NewFileArchive("./bootstrap.zip"),
			Role:       role.Arn,
			MemorySize: pulumi.Int(512),
			Timeout:    pulumi.Int(60),
			Environment: &lambda.FunctionEnvironmentArgs{
				Variables: pulumi.StringMap{
					"TABLE_NAME":  table.Name,
					"BUCKET_NAME": raw.Bucket,
				},
			},
			Tags: tags,
		})
		if err != nil {
			return err
		}
		_, err = lambda.NewEventSourceMapping(ctx, "reader-source", &lambda.EventSourceMappingArgs{
			EventSourceArn:             stream.Arn,
			FunctionName:               reader.Arn,
			StartingPosition:           pulumi.String("LATEST"),
			BatchSize:                  pulumi.Int(200),
			MaximumRetryAttempts:       pulumi.Int(3),
			BisectBatchOnFunctionError: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}

		// Whoever brews hears of a function that falls behind
		topic, err := sns.NewTopic(ctx, "brewer", &sns.TopicArgs{
			Name: pulumi.Sprintf("brewer-%s", stack),
			Tags: tags,
		})
		if err != nil {
			return err
		}
		_, err = sns.NewTopicSubscription(ctx, "brewer-email", &sns.TopicSubscriptionArgs{
			Topic:    topic.Arn,
			Protocol: pulumi.String("email"),
			Endpoint: pulumi.String(brewer),
		})
		if err != nil {
			return err
		}
		_, err = cloudwatch.NewMetricAlarm(ctx, "reader-late", &cloudwatch.MetricAlarmArgs{
			Name:               pulumi.Sprintf("telemetry-reader-late-%s", stack),
			Namespace:          pulumi.String("AWS/Lambda"),
			MetricName:         pulumi.String("IteratorAge"),
			Dimensions:         pulumi.StringMap{"FunctionName": reader.Name},
			Statistic:          pulumi.String("Maximum"),
			Period:             pulumi.Int(60),
			EvaluationPeriods:  pulumi.Int(3),
			Threshold:          pulumi.Float64(60000),
			ComparisonOperator: pulumi.String("GreaterThanThreshold"),
			AlarmActions:       pulumi.Array{topic.Arn},
			Tags:               tags,
		})
		if err != nil {
			return err
		}

		ctx.Export("streamName", stream.Name)
		ctx.Export("tableName", table.Name)
		ctx.Export("bucketName", raw.Bucket)
		return nil
	})
}
