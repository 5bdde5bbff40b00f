#!/bin/sh
# Stands in for the entry point of AWS's base images: the handler is the first argument. The flags, which depend on the
# function's memory, and the wrapper are those of their /var/runtime/bootstrap.
export _HANDLER="$1"
new_space=$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE / 10))
exec ${AWS_LAMBDA_EXEC_WRAPPER} /var/lang/bin/node --expose-gc --max-http-header-size 81920 \
  --max-semi-space-size=$((new_space / 2)) --max-old-space-size=$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE - new_space)) \
  /var/runtime/index.mjs "$1"
