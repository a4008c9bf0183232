package app;

import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTable;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTableAttribute;
import com.hashicorp.cdktf.providers.aws.dynamodb_table.DynamodbTablePointInTimeRecovery;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.s3_bucket.S3Bucket;
import com.hashicorp.cdktf.providers.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sqs_queue.SqsQueue;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** Orders of a greenhouse: a queue takes them in, a table keeps them, a bucket holds their papers. */
public class MainStack extends TerraformStack {
    public MainStack(final Construct scope, final String id, final String suffix) {
        super(scope, id);

        AwsProvider.Builder.create(this, "aws").region("eu-north-1").build();

        KmsKey ordersKey = KmsKey.Builder.create(this, "orders-key")
                .description("Encrypts the orders")
                .enableKeyRotation(true)
                .deletionWindowInDays(7)
                .build();

        DynamodbTable orders = DynamodbTable.Builder.create(this, "orders")
                .name("greenhouse-orders-" + suffix)
                .billingMode("PAY_PER_REQUEST")
                .hashKey("orderId")
                .attribute(List.of(DynamodbTableAttribute.builder().name("orderId").type("S").build()))
                .pointInTimeRecovery(DynamodbTablePointInTimeRecovery.builder().enabled(true).build())
                .tags(Map.of("Service", "greenhouse"))
                .build();

        S3Bucket papers = S3Bucket.Builder.create(this, "papers")
                .bucket("greenhouse-papers-" + suffix)
                .forceDestroy(true)
                .build();
        S3BucketPublicAccessBlock.Builder.create(this, "papers-access")
                .bucket(papers.getId())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build();

        SqsQueue refused = SqsQueue.Builder.create(this, "refused")
                .name("greenhouse-refused-" + suffix)
                .messageRetentionSeconds(1209600)
                .build();
        // An order that fails three times waits for a person.
        SqsQueue incoming = SqsQueue.Builder.create(this, "incoming")
                .name("greenhouse-incoming-" + suffix)
                .visibilityTimeoutSeconds(120)
                .kmsMasterKeyId(ordersKey.getArn())
                .redrivePolicy("{\"deadLetterTargetArn\": \"" + refused.getArn() + "\", \"maxReceiveCount\": 3}")
                .build();

        SnsTopic gardeners = SnsTopic.Builder.create(this, "gardeners")
                .name("greenhouse-gardeners-" + suffix)
                .build();
        CloudwatchMetricAlarm.Builder.create(this, "refused-orders")
                .alarmName("greenhouse-refused-orders-" + suffix)
                .namespace("AWS/SQS")
                .metricName("ApproximateNumberOfMessagesVisible")
                .dimensions(Map.of("QueueName", refused.getName()))
                .statistic("Maximum")
                .period(300)
                .evaluationPeriods(1)
                .threshold(0)
                .comparisonOperator("GreaterThanThreshold")
                .alarmActions(List.of(gardeners.getArn()))
                .build();

        TerraformOutput.Builder.create(this, "incoming-url").value(incoming.getUrl()).build();
    }
}
