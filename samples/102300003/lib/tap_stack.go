package lib

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// TapStackProps says for which environment the timetable is.
type TapStackProps struct {
	awscdk.StackProps
	EnvironmentSuffix string
}

// NewTapStack creates the timetable of the ferry line.
func NewTapStack(scope constructs.Construct, id string, props *TapStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, jsii.String(id), &props.StackProps)
	suffix := props.EnvironmentSuffix

	// Two zones, so that one may fail
	vpc := awsec2.NewVpc(stack, jsii.String("FerryVpc"), &awsec2.VpcProps{
		VpcName:     jsii.String("ferry-" + suffix),
		MaxAzs:      jsii.Number(2),
		NatGateways: jsii.Number(1),
	})

	key := awskms.NewKey(stack, jsii.String("DeparturesKey"), &awskms.KeyProps{
		Alias:             jsii.String("alias/ferry-departures-" + suffix),
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	table := awsdynamodb.NewTable(stack, jsii.String("Departures"), &awsdynamodb.TableProps{
		TableName:           jsii.String("ferry-departures-" + suffix),
		PartitionKey:        &awsdynamodb.Attribute{Name: jsii.String("harbour"), Type: awsdynamodb.AttributeType_STRING},
		SortKey:             &awsdynamodb.Attribute{Name: jsii.String("leaves_at"), Type: awsdynamodb.AttributeType_STRING},
		BillingMode:         awsdynamodb.BillingMode_PAY_PER_REQUEST,
		Encryption:          awsdynamodb.TableEncryption_CUSTOMER_MANAGED,
		EncryptionKey:       key,
		PointInTimeRecovery: jsii.Bool(true),
		RemovalPolicy:       awscdk.RemovalPolicy_DESTROY,
	})
	token := awssecretsmanager.NewSecret(stack, jsii.String("WeatherToken"), &awssecretsmanager.SecretProps{
		SecretName:    jsii.String("ferry-weather-token-" + suffix),
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})

	cluster := awsecs.NewCluster(stack, jsii.String("FerryCluster"), &awsecs.ClusterProps{
		ClusterName:         jsii.String("ferry-" + suffix),
		Vpc:                 vpc,
		ContainerInsightsV2: awsecs.ContainerInsights_ENABLED,
	})
	logs := awslogs.NewLogGroup(stack, jsii.String("TimetableLogs"), &awslogs.LogGroupProps{
		LogGroupName:  jsii.String("/ecs/ferry-timetable-" + suffix),
		Retention:     awslogs.RetentionDays_ONE_MONTH,
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
	task := awsecs.NewFargateTaskDefinition(stack, jsii.String("TimetableTask"), &awsecs.FargateTaskDefinitionProps{
		Family:         jsii.String("ferry-timetable-" + suffix),
		Cpu:            jsii.Number(512),
		MemoryLimitMiB: jsii.Number(1024),
	})
	task.AddContainer(jsii.String("timetable"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromRegistry(jsii.String("public.ecr.aws/nginx/nginx:1.27"), nil),
		PortMappings: &[]*awsecs.PortMapping{
			{ContainerPort: jsii.Number(8080)},
		},
		Environment: &map[string]*string{
			"TABLE_NAME": table.TableName(),
		},
		Secrets: &map[string]awsecs.Secret{
			"WEATHER_TOKEN": awsecs.Secret_FromSecretsManager(token, nil),
		},
		Logging: awsecs.LogDriver_AwsLogs(&awsecs.AwsLogDriverProps{
			LogGroup:     logs,
			StreamPrefix: jsii.String("timetable"),
		}),
	})
	table.GrantReadData(task.TaskRole())

	service := awsecs.NewFargateService(stack, jsii.String("TimetableService"), &awsecs.FargateServiceProps{
		ServiceName:       jsii.String("ferry-timetable-" + suffix),
		Cluster:           cluster,
		TaskDefinition:    task,
		DesiredCount:      jsii.Number(2),
		MinHealthyPercent: jsii.Number(100),
		AssignPublicIp:    jsii.Bool(false),
		CircuitBreaker:    &awsecs.DeploymentCircuitBreaker{Rollback: jsii.Bool(true)},
		VpcSubnets:        &awsec2.SubnetSelection{SubnetType: awsec2.SubnetType_PRIVATE_WITH_EGRESS},
	})
	scaling := service.AutoScaleTaskCount(&awsecs.EnableScalingProps{
		MinCapacity: jsii.Number(2),
		MaxCapacity: jsii.Number(8),
	})
	scaling.ScaleOnCpuUtilization(jsii.String("Cpu"), &awsecs.CpuUtilizationScalingProps{
		TargetUtilizationPercent: jsii.Number(60),
	})

	balancer := awselasticloadbalancingv2.NewApplicationLoadBalancer(stack, jsii.String("Quay"),
		&awselasticloadbalancingv2.ApplicationLoadBalancerProps{
			LoadBalancerName: jsii.String("ferry-" + suffix),
			Vpc:              vpc,
			InternetFacing:   jsii.Bool(true),
		})
	listener := balancer.AddListener(jsii.String("Http"), &awselasticloadbalancingv2.BaseApplicationListenerProps{
		Port: jsii.Number(80),
		Open: jsii.Bool(true),
	})
	listener.AddTargets(jsii.String("Timetable"), &awselasticloadbalancingv2.AddApplicationTargetsProps{
		Port:    jsii.Number(8080),
		Targets: &[]awselasticloadbalancingv2.IApplicationLoadBalancerTarget{service},
		HealthCheck: &awselasticloadbalancingv2.HealthCheck{
			Path:     jsii.String("/departures/health"),
			Interval: awscdk.Duration_Seconds(jsii.Number(15)),
		},
	})

	warnHarbourMaster(stack, balancer, suffix)

	awscdk.NewCfnOutput(stack, jsii.String("TimetableAddress"), &awscdk.CfnOutputProps{
		Value: balancer.LoadBalancerDnsName(),
	})
	awscdk.NewCfnOutput(stack, jsii.String("DeparturesName"), &awscdk.CfnOutputProps{
		Value: table.TableName(),
	})
	return stack
}

// warnHarbourMaster raises an alarm when visitors get errors.
func warnHarbourMaster(
	stack awscdk.Stack, balancer awselasticloadbalancingv2.ApplicationLoadBalancer, suffix string,
) {
	topic := awssns.NewTopic(stack, jsii.String("HarbourMaster"), &awssns.TopicProps{
		TopicName: jsii.String("ferry-harbour-master-" + suffix),
	})
	alarm := awscloudwatch.NewAlarm(stack, jsii.String("Errors"), &awscloudwatch.AlarmProps{
		AlarmName: jsii.String("ferry-errors-" + suffix),
		Metric: balancer.Metrics().HttpCodeElb(awselasticloadbalancingv2.HttpCodeElb_ELB_5XX_COUNT,
			&awscloudwatch.MetricOptions{Period: awscdk.Duration_Minutes(jsii.Number(5))}),
		Threshold:         jsii.Number(10),
		EvaluationPeriods: jsii.Number(1),
		TreatMissingData:  awscloudwatch.TreatMissingData_NOT_BREACHING,
	})
	alarm.AddAlarmAction(awscloudwatchactions.NewSnsAction(topic))
}
