#!/bin/sh
# Stands in for the entry point of AWS's base images: the handler is the first argument.
export _HANDLER="$1"
exec /var/lang/bin/node /var/runtime/index.mjs "$1"
