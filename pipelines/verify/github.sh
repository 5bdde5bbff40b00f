#!/usr/bin/env bash
# The step of the GitHub Action that verifies: sets the action's outputs, writes the job summary, and ends with the exit
# status of `image-trust verify`. The variables are those of verify.sh, and of GitHub's runner.
set -Eeuo pipefail

# 1 is the exit status of an untrusted image.
trap 'exit 70' ERR

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly here
VERIFY_REPORTS="$(mktemp -d "$RUNNER_TEMP/image-trust-XXXXXX")"
export VERIFY_REPORTS VERIFY_WORKSPACE="$GITHUB_WORKSPACE"

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# output NAME VALUE: the delimiter is random, so that no value can end it and set another output.
output() {
  local delimiter
  delimiter="$(random)"
  printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

in_workspace() { if [[ $1 == /* ]]; then printf '%s' "$1"; else printf '%s/%s' "$GITHUB_WORKSPACE" "$1"; fi; }

# remove FILE: removes what a commit left where verify writes a report: it must not pass for the result of this job. A
# link is removed, not what it names.
remove() {
  local file
  file="$(in_workspace "$1")"
  if [[ -f $file || -L $file ]]; then rm -f -- "$file"; fi
}

# written FILE: prints the absolute path of a file that this run wrote; nothing if it wrote none.
written() {
  local file
  file="$(in_workspace "$1")"
  if [[ -f $file && -s $file ]]; then printf '%s' "$file"; fi
}

remove "${VERIFY_JUNIT:-}"
remove "${VERIFY_SARIF:-}"

# A message can begin with the name of an image, which GitHub would take for a workflow command if it is ::error:: or
# the like. stderr is part of stdout, since the runner may read the two in another order.
token="$(random)"
status=0
printf '::stop-commands::%s\n' "$token"
bash "$here/verify.sh" 2>&1 || status=$?
printf '\n::%s::\n' "$token"

cat "$VERIFY_REPORTS/summary.md" >>"$GITHUB_STEP_SUMMARY"
result="$(cat "$VERIFY_REPORTS/result")"
output result "$result"
output exit-code "$status"
output json "$(written "$VERIFY_REPORTS/verdicts.json")"
output junit "$(written "${VERIFY_JUNIT:-}")"
output sarif "$(written "${VERIFY_SARIF:-}")"

annotate() { printf '::error title=image-trust verify::%s\n' "$1"; }
case $result in
  trusted) ;;
  untrusted) annotate 'An image is untrusted. The job summary says which one, why, and what to do.' ;;
  inconclusive)
    annotate 'Not every image could be verified, or a report could not be written. This can be an outage and does not mean that an image is untrusted. The job summary says why.'
    ;;
  *) annotate "No image was verified (exit status $status). The log of this step says why." ;;
esac
exit "$status"
