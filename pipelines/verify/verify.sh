#!/usr/bin/env bash
# Runs `image-trust verify` for a pipeline and ends with its exit status. github.sh and gitlab.sh call it.
#
# Environment variables; lists have one value on each line, and relative files are below VERIFY_WORKSPACE:
#   VERIFY_WORKSPACE         The folder that the pipeline checked its own repository out to.
#   VERIFY_REPORTS           An existing folder, to which verdicts.json, summary.md and result are written. `result` is one
#                            word: trusted, untrusted, inconclusive, or error if there was no verification.
#   VERIFY_NOTATION          The folder that install-notation.sh installed to. Default: notation as the machine has it.
#   VERIFY_DIRECTORY         The checkout of ecs-image-trust whose deployment files apply. Default: the one of this script.
#   VERIFY_DEPLOYMENT        The name of the deployment whose policies apply.
#   VERIFY_TRUST             A trust document, instead of a deployment.
#   VERIFY_IMAGES, VERIFY_TASK_DEFINITION, VERIFY_COMPOSE, VERIFY_SERVICE, VERIFY_RUNNING
#                            Lists of what to verify.
#   VERIFY_JUNIT, VERIFY_SARIF
#                            Files to write the verdicts to.
set -Eeuo pipefail

# Bash and Node end with 1 when they fail themselves, which must not pass for the exit status of an untrusted image.
readonly NOT_VERIFIED=70
trap 'exit "$NOT_VERIFIED"' ERR

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
readonly root
readonly SUMMARY="$VERIFY_REPORTS/summary.md"
arguments=(--json --markdown "$SUMMARY")

# An absolute path, since the command runs in another folder than the one that the path was written for.
in_workspace() { if [[ $1 == /* ]]; then printf '%s' "$1"; else printf '%s/%s' "$VERIFY_WORKSPACE" "$1"; fi; }

# as KIND VALUE: prints a value as image-trust takes it.
as() {
  case $1 in
    text) printf '%s' "$2" ;;
    file) in_workspace "$2" ;;
    task-definition)
      # An ARN or FAMILY:REVISION names a task definition in ECS. Everything else is a file.
      if [[ $2 == arn:* || $2 =~ ^[A-Za-z0-9_-]{1,255}:[0-9]{1,10}$ ]]; then as text "$2"; else as file "$2"; fi
      ;;
  esac
}

# add KIND PREFIX VALUES: adds an argument for each line. With a prefix such as --compose=, no value is taken for an option.
add() {
  local value
  while read -r value || [[ -n $value ]]; do
    if [[ -n $value ]]; then arguments+=("$2$(as "$1" "$value")"); fi
  done <<<"${3//$'\r\n'/$'\n'}"
}

add text --deployment= "${VERIFY_DEPLOYMENT:-}"
add file --trust= "${VERIFY_TRUST:-}"
add task-definition --task-definition= "${VERIFY_TASK_DEFINITION:-}"
add file --compose= "${VERIFY_COMPOSE:-}"
add text --service= "${VERIFY_SERVICE:-}"
add text --running= "${VERIFY_RUNNING:-}"
add file --junit= "${VERIFY_JUNIT:-}"
add file --sarif= "${VERIFY_SARIF:-}"
# What follows -- is no option.
arguments+=(--)
add text '' "${VERIFY_IMAGES:-}"

if [[ -n ${VERIFY_NOTATION:-} ]]; then
  export PATH="$VERIFY_NOTATION/bin:$PATH" NOTATION_CONFIG="$VERIFY_NOTATION" NOTATION_LIBEXEC="$VERIFY_NOTATION"
fi

status=0
if [[ -n ${VERIFY_DIRECTORY:-} ]]; then folder="$(in_workspace "$VERIFY_DIRECTORY")"; else folder="$root"; fi
if cd "$folder"; then
  node "$root/bin/image-trust.js" verify "${arguments[@]}" >"$VERIFY_REPORTS/verdicts.json" || status=$?
else
  status=2
fi
if ((status == 1)) && ! grep -qs '"verdict": "untrusted"' "$VERIFY_REPORTS/verdicts.json"; then
  status="$NOT_VERIFIED"
fi

case $status in
  0) result=trusted ;;
  1) result=untrusted ;;
  3) result=inconclusive ;;
  *) result=error ;;
esac
printf '%s\n' "$result" >"$VERIFY_REPORTS/result"

if [[ ! -s $SUMMARY ]]; then
  {
    printf '### image-trust verify\n\n'
    printf '**No image was verified (exit status %s). The log of this job says why.**\n' "$status"
  } >"$SUMMARY"
fi
exit "$status"
