"""Known changes in a CDKTF stack in TypeScript: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102100003"
SUBNETS = """    const subnets = new DbSubnetGroup(this, 'catalogue-subnets', {
      name: `loans-subnets-${suffix}`,
      subnetIds: [first.id, second.id],
    });
"""
FLATTENED = """  const subnets = new DbSubnetGroup(this, 'catalogue-subnets',
      { name: `loans-subnets-${suffix}`, subnetIds: [ first.id, second.id ] });
"""
LOG = """    new CloudwatchLogGroup(this, 'catalogue-log', {
      name: `/loans/${suffix}/desks`,
      retentionInDays: 90,
    });

"""
STAFF = "    const staff = new SnsTopic(this, 'staff', { name: `loans-staff-${suffix}` });\n"
CURATORS = "    new SnsTopic(this, 'curators', { displayName: 'Curators' });\n"
DATABASE = "/DbInstance/database/catalogue"
PLANTS = (
    Plant(
        "property changed",
        "allocatedStorage: 40",
        "allocatedStorage: 60",
        (("replace", f"{DATABASE}/allocatedStorage"),),
    ),
    Plant(
        "property added",
        "      evaluationPeriods: 2,\n",
        "      evaluationPeriods: 2,\n      datapointsToAlarm: 2,\n",
        (("add", "/CloudwatchMetricAlarm/storage-low/datapointsToAlarm"),),
    ),
    Plant(
        "property removed",
        "      deletionWindowInDays: 14,\n",
        "",
        (("remove", "/KmsKey/loansKey/loans-key/deletionWindowInDays"),),
    ),
    Plant("resource added", STAFF, STAFF + CURATORS, (("add", "/SnsTopic/curators"),)),
    Plant("resource removed", LOG, "", (("remove", "/CloudwatchLogGroup/catalogue-log"),)),
    Plant(
        "resource renamed with its references",
        "desks.id",
        "counters.id",
        (("move", "/SecurityGroup/counters/desks-group"),),
        also=(("const desks =", "const counters ="),),
    ),
    Plant("resources re-ordered", STAFF, "", also=(("    const subnets = ", STAFF + "    const subnets = "),)),
    Plant("code re-indented", SUBNETS, FLATTENED),
    Plant(
        "comment changed",
        "// Only the desks may reach the database.",
        "// Nobody but the desks reaches the database.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", "engine: 'postgres'", 'engine: "postgres"'),
    Plant(
        "token replaced all over",
        "`loans-",
        "`lending-",
        (
            ("replace", "/Vpc/vpc/loans-vpc/tags/Name"),
            ("replace", "/SecurityGroup/desks/desks-group/name"),
            ("replace", "/SecurityGroup/catalogue/catalogue-group/name"),
            ("replace", "/DbSubnetGroup/subnets/catalogue-subnets/name"),
            ("replace", f"{DATABASE}/identifier"),
            ("replace", "/SnsTopic/staff/staff/name"),
            ("replace", "/CloudwatchMetricAlarm/storage-low/alarmName"),
        ),
    ),
    Plant(
        "expression changed",
        "Fn.element(zones.names, 1)",
        "Fn.element(zones.names, 2)",
        (("replace", "/Subnet/second/second-private/availabilityZone"),),
    ),
)
#: Left out where all are planted at once: others change what it moves or renames.
APART = ("resource renamed with its references",)
