package app;

import java.util.List;

import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.autoscaling.HealthCheck;
import software.amazon.awscdk.services.autoscaling.ElbHealthCheckOptions;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeElb;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.PostgresEngineVersion;
import software.amazon.awscdk.services.rds.PostgresInstanceEngineProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The stack of the seed bank catalogue. */
class CatalogueStack extends Stack {
    private static final int PORT = 8080;

    private final String suffix;

    CatalogueStack(final Construct scope, final String id, final String suffix, final StackProps props) {
        super(scope, id, props);
        this.suffix = suffix;

        // Three tiers over two zones
        Vpc vpc = Vpc.Builder.create(this, "GardenVpc")
                .vpcName("seedbank-" + suffix)
                .maxAzs(2)
                .natGateways(1)
                .subnetConfiguration(List.of(
                        SubnetConfiguration.builder()
                                .name("public").subnetType(SubnetType.PUBLIC).cidrMask(24).build(),
                        SubnetConfiguration.builder()
                                .name("private").subnetType(SubnetType.PRIVATE_WITH_EGRESS).cidrMask(24).build(),
                        SubnetConfiguration.builder()
                                .name("isolated").subnetType(SubnetType.PRIVATE_ISOLATED).cidrMask(26).build()))
                .build();

        SecurityGroup balancerGroup = SecurityGroup.Builder.create(this, "BalancerGroup")
                .vpc(vpc)
                .description("Visitors of the catalogue")
                .allowAllOutbound(false)
                .build();
        balancerGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(80), "Visitors");
        SecurityGroup serverGroup = SecurityGroup.Builder.create(this, "ServerGroup")
                .vpc(vpc)
                .description("Servers of the catalogue")
                .build();
        serverGroup.addIngressRule(balancerGroup, Port.tcp(PORT), "From the load balancer");
        SecurityGroup databaseGroup = SecurityGroup.Builder.create(this, "DatabaseGroup")
                .vpc(vpc)
                .description("Database of the catalogue")
                .allowAllOutbound(false)
                .build();
        databaseGroup.addIngressRule(serverGroup, Port.tcp(5432), "From the servers");

        Bucket photographs = Bucket.Builder.create(this, "Photographs")
                .bucketName("seedbank-photographs-" + getAccount() + "-" + suffix)
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .autoDeleteObjects(true)
                .build();

        DatabaseInstance database = DatabaseInstance.Builder.create(this, "CatalogueDatabase")
                .instanceIdentifier("seedbank-catalogue-" + suffix)
                .engine(DatabaseInstanceEngine.postgres(PostgresInstanceEngineProps.builder()
                        .version(PostgresEngineVersion.VER_16_4)
                        .build()))
                .instanceType(InstanceType.of(InstanceClass.T4G, InstanceSize.SMALL))
                .vpc(vpc)
                .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                .securityGroups(List.of(databaseGroup))
                .credentials(Credentials.fromGeneratedSecret("curator"))
                .databaseName("catalogue")
                .allocatedStorage(50)
                .storageEncrypted(true)
                .multiAz(true)
                .backupRetention(Duration.days(14))
                .deletionProtection(false)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        ApplicationLoadBalancer balancer = createServers(vpc, balancerGroup, serverGroup, photographs, database);
        watch(balancer, database);

        Tags.of(this).add("Project", "seedbank");
        Tags.of(this).add("Environment", suffix);

        CfnOutput.Builder.create(this, "CatalogueAddress").value(balancer.getLoadBalancerDnsName()).build();
        CfnOutput.Builder.create(this, "PhotographsName").value(photographs.getBucketName()).build();
    }

    /** Creates the servers with their load balancer. */
    private ApplicationLoadBalancer createServers(final Vpc vpc, final SecurityGroup balancerGroup,
            final SecurityGroup serverGroup, final Bucket photographs, final DatabaseInstance database) {
        Role role = Role.Builder.create(this, "ServerRole")
                .roleName("seedbank-server-" + suffix)
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .managedPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")))
                .build();
        photographs.grantReadWrite(role);
        database.getSecret().grantRead(role);

        UserData start = UserData.forLinux();
        start.addCommands(
                "dnf install -y java-21-amazon-corretto-headless",
                "systemctl enable --now catalogue");
        AutoScalingGroup servers = AutoScalingGroup.Builder.create(this, "Servers")
                .autoScalingGroupName("seedbank-servers-" + suffix)
                .vpc(vpc)
                .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
                .instanceType(InstanceType.of(InstanceClass.T3, InstanceSize.SMALL))
                .machineImage(MachineImage.latestAmazonLinux2023())
                .securityGroup(serverGroup)
                .role(role)
                .userData(start)
                .minCapacity(2)
                .maxCapacity(6)
                .healthCheck(HealthCheck.elb(ElbHealthCheckOptions.builder().grace(Duration.minutes(3)).build()))
                .build();
        servers.scaleOnCpuUtilization("Cpu", CpuUtilizationScalingProps.builder().targetUtilizationPercent(60).build());

        ApplicationLoadBalancer balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                .loadBalancerName("seedbank-" + suffix)
                .vpc(vpc)
                .internetFacing(true)
                .securityGroup(balancerGroup)
                .build();
        ApplicationListener listener = balancer.addListener("Http", BaseApplicationListenerProps.builder()
                .port(80)
                .build());
        listener.addTargets("Catalogue", AddApplicationTargetsProps.builder()
                .port(PORT)
                .targets(List.of(servers))
                .healthCheck(software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck.builder()
                        .path("/health")
                        .build())
                .build());
        return balancer;
    }

    /** Tells the curators of trouble. */
    private void watch(final ApplicationLoadBalancer balancer, final DatabaseInstance database) {
        Topic curators = Topic.Builder.create(this, "Curators")
                .topicName("seedbank-curators-" + suffix)
                .build();
        Alarm space = Alarm.Builder.create(this, "DatabaseSpace")
                .alarmName("seedbank-database-space-" + suffix)
                .metric(database.metricFreeStorageSpace())
                .threshold(5_000_000_000L)
                .evaluationPeriods(2)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .build();
        space.addAlarmAction(new SnsAction(curators));
        Alarm errors = Alarm.Builder.create(this, "CatalogueErrors")
                .alarmName("seedbank-catalogue-errors-" + suffix)
                .metric(balancer.getMetrics().httpCodeElb(HttpCodeElb.ELB_5XX_COUNT))
                .threshold(5)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        errors.addAlarmAction(new SnsAction(curators));
    }
}

/** Entry point of the seed bank catalogue. */
public final class Main {
    private Main() {
    }

    public static void main(final String[] args) {
        App app = new App();
        Object given = app.getNode().tryGetContext("environmentSuffix");
        String suffix = given == null ? "dev" : given.toString();
        new CatalogueStack(app, "SeedBank-" + suffix, suffix, StackProps.builder()
                .env(Environment.builder().account(System.getenv("CDK_DEFAULT_ACCOUNT")).region("eu-central-1").build())
                .build());
        app.synth();
    }
}
