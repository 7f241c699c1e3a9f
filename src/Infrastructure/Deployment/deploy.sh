#!/usr/bin/env bash
# Deploys the templates of this folder, wave by wave as they stand at the end, with AWS's own command and the
# credentials that it finds. Every step can be repeated: what stands already is left as it is.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)

# CloudFormation takes a larger template from a bucket only.
template_bytes_max=51200

administrator=OrganizationAccountAccessRole
parameters=
from=1
pause_seconds=10
pause_count_max=90
is_dry=no
is_start=no
goes_on=no

say() { printf 'domicile: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

usage() {
    cat <<'END'
Usage: deploy.sh --start [--role NAME] [--parameters FILE] [--dry-run]
       deploy.sh [--parameters FILE] [--from WAVE] [--go-on] [--pause SECONDS] [--dry-run]

  --start            Deploy the roles and rights that all else needs, as an administrator of the world's account, and
                     make a bucket for templates in each site. Once, and again when one of them changes
  --dry-run          Print the commands and run none
  --parameters FILE  Values that no stack gives out, a line each: STACK.PARAMETER=VALUE, or PARAMETER=VALUE for all; a
                     line of the first form also counts in the place of a default or of what a stack gives out
  --role NAME        With --start: the role to assume in the regions' accounts (OrganizationAccountAccessRole)
  --from WAVE        Begin with this wave; those before it stand
  --go-on            Do not stop when the first region stands
  --pause SECONDS    How long to wait before asking again whether hubs are joined (10)

Without --start the caller is the world's deployer, which assumes each region's own.

Example: ./deploy.sh --parameters values.txt
END
}

while [ $# -gt 0 ]; do
    case $1 in
        --start) is_start=yes ;;
        --dry-run) is_dry=yes ;;
        --go-on) goes_on=yes ;;
        --parameters | --role | --from | --pause)
            [ $# -gt 1 ] || die "$1 wants a value; see --help."
            case $1 in
                --parameters) parameters=$2 ;;
                --role) administrator=$2 ;;
                --from) from=$2 ;;
                --pause) pause_seconds=$2 ;;
            esac
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) die "does not know $1; see --help." ;;
    esac
    shift
done
case $from in '' | *[!0-9]*) die "--from wants the number of a wave, not $from." ;; esac
case $pause_seconds in '' | *[!0-9]*) die "--pause wants whole seconds, not $pause_seconds." ;; esac
[ -z "$parameters" ] || [ -r "$parameters" ] || die "cannot read $parameters."
[ $is_dry = yes ] || command -v aws >/dev/null || die "needs AWS's command: see https://aws.amazon.com/cli/."

# --- One account -----------------------------------------------------------------------------------------------------

# Assumes a role for the rest of this subshell.
assume() {
    local account=$1 role=$2 answer key secret token
    answer=$(aws sts assume-role --role-arn "arn:aws:iam::$account:role/$role" \
        --role-session-name domicile-deploy --output text \
        --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]') \
        || die "cannot assume $role in account $account."
    read -r key secret token <<<"$answer"
    unset AWS_PROFILE
    export AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret AWS_SESSION_TOKEN=$token
}

# Enters an account as whoever deploys there: the world's deployer is in its account already.
enter() {
    local account=$1 region=$2 caller
    if [ $is_start = no ]; then
        [ "$region" = world ] || assume "$account" "domicile-$region-deployer"
        return
    fi
    caller=$(aws sts get-caller-identity --query Account --output text)
    [ "$caller" = "$account" ] || assume "$account" "$administrator"
}

# Prints the role that CloudFormation works with.
worker() {
    local region=$2-
    printf 'arn:aws:iam::%s:role/domicile-%scloudformation\n' "$1" "${region#world-}"
}

# Prints what a stack gave out.
output() (
    stack=$1 account=$2 site=$3 region=$4 name=$5
    enter "$account" "$region"
    value=$(aws cloudformation describe-stacks --stack-name "$stack" --region "$site" --output text \
        --query "Stacks[0].Outputs[?OutputKey=='$name'].OutputValue | [0]")
    [ -n "$value" ] && [ "$value" != None ] || die "$stack in $site gives out no $name. Was its wave deployed?"
    printf '%s\n' "$value"
)

# Prints how a stack is, or "none" when there is no such stack.
status() (
    stack=$1 account=$2 site=$3 region=$4
    enter "$account" "$region"
    if ! answer=$(aws cloudformation describe-stacks --stack-name "$stack" --region "$site" --output text \
        --query 'Stacks[0].StackStatus' 2>&1); then
        case $answer in *"does not exist"*) answer=none ;; *) die "cannot look at $stack in $site: $answer" ;; esac
    fi
    printf '%s\n' "$answer"
)

# Prints what a deployment of a stack has to be told because of how the stack is, or stops.
option_for() {
    case $2 in
        # A stack that never stood keeps what was made when a part of it fails, and goes on from there. Taken back, it
        # would leave what is kept on purpose, such as keys and databases, in the way of the next try.
        none | REVIEW_IN_PROGRESS | CREATE_FAILED | UPDATE_FAILED) printf '%s\n' --disable-rollback ;;
        ROLLBACK_COMPLETE | ROLLBACK_FAILED | DELETE_FAILED)
            die "$1 never stood and is $2: delete the stack and what it left, as an administrator, then call again." ;;
        UPDATE_ROLLBACK_FAILED)
            die "$1 is $2: see its events, mend the cause, then 'aws cloudformation continue-update-rollback'." ;;
        *_IN_PROGRESS) die "$1 is $2: somebody changes it now. Call again when that has ended." ;;
    esac
}

# Prints the last value of a name in the file of parameters, or nothing.
written() { [ -z "$parameters" ] || sed -n "s/^$1=//p" "$parameters" | tail -n 1; }

# Prints a value from the file of parameters: the stack's own, else the one for all.
given() {
    local stack=$1 name=$2 value
    value=$(written "$stack\.$name")
    [ -n "$value" ] || value=$(written "$name")
    [ -n "$value" ] || die "$stack wants a value for $name: write $stack.$name=VALUE into a file and name it with" \
        "--parameters FILE."
    printf '%s\n' "$value"
}

# Stops before templates with placeholders make anything.
need_accounts() {
    [ "$accounts_are_named" = yes ] || die "some accounts are placeholders, so these templates are for reading only." \
        "Name the accounts in the topology and synthesize again."
}

# templates ACCOUNT SITE: makes the bucket for the large templates of an account and site, when it is not there.
templates() {
    [ $is_start = yes ] || return 0
    local bucket=domicile-templates-$1-$2
    [ $is_dry = yes ] || { need_accounts; make_bucket "$1" "$2" "$bucket"; return; }
    printf 'aws s3api create-bucket --bucket %s --region %s\n' "$bucket" "$2"
}

make_bucket() (
    account=$1 site=$2 bucket=$3
    enter "$account" administrator
    if aws s3api head-bucket --bucket "$bucket" --region "$site" --expected-bucket-owner "$account" \
        >/dev/null 2>&1; then
        return
    fi
    place=()
    [ "$site" = us-east-1 ] || place=(--create-bucket-configuration "LocationConstraint=$site")
    aws s3api create-bucket --bucket "$bucket" --region "$site" ${place[@]+"${place[@]}"} >/dev/null
    aws s3api put-public-access-block --bucket "$bucket" --region "$site" --public-access-block-configuration \
        BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
)

# --- One stack -------------------------------------------------------------------------------------------------------

# deploy STACK ACCOUNT SITE REGION CAPABILITIES [PARAMETER=SOURCE]...
# A source is STACK:ACCOUNT:SITE:REGION:OUTPUT, or ? for a value that whoever deploys gives.
deploy() (
    stack=$1 account=$2 site=$3 region=$4
    template=$here/$stack.template.json
    command=(cloudformation deploy --stack-name "$stack" --region "$site" --template-file "$template"
        --no-fail-on-empty-changeset --capabilities)
    IFS=, read -r -a capabilities <<<"$5"
    command+=("${capabilities[@]}" --tags "domicile:world=$world" "domicile:region=$region" "domicile:site=$site"
        "domicile:stack=$stack")
    shift 5
    [ $is_start = yes ] || command+=(--role-arn "$(worker "$account" "$region")")
    if [ $is_dry = no ]; then
        state=$(status "$stack" "$account" "$site" "$region")
        option=$(option_for "$stack" "$state")
        [ -z "$option" ] || command+=("$option")
    fi
    overrides=()
    for parameter in "$@"; do
        overrides+=("${parameter%%=*}=$(value "$stack" "${parameter%%=*}" "${parameter#*=}")")
    done
    while IFS= read -r line; do
        [ -z "$line" ] || case " $* " in *" ${line%%=*}="*) ;; *) overrides+=("$line") ;; esac
    done <<<"$([ -z "$parameters" ] || sed -n "s/^$stack\.//p" "$parameters")"
    [ ${#overrides[@]} = 0 ] || command+=(--parameter-overrides "${overrides[@]}")
    if [ "$(wc -c <"$template")" -gt $template_bytes_max ]; then
        command+=(--s3-bucket "domicile-templates-$account-$site" --s3-prefix "$stack")
    fi
    [ $is_dry = no ] || { printf 'aws'; printf ' %s' "${command[@]}"; printf '\n'; return; }
    enter "$account" "$region"
    aws "${command[@]}"
    aws cloudformation update-termination-protection --enable-termination-protection --stack-name "$stack" \
        --region "$site" >/dev/null
)

# Prints the value of a parameter, or in a dry run where it comes from.
value() {
    local stack=$1 name=$2 source=$3 from_stack from_account from_site from_region from_output
    if [ $is_dry = yes ]; then
        printf '<%s>\n' "${source/#\?/given}"
    elif [ "$source" = '?' ] || [ -n "$(written "$stack\.$name")" ]; then
        given "$stack" "$name"
    else
        IFS=: read -r from_stack from_account from_site from_region from_output <<<"$source"
        output "$from_stack" "$from_account" "$from_site" "$from_region" "$from_output"
    fi
}
