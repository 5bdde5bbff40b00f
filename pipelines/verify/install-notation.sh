#!/usr/bin/env bash
# install-notation.sh FOLDER: installs notation, the AWS Signer plugin and AWS Signer's root certificate to FOLDER, in the
# versions that the verifier image has. Needs Go. Go checks every module against go.sum or its checksum database, and the
# certificate is accepted only with its fingerprint.
set -Eeuo pipefail

mkdir -p "$1"
to="$(cd "$1" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/../../images/verifier"

# argument NAME: prints the default of a build argument of the verifier image.
argument() {
  local value
  value="$(sed -n "s/^ARG $1=//p" Dockerfile)"
  if [[ -z $value ]]; then
    echo "install-notation: expected ARG $1=… in images/verifier/Dockerfile, found none" >&2
    return 1
  fi
  printf '%s' "$value"
}

version="$(argument PLUGIN_VERSION)"
file="$(argument PLUGIN_FILE)"
certificate="$(argument ROOT_CERTIFICATE)"
fingerprint="$(argument ROOT_CERTIFICATE_SHA256)"
plugin="$to/plugins/${file#notation-}"
store="$to/truststore/x509/signingAuthority/aws-signer-ts"
mkdir -p "$to/bin" "$plugin" "$store"

# Settings of the job must not change what is built.
export CGO_ENABLED=0 GOFLAGS='' GOWORK=off
unset GOOS GOARCH
echo 'Installing notation'
go build -mod=readonly -trimpath -buildvcs=false -ldflags='-s -w' -o "$to/bin/" tool
echo "Installing the AWS Signer plugin $version"
GOBIN="$plugin" go install -trimpath -buildvcs=false -ldflags='-s -w' \
  "github.com/aws/aws-signer-notation-plugin/cmd@$version"
mv "$plugin/cmd" "$plugin/$file"
echo "Installing AWS Signer's root certificate"
go run -trimpath ./root-certificate/main.go -from "$certificate" -sha256 "$fingerprint" -to "$store/root.crt"
