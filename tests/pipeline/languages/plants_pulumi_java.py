"""Known changes in a Pulumi program in Java: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300002"
RATINGS = """        var ratings = new Table("ratings", TableArgs.builder()
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

"""
COMMENT = "        // Recordings: only the distribution reads them\n"
CONTROL = """        var control = new OriginAccessControl("recordings-control", OriginAccessControlArgs.builder()
                .name("audio-guides-" + stack)
                .originAccessControlOriginType("s3")
                .signingBehavior("always")
                .signingProtocol("sigv4")
                .build());
"""
FLATTENED = """        var control = new OriginAccessControl("recordings-control",
            OriginAccessControlArgs.builder().name("audio-guides-" + stack).originAccessControlOriginType("s3")
            .signingBehavior("always").signingProtocol("sigv4").build());
"""
OUTPUT = '        ctx.export("ratingsName", ratings.name());\n'
EXTRA = '        var guards = new Queue("guards", QueueArgs.builder().name("guards-" + stack).build());\n'
GUIDES = "/aws.cloudfront.Distribution/distribution/guides"
PLANTS = (
    Plant("resources re-ordered", RATINGS, "", also=((COMMENT, RATINGS + COMMENT),)),
    Plant("property changed", "PriceClass_100", "PriceClass_200", (("replace", f"{GUIDES}/priceClass"),)),
    Plant(
        "property added",
        "                .enabled(true)\n",
        '                .enabled(true)\n                .httpVersion("http2and3")\n',
        (("add", f"{GUIDES}/httpVersion"),),
    ),
    Plant(
        "property removed",
        "                .enableKeyRotation(true)\n",
        "",
        (("remove", "/aws.kms.Key/key/feedback-key/enableKeyRotation"),),
    ),
    Plant("resource added", OUTPUT, EXTRA + OUTPUT, (("add", "/aws.sqs.Queue/guards/guards"),)),
    Plant("output removed", OUTPUT, "", (("remove", "/export/ratingsName"),)),
    Plant(
        "resource renamed with its references",
        "accessLog",
        "visits",
        (("move", "/aws.s3.BucketV2/visits/access-log"),),
    ),
    Plant("code re-indented", CONTROL, FLATTENED),
    Plant("comment changed", COMMENT.strip(), "// Recordings: nobody else reads them", (("replace", PROSE),)),
    Plant("string in another form", '"Audio guides of the museum"', '"Audio guides of the \\u006duseum"'),
    Plant(
        "token replaced all over",
        '"audio-guides-',
        '"sound-guides-',
        (
            ("replace", "/aws.s3.BucketV2/recordings/recordings/bucket"),
            ("replace", "/aws.s3.BucketV2/accessLog/access-log/bucket"),
            ("replace", "/aws.cloudfront.OriginAccessControl/control/recordings-control/name"),
            ("replace", "/aws.cloudwatch.MetricAlarm/guides-errors/name"),
        ),
    ),
    Plant(
        "policy in a text block changed",
        '"Action": "s3:GetObject"',
        '"Action": "s3:GetObjectVersion"',
        (("replace", "/Main/readPolicy/return/0/args/0/Statement/0/Action"),),
    ),
)
