#!/usr/bin/env bash
# The script of the GitLab template: installs what is needed, verifies, and ends with the exit status of
# `image-trust verify`. The variables are those of verify.sh, those that GitLab sets, and:
#   INSTALL_NOTATION  true: install notation, the AWS Signer plugin and AWS Signer's root certificate.
#                     Installs Debian's Go where there is none.
#   AWS_TOKEN         An ID token for AWS_ROLE_ARN, as id_tokens makes it.
set -Eeuo pipefail

# 1 is the exit status of an untrusted image.
trap 'echo "image-trust: no image was verified, since a step before that failed. The messages above say why."; exit 70' ERR

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly here
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

export VERIFY_WORKSPACE="$CI_PROJECT_DIR" VERIFY_REPORTS="$CI_PROJECT_DIR/image-trust-report"
mkdir -p "$VERIFY_REPORTS"
# What an earlier job left must not pass for the result of this one.
rm -f "$VERIFY_REPORTS"/{verdicts.json,summary.md,result,junit.xml,verdicts.sarif}
export VERIFY_JUNIT="$VERIFY_REPORTS/junit.xml" VERIFY_SARIF="$VERIFY_REPORTS/verdicts.sarif"

bash "$here/install-dependencies.sh"
if [[ ${INSTALL_NOTATION:-} == true ]]; then
  export VERIFY_NOTATION="$scratch/notation"
  if ! type go >/dev/null 2>&1; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends golang-go >/dev/null
  fi
  # Go downloads the version that go.mod names where Debian's is older, and checks it against its checksum database.
  GOTOOLCHAIN=auto bash "$here/install-notation.sh" "$VERIFY_NOTATION"
fi

if [[ -n ${AWS_TOKEN:-} ]]; then
  export AWS_WEB_IDENTITY_TOKEN_FILE="$scratch/aws-token"
  (umask 077 && printf '%s' "$AWS_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE")
fi

status=0
bash "$here/verify.sh" || status=$?
cat "$VERIFY_REPORTS/summary.md"
case $status in
  0) ;;
  1) echo 'image-trust: an image is untrusted. What to do is said above.' ;;
  3) echo 'image-trust: not every image could be verified, or a report could not be written. This can be an outage and does not mean that an image is untrusted.' ;;
  *) echo "image-trust: no image was verified (exit status $status). The messages above say why." ;;
esac
exit "$status"
