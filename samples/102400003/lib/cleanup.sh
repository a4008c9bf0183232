#!/usr/bin/env bash
# Removes images of the orchard planner that are older than 30 days.
set -euo pipefail

REPOSITORY=${1:-orchard-planner}
DAYS=30

before=$(date -u -d "$DAYS days ago" +%Y-%m-%dT%H:%M:%S)

old_images() {
  aws ecr describe-images --repository-name "$REPOSITORY" \
    --query "imageDetails[?imagePushedAt<'$before'].imageDigest" --output text
}

for digest in $(old_images); do
  echo "removing $digest"
  aws ecr batch-delete-image --repository-name "$REPOSITORY" --image-ids "imageDigest=$digest"
done
