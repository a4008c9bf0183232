"""Known changes in a CDKTF stack in Go: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102300005"
SUBNETS = """	subnets := dbsubnetgroup.NewDbSubnetGroup(stack, jsii.String("database-subnets"), \
&dbsubnetgroup.DbSubnetGroupConfig{
		Name:      jsii.String("vineyard-" + suffix),
		SubnetIds: &[]*string{north.Id(), south.Id()},
	})
"""
FLATTENED = """	subnets := dbsubnetgroup.NewDbSubnetGroup(stack, jsii.String("database-subnets"),
		&dbsubnetgroup.DbSubnetGroupConfig{
			Name: jsii.String("vineyard-" + suffix), SubnetIds: &[]*string{north.Id(), south.Id()}})
"""
KEY = """	key := kmskey.NewKmsKey(stack, jsii.String("database-key"), &kmskey.KmsKeyConfig{
		Description:          jsii.String("Key of the irrigation records"),
		EnableKeyRotation:    jsii.Bool(true),
		DeletionWindowInDays: jsii.Number(7),
	})
"""
GROUP = '	group := securitygroup.NewSecurityGroup(stack, jsii.String("database-group"), '
TOPIC = '	topic := snstopic.NewSnsTopic(stack, jsii.String("cellar-master"), &snstopic.SnsTopicConfig{\n'
PICKERS = (
    '	snstopic.NewSnsTopic(stack, jsii.String("pickers"), &snstopic.SnsTopicConfig{DisplayName: jsii.String("P")})\n'
)
LAST_OUTPUT = """	cdktf.NewTerraformOutput(stack, jsii.String("secret_arn"), &cdktf.TerraformOutputConfig{
		Value: database.MasterUserSecret().Get(jsii.Number(0)).SecretArn(),
	})
"""
DATABASE = "/DbInstance/database/database"
PLANTS = (
    Plant(
        "property changed",
        "AllocatedStorage:             jsii.Number(50)",
        "AllocatedStorage:             jsii.Number(80)",
        (("replace", f"{DATABASE}/AllocatedStorage"),),
    ),
    Plant(
        "property added",
        "			EvaluationPeriods:  jsii.Number(2),\n",
        "			EvaluationPeriods:  jsii.Number(2),\n			DatapointsToAlarm:  jsii.Number(2),\n",
        (("add", "/CloudwatchMetricAlarm/storage-low/DatapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        "		EnableDnsSupport:   jsii.Bool(true),\n",
        "",
        (("remove", "/Vpc/network/network/EnableDnsSupport"),),
    ),
    Plant("resource added", TOPIC, PICKERS + TOPIC, (("add", "/SnsTopic/pickers"),)),
    Plant("resource removed", LAST_OUTPUT, "", (("remove", "/cdktf.TerraformOutput/secret_arn"),)),
    Plant(
        "resource renamed with its references",
        "subnets.Name()",
        "pair.Name()",
        (("move", "/DbSubnetGroup/pair/database-subnets"),),
        also=(("	subnets := ", "	pair := "),),
    ),
    Plant("resources re-ordered", KEY, "", also=((GROUP, KEY + GROUP),)),
    Plant("code re-indented", SUBNETS, FLATTENED),
    Plant(
        "comment changed",
        "// A network without a way out",
        "// A network without a way out of it",
        (("replace", PROSE),),
    ),
    Plant(
        "raw string for a plain one",
        'jsii.String("Pumps that write to the database")',
        "jsii.String(`Pumps that write to the database`)",
    ),
    Plant(
        "token replaced all over",
        'jsii.String("vineyard-',
        'jsii.String("estate-',
        (
            ("replace", "/cdktf.S3Backend"),
            ("replace", "/Vpc/network/network/Tags/Name"),
            ("replace", "/SecurityGroup/group/database-group/Name"),
            ("replace", "/DbSubnetGroup/subnets/database-subnets/Name"),
            ("replace", f"{DATABASE}/Identifier"),
            ("replace", "/SnsTopic/topic/cellar-master/Name"),
            ("replace", "/CloudwatchMetricAlarm/storage-low/AlarmName"),
        ),
        also=(('app, jsii.String("estate-"', 'app, jsii.String("vineyard-"'),),
    ),
    Plant(
        "list changed",
        'jsii.Strings("error", "slowquery")',
        'jsii.Strings("error", "slowquery", "audit")',
        (("replace", f"{DATABASE}/EnabledCloudwatchLogsExports"),),
    ),
)
#: Left out where all are planted at once: others change what they re-order, re-indent or rename.
APART = ("code re-indented", "resource renamed with its references")
