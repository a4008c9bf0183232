"""Finds volumes that nobody uses, and says what they cost."""

import csv
import json
import logging
import os
from datetime import datetime, timedelta, timezone

import boto3
from botocore.exceptions import ClientError

LOGGER = logging.getLogger(__name__)
PRICES = {"gp2": 0.119, "gp3": 0.0952, "io1": 0.149, "st1": 0.054}
UNUSED_DAYS = 14
SMALLEST_GIB = 8


class VolumeAnalyser:
    """Looks at all volumes of a region."""

    def __init__(self, region: str) -> None:
        self.ec2 = boto3.client("ec2", region_name=region)
        self.cloudwatch = boto3.client("cloudwatch", region_name=region)

    def list_volumes(self) -> list[dict]:
        """Gives every volume that is attached to nothing."""
        volumes = []
        paginator = self.ec2.get_paginator("describe_volumes")
        for page in paginator.paginate(Filters=[{"Name": "status", "Values": ["available"]}]):
            volumes.extend(page["Volumes"])
        return volumes

    def is_idle(self, volume_id: str) -> bool:
        """Says whether nothing was read or written for two weeks."""
        end = datetime.now(timezone.utc)
        try:
            answer = self.cloudwatch.get_metric_statistics(
                Namespace="AWS/EBS",
                MetricName="VolumeReadOps",
                Dimensions=[{"Name": "VolumeId", "Value": volume_id}],
                StartTime=end - timedelta(days=UNUSED_DAYS),
                EndTime=end,
                Period=86400,
                Statistics=["Sum"],
            )
        except ClientError as error:
            LOGGER.warning("no metrics of %s: %s", volume_id, error)
            return False
        return sum(point["Sum"] for point in answer["Datapoints"]) == 0

    def monthly_cost(self, volume: dict) -> float:
        """Costs in dollars a month, by size and type."""
        return round(volume["Size"] * PRICES.get(volume["VolumeType"], 0.1), 2)

    def analyse(self) -> list[dict]:
        """Gives the idle volumes, the dearest first."""
        findings = []
        for volume in self.list_volumes():
            if volume["Size"] < SMALLEST_GIB or not self.is_idle(volume["VolumeId"]):
                continue
            findings.append(
                {
                    "volume": volume["VolumeId"],
                    "size_gib": volume["Size"],
                    "type": volume["VolumeType"],
                    "cost": self.monthly_cost(volume),
                }
            )
        return sorted(findings, key=lambda finding: -finding["cost"])


def write_reports(findings: list[dict]) -> None:
    """Writes the findings for people and for programs."""
    with open("volumes.json", "w", encoding="utf-8") as file:
        json.dump({"findings": findings, "total": sum(each["cost"] for each in findings)}, file, indent=2)
    with open("volumes.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["volume", "size_gib", "type", "cost"])
        writer.writeheader()
        writer.writerows(findings)


def main() -> None:
    """Analyses the region of the environment."""
    logging.basicConfig(level=logging.INFO)
    findings = VolumeAnalyser(os.environ.get("AWS_REGION", "eu-west-1")).analyse()
    write_reports(findings)
    LOGGER.info("%d idle volumes", len(findings))


if __name__ == "__main__":
    main()
