package app;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.OriginAccessControl;
import com.pulumi.aws.cloudfront.OriginAccessControlArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionLoggingConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionViewerCertificateArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/** Publishes the audio guides of the museum. */
public final class Main {
    private Main() {
    }

    public static void main(final String[] args) {
        Pulumi.run(Main::createStack);
    }

    static void createStack(final Context ctx) {
        String stack = ctx.stackName();
        Map<String, String> tags = Map.of("Project", "audio-guides", "Stack", stack);

        // Recordings: only the distribution reads them
        var recordings = new BucketV2("recordings", BucketV2Args.builder()
                .bucket("audio-guides-" + stack)
                .forceDestroy(true)
                .tags(tags)
                .build());
        new BucketPublicAccessBlock("recordings-private", BucketPublicAccessBlockArgs.builder()
                .bucket(recordings.id())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build());
        new BucketVersioningV2("recordings-versions", BucketVersioningV2Args.builder()
                .bucket(recordings.id())
                .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                        .status("Enabled")
                        .build())
                .build());
        var accessLog = new BucketV2("access-log", BucketV2Args.builder()
                .bucket("audio-guides-access-log-" + stack)
                .forceDestroy(true)
                .tags(tags)
                .build());

        var control = new OriginAccessControl("recordings-control", OriginAccessControlArgs.builder()
                .name("audio-guides-" + stack)
                .originAccessControlOriginType("s3")
                .signingBehavior("always")
                .signingProtocol("sigv4")
                .build());
        var distribution = new Distribution("guides", DistributionArgs.builder()
                .enabled(true)
                .comment("Audio guides of the museum")
                .priceClass("PriceClass_100")
                .origins(DistributionOriginArgs.builder()
                        .originId("recordings")
                        .domainName(recordings.bucketRegionalDomainName())
                        .originAccessControlId(control.id())
                        .build())
                .defaultCacheBehavior(DistributionDefaultCacheBehaviorArgs.builder()
                        .targetOriginId("recordings")
                        .viewerProtocolPolicy("redirect-to-https")
                        .allowedMethods("GET", "HEAD")
                        .cachedMethods("GET", "HEAD")
                        .compress(true)
                        .build())
                .loggingConfig(DistributionLoggingConfigArgs.builder()
                        .bucket(accessLog.bucketDomainName())
                        .prefix("guides/")
                        .build())
                .viewerCertificate(DistributionViewerCertificateArgs.builder()
                        .cloudfrontDefaultCertificate(true)
                        .minimumProtocolVersion("TLSv1.2_2021")
                        .build())
                .restrictions(DistributionRestrictionsArgs.builder()
                        .geoRestriction(DistributionRestrictionsGeoRestrictionArgs.builder()
                                .restrictionType("none")
                                .build())
                        .build())
                .tags(tags)
                .build());
        new BucketPolicy("recordings-policy", BucketPolicyArgs.builder()
                .bucket(recordings.id())
                .policy(Output.tuple(recordings.arn(), distribution.arn())
                        .applyValue(arns -> readPolicy(arns.t1, arns.t2)))
                .build());

        var key = new Key("feedback-key", KeyArgs.builder()
                .description("Key of the visitors' feedback")
                .enableKeyRotation(true)
                .tags(tags)
                .build());
        var unhandled = new Queue("unhandled", QueueArgs.builder()
                .name("unhandled-feedback-" + stack)
                .messageRetentionSeconds(1209600)
                .kmsMasterKeyId(key.id())
                .tags(tags)
                .build());
        var feedback = new Queue("feedback", QueueArgs.builder()
                .name("feedback-" + stack)
                .visibilityTimeoutSeconds(60)
                .kmsMasterKeyId(key.id())
                .redrivePolicy(unhandled.arn().applyValue(arn -> String.format("""
                        {"deadLetterTargetArn": "%s", "maxReceiveCount": 5}
                        """, arn)))
                .tags(tags)
                .build());
        var ratings = new Table("ratings", TableArgs.builder()
                .name("ratings-" + stack)
                .billingMode("PAY_PER_REQUEST")
                .hashKey("recording")
                .rangeKey("visitor")
                .attributes(
                        TableAttributeArgs.builder().name("recording").type("S").build(),
                        TableAttributeArgs.builder().name("visitor").type("S").build())
                .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder().enabled(true).build())
                .tags(tags)
                .build());

        new MetricAlarm("guides-errors", MetricAlarmArgs.builder()
                .name("audio-guides-errors-" + stack)
                .namespace("AWS/CloudFront")
                .metricName("5xxErrorRate")
                .dimensions(distribution.id().applyValue(id -> Map.of("DistributionId", id, "Region", "Global")))
                .statistic("Average")
                .period(300)
                .evaluationPeriods(3)
                .threshold(5.0)
                .comparisonOperator("GreaterThanThreshold")
                .tags(tags)
                .build());

        ctx.export("domain", distribution.domainName());
        ctx.export("feedbackUrl", feedback.url());
        ctx.export("ratingsName", ratings.name());
    }

    /** Writes the policy that lets the distribution, and nobody else, read the recordings. */
    static String readPolicy(final String bucket, final String distribution) {
        return String.format("""
                {
                  "Version": "2012-10-17",
                  "Statement": [{
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudfront.amazonaws.com"},
                    "Action": "s3:GetObject",
                    "Resource": "%s/*",
                    "Condition": {"StringEquals": {"AWS:SourceArn": "%s"}}
                  }]
                }
                """, bucket, distribution);
    }
}
