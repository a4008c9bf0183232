"""Known changes in a Pulumi component in JavaScript: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102100004"
ROUTE = """    new aws.apigatewayv2.Route(
      `glass-visits-route-${suffix}`,
      { apiId: api.id, routeKey: 'POST /visits', target: pulumi.interpolate`integrations/${counting.id}` },
      { parent: this }
    );
"""
FLATTENED = """  new aws.apigatewayv2.Route(`glass-visits-route-${suffix}`, {
        apiId: api.id, routeKey: 'POST /visits',
      target: pulumi.interpolate`integrations/${counting.id}`,
  }, { parent: this });
"""
LOGS = """    new aws.iam.RolePolicyAttachment(
      `glass-counter-logs-${suffix}`,
      { role: counterRole.name, policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole },
      { parent: this }
    );
"""
TICKETS = """    const ticketKey = new aws.secretsmanager.Secret(
      `glass-ticket-key-${suffix}`,
      { description: 'Signs the tickets of the museum', recoveryWindowInDays: 7, tags },
      { parent: this }
    );

"""
LOG_GROUP = (
    "    new aws.cloudwatch.LogGroup(`glass-counter-log-${suffix}`, { retentionInDays: 30 }, { parent: this });\n"
)
VISITS = "    const visits = new aws.dynamodb.Table(\n"
PLANTS = (
    Plant(
        "property changed",
        "priceClass: 'PriceClass_100'",
        "priceClass: 'PriceClass_200'",
        (("replace", "/aws.cloudfront.Distribution/guide/glass-guide-${suffix}/priceClass"),),
    ),
    Plant(
        "property added",
        "        integrationUri: counter.invokeArn,\n",
        "        integrationUri: counter.invokeArn,\n        timeoutMilliseconds: 12000,\n",
        (("add", "/aws.apigatewayv2.Integration/counting/glass-counting-${suffix}/timeoutMilliseconds"),),
    ),
    Plant(
        "property removed",
        "          compress: true,\n",
        "",
        (("remove", "/aws.cloudfront.Distribution/guide/glass-guide-${suffix}/defaultCacheBehavior/compress"),),
    ),
    Plant(
        "resource added", ROUTE, LOG_GROUP + ROUTE, (("add", "/aws.cloudwatch.LogGroup/glass-counter-log-${suffix}"),)
    ),
    Plant("resource removed", LOGS, "", (("remove", "/aws.iam.RolePolicyAttachment/glass-counter-logs-${suffix}"),)),
    Plant(
        "resource renamed with its references",
        "counterRole",
        "visitsRole",
        (("move", "/aws.iam.Role/visitsRole/glass-counter-role-${suffix}"),),
    ),
    Plant("resources re-ordered", TICKETS, "", also=((VISITS, TICKETS + VISITS),)),
    Plant("code re-indented", ROUTE, FLATTENED),
    Plant(
        "comment changed",
        "// The audio guide: recordings behind a distribution, visits behind an API.",
        "// The audio guide: a distribution serves recordings, an API counts visits.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "hashKey: 'exhibit'", 'hashKey: "exhibit"'),
    Plant(
        "token replaced all over",
        "'recordings'",
        "'voices'",
        (
            ("replace", "/aws.cloudfront.Distribution/guide/glass-guide-${suffix}/origins/0/originId"),
            ("replace", "/aws.cloudfront.Distribution/guide/glass-guide-${suffix}/defaultCacheBehavior/targetOriginId"),
        ),
    ),
    Plant(
        "second file changed",
        "    return { statusCode: 400, body",
        "    return { statusCode: 422, body",
        (("replace", "/handler/if exhibit/0/return/0/statusCode"),),
    ),
)
