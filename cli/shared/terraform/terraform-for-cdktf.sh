#!/bin/sh
# Terraform as cdktf starts it, with what it says on stderr in a file: cdktf may end before it has handed that on, and it is why something
# failed. It stays the same process, so that signals reach Terraform and its exit status is its own.
exec "$IMAGE_TRUST_TERRAFORM" "$@" 2>>"$IMAGE_TRUST_TERRAFORM_SAID"
