import * as pulumi from '@pulumi/pulumi';
import * as aws from '@pulumi/aws';

/**
 * @typedef {Object} TapStackArgs
 * @property {string} [environmentSuffix] - ends every name
 * @property {Object<string, string>} [tags] - stand on every resource
 */

// The audio guide: recordings behind a distribution, visits behind an API.
export class TapStack extends pulumi.ComponentResource {
  /** @param {string} name @param {TapStackArgs} args */
  constructor(name, args, opts) {
    super('tap:museum:AudioGuide', name, args, opts);

    const suffix = args.environmentSuffix || 'dev';
    const tags = { ...args.tags, Service: 'audio-guide' };

    const recordings = new aws.s3.BucketV2(`glass-recordings-${suffix}`, { forceDestroy: true, tags }, { parent: this });
    new aws.s3.BucketPublicAccessBlock(
      `glass-recordings-access-${suffix}`,
      {
        bucket: recordings.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this }
    );

    const access = new aws.cloudfront.OriginAccessControl(
      `glass-access-${suffix}`,
      { originAccessControlOriginType: 's3', signingBehavior: 'always', signingProtocol: 'sigv4' },
      { parent: this }
    );
    const guide = new aws.cloudfront.Distribution(
      `glass-guide-${suffix}`,
      {
        enabled: true,
        defaultRootObject: 'index.html',
        priceClass: 'PriceClass_100',
        origins: [
          {
            originId: 'recordings',
            domainName: recordings.bucketRegionalDomainName,
            originAccessControlId: access.id,
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: 'recordings',
          viewerProtocolPolicy: 'redirect-to-https',
          allowedMethods: ['GET', 'HEAD'],
          cachedMethods: ['GET', 'HEAD'],
          compress: true,
          forwardedValues: { queryString: false, cookies: { forward: 'none' } },
        },
        restrictions: { geoRestriction: { restrictionType: 'none' } },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
        tags,
      },
      { parent: this }
    );
    new aws.s3.BucketPolicy(
      `glass-recordings-policy-${suffix}`,
      {
        bucket: recordings.id,
        policy: pulumi.all([recordings.arn, guide.arn]).apply(([bucket, distribution]) =>
          JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'GuideReads',
                Effect: 'Allow',
                Principal: { Service: 'cloudfront.amazonaws.com' },
                Action: 's3:GetObject',
                Resource: `${bucket}/*`,
                Condition: { StringEquals: { 'AWS:SourceArn': distribution } },
              },
            ],
          })
        ),
      },
      { parent: this }
    );

    const visits = new aws.dynamodb.Table(
      `glass-visits-${suffix}`,
      {
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'exhibit',
        rangeKey: 'heardAt',
        attributes: [
          { name: 'exhibit', type: 'S' },
          { name: 'heardAt', type: 'S' },
        ],
        ttl: { attributeName: 'forgetAt', enabled: true },
        tags,
      },
      { parent: this }
    );

    const ticketKey = new aws.secretsmanager.Secret(
      `glass-ticket-key-${suffix}`,
      { description: 'Signs the tickets of the museum', recoveryWindowInDays: 7, tags },
      { parent: this }
    );

    const counterRole = new aws.iam.Role(
      `glass-counter-role-${suffix}`,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' }), tags },
      { parent: this }
    );
    new aws.iam.RolePolicy(
      `glass-counter-policy-${suffix}`,
      {
        role: counterRole.id,
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'Visits', Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: visits.arn },
            { Sid: 'TicketKey', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ticketKey.arn },
          ],
        },
      },
      { parent: this }
    );
    new aws.iam.RolePolicyAttachment(
      `glass-counter-logs-${suffix}`,
      { role: counterRole.name, policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole },
      { parent: this }
    );

    const counter = new aws.lambda.Function(
      `glass-counter-${suffix}`,
      {
        runtime: 'nodejs22.x',
        handler: 'index.handler',
        role: counterRole.arn,
        timeout: 10,
        memorySize: 256,
        code: new pulumi.asset.FileArchive('./lib/visits'),
        environment: { variables: { VISITS: visits.name, TICKET_KEY_ARN: ticketKey.arn } },
        tags,
      },
      { parent: this }
    );

    const api = new aws.apigatewayv2.Api(`glass-api-${suffix}`, { protocolType: 'HTTP', tags }, { parent: this });
    const counting = new aws.apigatewayv2.Integration(
      `glass-counting-${suffix}`,
      {
        apiId: api.id,
        integrationType: 'AWS_PROXY',
        integrationUri: counter.invokeArn,
        payloadFormatVersion: '2.0',
      },
      { parent: this }
    );
    new aws.apigatewayv2.Route(
      `glass-visits-route-${suffix}`,
      { apiId: api.id, routeKey: 'POST /visits', target: pulumi.interpolate`integrations/${counting.id}` },
      { parent: this }
    );
    new aws.apigatewayv2.Stage(
      `glass-stage-${suffix}`,
      {
        apiId: api.id,
        name: '$default',
        autoDeploy: true,
        defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
        tags,
      },
      { parent: this }
    );
    new aws.lambda.Permission(
      `glass-api-may-count-${suffix}`,
      {
        action: 'lambda:InvokeFunction',
        function: counter.name,
        principal: 'apigateway.amazonaws.com',
        sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
      },
      { parent: this }
    );

    this.guideUrl = pulumi.interpolate`https://${guide.domainName}`;
    this.visitsUrl = pulumi.interpolate`${api.apiEndpoint}/visits`;
    this.registerOutputs({ guideUrl: this.guideUrl, visitsUrl: this.visitsUrl });
  }
}
