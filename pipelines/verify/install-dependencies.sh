#!/usr/bin/env bash
# Installs the packages that image-trust needs, as its lock file pins them. Their install scripts do not run: they could
# read the credentials of the job, and no command needs them.
set -Eeuo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
npm ci --omit=dev --ignore-scripts
