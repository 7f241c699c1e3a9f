#!/usr/bin/env bash
# Applies the manifests of one site, which ./domicile aws synth has written, to its cluster. What is known only when the
# site stands, such as the image that its stack was deployed with, comes from the stack's outputs.
set -euo pipefail

die() {
    printf 'domicile: %s\n' "$*" >&2
    exit 1
}

if [ $# != 1 ] || [ "$1" = --help ]; then
    cat <<'END'
Usage: apply.sh FOLDER

FOLDER is one of those that ./domicile aws synth writes, such as cdk.out/kubernetes/eu-eu-west-1. The cluster is reached
from the site's own networks only: run this there, with credentials of the region's account.

Example: apply.sh cdk.out/kubernetes/eu-eu-west-1
END
    [ "${1:-}" = --help ] && exit 0
    exit 2
fi
[ -f "$1/site.env" ] || die "$1 has no site.env: name a folder of kubernetes/ that ./domicile aws synth has written."
for program in aws kubectl; do
    command -v "$program" >/dev/null || die "needs $program, which is not on PATH."
done

# shellcheck disable=SC1091
. "$1/site.env"

outputs=$(aws cloudformation describe-stacks --stack-name "$STACK" --region "$SITE" --output text \
    --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]')

# Prints one output of the stack; nothing when it has none of that name.
output() { printf '%s\n' "$outputs" | awk -v key="$1" '$1 == key { print $2 }'; }

image=$(output PodsImage)
[ -n "$image" ] || die "$STACK gives out no image. Was it deployed for a cluster?"
{
    printf 'DOMICILE_IMAGE=%s\n' "$image"
    printf 'DOMICILE_AUDIENCES=%s\n' "$(output PodsAudiences)"
    issuer=$(output PodsIssuer)
    [ -z "$issuer" ] || printf 'DOMICILE_ISSUER=%s\n' "$issuer"
} >"$1/deployed.env"

config=$(mktemp)
trap 'rm -f "$config"' EXIT
aws eks update-kubeconfig --name "$CLUSTER" --region "$SITE" --kubeconfig "$config" >/dev/null
kubectl --kubeconfig "$config" apply --server-side -k "$1"
kubectl --kubeconfig "$config" --namespace domicile rollout status deployment --timeout 10m
