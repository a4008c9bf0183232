"""Known changes in an analysis script: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from .planting import PROSE, Plant

SAMPLE = "102400004"
COST = """    def monthly_cost(self, volume: dict) -> float:
        \"\"\"Costs in dollars a month, by size and type.\"\"\"
        return round(volume["Size"] * PRICES.get(volume["VolumeType"], 0.1), 2)

"""
ANALYSE = "    def analyse(self) -> list[dict]:\n"
SORTED = '        return sorted(findings, key=lambda finding: -finding["cost"])\n'
TOTAL = """    def total(self) -> float:
        return sum(each["cost"] for each in self.analyse())

"""
CALL = """        for page in paginator.paginate(Filters=[{"Name": "status", "Values": ["available"]}]):
"""
FLATTENED = """        for page in paginator.paginate(
            Filters=[ {"Name": "status", "Values": ["available"]} ]
        ):
"""
FOUND = """                    "cost": self.monthly_cost(volume),
"""
PLANTS = (
    Plant("constant changed", "SMALLEST_GIB = 8", "SMALLEST_GIB = 16", (("replace", "/SMALLEST_GIB"),)),
    Plant(
        "argument added",
        "                Period=86400,\n",
        '                Period=86400,\n                Unit="Count",\n',
        (("add", "/VolumeAnalyser/is_idle/try/0"),),
    ),
    Plant(
        "argument removed",
        ', encoding="utf-8", newline="") as file',
        ', encoding="utf-8") as file',
        (("replace", "/write_reports/with open/1/header"),),
    ),
    Plant("function added", ANALYSE, TOTAL + ANALYSE, (("add", "/VolumeAnalyser/total"),)),
    Plant(
        "statement removed",
        '    LOGGER.info("%d idle volumes", len(findings))\n',
        "",
        (("remove", "/main"),),
    ),
    Plant(
        "function renamed with its uses",
        "write_reports",
        "report",
        (("move", "/report"),),
    ),
    Plant("functions re-ordered", COST, "", also=((SORTED, SORTED + "\n" + COST.rstrip("\n") + "\n"),)),
    Plant("code re-indented", CALL, FLATTENED),
    Plant(
        "comment changed",
        "Looks at all volumes of a region.",
        "Looks at every volume of one region.",
        (("replace", PROSE),),
    ),
    Plant("string re-quoted", '"describe_volumes"', "'describe_volumes'"),
    Plant(
        "token replaced all over",
        '"volumes.',
        '"idle-volumes.',
        (("replace", "/write_reports/with open/0/header"), ("replace", "/write_reports/with open/1/header")),
    ),
    Plant(
        "SDK call changed",
        'MetricName="VolumeReadOps"',
        'MetricName="VolumeWriteOps"',
        (("replace", "/VolumeAnalyser/is_idle/try/0"),),
    ),
)
