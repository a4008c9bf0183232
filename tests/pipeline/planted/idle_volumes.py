"""Finds volumes that nobody uses."""

import boto3

IDLE_DAYS = 14


def list_volumes(region):
    """Gives the volumes of a region that are attached to nothing."""
    client = boto3.client("ec2", region_name=region)
    answer = client.describe_volumes(Filters=[{"Name": "status", "Values": ["available"]}])
    return answer["Volumes"]


def price_of(volume):
    """Monthly price in dollars."""
    return volume["Size"] * 0.08


def main():
    total = 0
    for volume in list_volumes("us-east-1"):
        # every gigabyte counts
        total += price_of(volume)
    print(total)


if __name__ == "__main__":
    main()
