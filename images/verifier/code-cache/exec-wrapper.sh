#!/bin/sh
# Makes the code caches with the very node and flags that Lambda's runtime starts: V8 refuses a cache that was made with
# other flags, and two of them depend on the function's memory.
# Lambda's runtime calls this script with its whole command: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html
# --random-seed makes the caches reproducible, and is not among the flags that V8 compares.
node="$1"
shift
exec "${node}" --random-seed=1 --require "${0%/*}/make-caches.js" "$@"
