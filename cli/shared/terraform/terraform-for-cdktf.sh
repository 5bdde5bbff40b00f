#!/bin/sh
# Runs Terraform for cdktf and appends its stderr to a file, since cdktf may exit before it has passed the last lines on. exec keeps the
# process, so that Terraform receives its signals and its exit status is passed on.
exec "$IMAGE_TRUST_TERRAFORM" "$@" 2>>"$IMAGE_TRUST_TERRAFORM_STDERR"
