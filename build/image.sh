#!/usr/bin/env bash
# Builds the server's image by docker, or by what DOCKER names. Each image that it starts from is named by its digest:
#   SDK_IMAGE=…@sha256:… RUNTIME_IMAGE=…@sha256:… ADAPTER_IMAGE=…@sha256:… ROOTS=FOLDER build/image.sh NAME [options]
#
# ROOTS is a folder with global-bundle.pem, the root certificates of AWS's databases:
#   curl -fsS -O https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
# Options are those of docker build.
# What is copied into it is chosen by .dockerignore.
set -euo pipefail
name=${1:?names the image, such as domicile-server}
shift
root=$(cd -- "$(dirname -- "$0")/.." && pwd -P)

for variable in SDK_IMAGE RUNTIME_IMAGE ADAPTER_IMAGE; do
    eval "image=\${$variable:-}"
    if ! printf '%s' "$image" | grep -Eq '^[^@[:space:]]+@sha256:[0-9a-f]{64}$'; then
        echo "image.sh: $variable is '$image'; name an image by its digest, as …@sha256: and 64 digits." >&2
        exit 2
    fi
done

if ! grep -qs -- '-----BEGIN CERTIFICATE-----' "${ROOTS:-}/global-bundle.pem"; then
    echo "image.sh: ROOTS is '${ROOTS:-}'; name a folder with AWS's global-bundle.pem in it." >&2
    exit 2
fi

# Functions are arm64 in the infrastructure; PLATFORM names another one.
exec "${DOCKER:-docker}" build --platform "${PLATFORM:-linux/arm64}" --tag "$name" \
    --build-arg "SDK_IMAGE=$SDK_IMAGE" \
    --build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE" \
    --build-arg "ADAPTER_IMAGE=$ADAPTER_IMAGE" \
    --build-context "roots=$ROOTS" \
    "$@" "$root"
