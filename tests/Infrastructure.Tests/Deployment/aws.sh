#!/usr/bin/env bash
# Stands in for AWS's command: writes each call down with the role that it was made by, and answers from the folder
# that DOMICILE_FAKE names. fails/STACK lets a deployment fail; status/STACK says how the stack is; states holds a
# line for each look at an attachment.
set -euo pipefail

fake=$DOMICILE_FAKE
caller=${AWS_ACCESS_KEY_ID:-own}
printf '%s: %s\n' "${caller#key-}" "$*" >>"$fake/calls"

# Prints the word after an option.
option() {
    local name=$1
    shift
    while [ $# -gt 0 ] && [ "$1" != "$name" ]; do shift; done
    printf '%s\n' "${2-}"
}

case "$1 $2" in
    "sts get-caller-identity") printf '111111111111\n' ;;
    "sts assume-role")
        role=$(option --role-arn "$@")
        printf 'key-%s secret token\n' "${role#arn:aws:iam::}"
        ;;
    "cloudformation deploy")
        stack=$(option --stack-name "$@")
        if [ -e "$fake/fails/$stack" ]; then
            printf 'Failed to create %s: the quota is 5\n' "$stack" >&2
            exit 255
        fi
        touch "$fake/stands/$stack"
        ;;
    "cloudformation describe-stacks")
        stack=$(option --stack-name "$@")
        if [ "$(option --query "$@")" = 'Stacks[0].StackStatus' ]; then
            if [ -e "$fake/status/$stack" ]; then
                cat "$fake/status/$stack"
            elif [ -e "$fake/stands/$stack" ]; then
                printf 'CREATE_COMPLETE\n'
            else
                printf 'Stack with id %s does not exist\n' "$stack" >&2
                exit 254
            fi
        elif [ -e "$fake/stands/$stack" ]; then
            printf 'id-from-%s\n' "$stack"
        else
            printf 'None\n'
        fi
        ;;
    "ec2 describe-transit-gateway-peering-attachments")
        head -n 1 "$fake/states"
        sed -i.before 1d "$fake/states"
        ;;
    "s3api head-bucket") exit 254 ;;
esac
