package main

import (
	"os"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/cloudwatchmetricalarm"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dbinstance"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/dbsubnetgroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/kmskey"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/provider"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/securitygroup"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/snstopic"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/subnet"
	"github.com/cdktf/cdktf-provider-aws-go/aws/v19/vpc"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// NewTapStack declares the database of the vineyard.
func NewTapStack(app cdktf.App, suffix string) cdktf.TerraformStack {
	stack := cdktf.NewTerraformStack(app, jsii.String("vineyard-"+suffix))
	cdktf.NewS3Backend(stack, &cdktf.S3BackendConfig{
		Bucket:  jsii.String("vineyard-terraform-state"),
		Key:     jsii.String("irrigation/" + suffix + ".tfstate"),
		Region:  jsii.String("eu-south-1"),
		Encrypt: jsii.Bool(true),
	})
	provider.NewAwsProvider(stack, jsii.String("aws"), &provider.AwsProviderConfig{
		Region: jsii.String("eu-south-1"),
		DefaultTags: &[]*provider.AwsProviderDefaultTags{{
			Tags: &map[string]*string{
				"Project":     jsii.String("vineyard"),
				"Environment": jsii.String(suffix),
			},
		}},
	})

	// A network without a way out
	network := vpc.NewVpc(stack, jsii.String("network"), &vpc.VpcConfig{
		CidrBlock:          jsii.String("10.40.0.0/16"),
		EnableDnsHostnames: jsii.Bool(true),
		EnableDnsSupport:   jsii.Bool(true),
		Tags:               &map[string]*string{"Name": jsii.String("vineyard-" + suffix)},
	})
	north := subnet.NewSubnet(stack, jsii.String("north"), &subnet.SubnetConfig{
		VpcId:            network.Id(),
		CidrBlock:        jsii.String("10.40.1.0/24"),
		AvailabilityZone: jsii.String("eu-south-1a"),
	})
	south := subnet.NewSubnet(stack, jsii.String("south"), &subnet.SubnetConfig{
		VpcId:            network.Id(),
		CidrBlock:        jsii.String("10.40.2.0/24"),
		AvailabilityZone: jsii.String("eu-south-1b"),
	})
	group := securitygroup.NewSecurityGroup(stack, jsii.String("database-group"), &securitygroup.SecurityGroupConfig{
		Name:        jsii.String("vineyard-database-" + suffix),
		Description: jsii.String("Pumps that write to the database"),
		VpcId:       network.Id(),
		Ingress: &[]*securitygroup.SecurityGroupIngress{{
			Description: jsii.String("MySQL from the pumps"),
			FromPort:    jsii.Number(3306),
			ToPort:      jsii.Number(3306),
			Protocol:    jsii.String("tcp"),
			CidrBlocks:  jsii.Strings("10.60.0.0/16"),
		}},
	})

	key := kmskey.NewKmsKey(stack, jsii.String("database-key"), &kmskey.KmsKeyConfig{
		Description:          jsii.String("Key of the irrigation records"),
		EnableKeyRotation:    jsii.Bool(true),
		DeletionWindowInDays: jsii.Number(7),
	})
	subnets := dbsubnetgroup.NewDbSubnetGroup(stack, jsii.String("database-subnets"), &dbsubnetgroup.DbSubnetGroupConfig{
		Name:      jsii.String("vineyard-" + suffix),
		SubnetIds: &[]*string{north.Id(), south.Id()},
	})
	database := dbinstance.NewDbInstance(stack, jsii.String("database"), &dbinstance.DbInstanceConfig{
		Identifier:                   jsii.String("vineyard-irrigation-" + suffix),
		Engine:                       jsii.String("mysql"),
		EngineVersion:                jsii.String("8.0"),
		InstanceClass:                jsii.String("db.t4g.medium"),
		AllocatedStorage:             jsii.Number(50),
		DbName:                       jsii.String("irrigation"),
		Username:                     jsii.String("cellarmaster"),
		ManageMasterUserPassword:     jsii.Bool(true),
		DbSubnetGroupName:            subnets.Name(),
		VpcSecurityGroupIds:          &[]*string{group.Id()},
		MultiAz:                      jsii.Bool(true),
		StorageEncrypted:             jsii.Bool(true),
		KmsKeyId:                     key.Arn(),
		BackupRetentionPeriod:        jsii.Number(14),
		EnabledCloudwatchLogsExports: jsii.Strings("error", "slowquery"),
		PubliclyAccessible:           jsii.Bool(false),
		SkipFinalSnapshot:            jsii.Bool(true),
	})

	warnCellarMaster(stack, database, suffix)

	cdktf.NewTerraformOutput(stack, jsii.String("database_address"), &cdktf.TerraformOutputConfig{
		Value: database.Address(),
	})
	cdktf.NewTerraformOutput(stack, jsii.String("secret_arn"), &cdktf.TerraformOutputConfig{
		Value: database.MasterUserSecret().Get(jsii.Number(0)).SecretArn(),
	})
	return stack
}

// warnCellarMaster raises an alarm before the storage is full.
func warnCellarMaster(stack cdktf.TerraformStack, database dbinstance.DbInstance, suffix string) {
	topic := snstopic.NewSnsTopic(stack, jsii.String("cellar-master"), &snstopic.SnsTopicConfig{
		Name: jsii.String("vineyard-cellar-master-" + suffix),
	})
	cloudwatchmetricalarm.NewCloudwatchMetricAlarm(stack, jsii.String("storage-low"),
		&cloudwatchmetricalarm.CloudwatchMetricAlarmConfig{
			AlarmName:          jsii.String("vineyard-storage-low-" + suffix),
			Namespace:          jsii.String("AWS/RDS"),
			MetricName:         jsii.String("FreeStorageSpace"),
			Dimensions:         &map[string]*string{"DBInstanceIdentifier": database.Identifier()},
			Statistic:          jsii.String("Minimum"),
			Period:             jsii.Number(60),
			EvaluationPeriods:  jsii.Number(2),
			Threshold:          jsii.Number(5000000000),
			ComparisonOperator: jsii.String("LessThanThreshold"),
			AlarmActions:       &[]*string{topic.Arn()},
		})
}

func main() {
	suffix := os.Getenv("ENVIRONMENT_SUFFIX")
	if suffix == "" {
		suffix = "dev"
	}
	app := cdktf.NewApp(nil)
	NewTapStack(app, suffix)
	app.Synth()
}
