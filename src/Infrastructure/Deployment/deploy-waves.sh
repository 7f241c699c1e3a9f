#!/usr/bin/env bash
# The second part of deploy.sh: what the waves at its end are told by. Synthesis writes both as one file.
set -euo pipefail

# --- The plan --------------------------------------------------------------------------------------------------------

is_skipped=no
names=()
jobs=()

# start NUMBER COUNT TITLE: a wave of an administrator.
start() { begin "$is_start" "$@"; }

# wave NUMBER COUNT TITLE
wave() { if [ $is_start = yes ]; then begin no "$@"; else begin yes "$@"; fi; }

begin() {
    if [ "$1" = no ] || [ "$2" -lt "$from" ]; then is_skipped=yes; else is_skipped=no; fi
    [ $is_skipped = yes ] || say "wave $2 of $3: $4"
    names=()
    jobs=()
}

# Begins to deploy a stack of the present wave; the arguments are those of deploy.
stack() {
    [ $is_skipped = no ] || return 0
    [ $is_dry = no ] || { deploy "$@"; return; }
    need_accounts
    mkdir -p "$here/logs"
    deploy "$@" >"$here/logs/$1.log" 2>&1 &
    jobs+=($!)
    names+=("$1")
}

# Waits for all stacks of the wave, and stops when one of them failed.
wait_for_wave() {
    local place failed=
    for place in ${jobs[@]+"${!jobs[@]}"}; do
        if wait "${jobs[$place]}"; then
            say "  ${names[$place]} stands"
        else
            failed="$failed ${names[$place]}"
            say "  ${names[$place]} failed:"
            tail -n 5 "$here/logs/${names[$place]}.log" | sed 's/^/    /' >&2
        fi
    done
    [ -z "$failed" ] || die "stops here, because of$failed. See $here/logs; the same call goes on from here."
}

# accept STACK ACCOUNT SITE REGION OUTPUT OTHER-SITE: has the other hub accept the attachment that the stack asked for.
accept() {
    [ $is_skipped = no ] || return 0
    if [ $is_dry = yes ]; then
        printf 'aws ec2 accept-transit-gateway-peering-attachment --region %s ' "$6"
        printf -- '--transit-gateway-attachment-id <%s>\n' "$1:$2:$3:$4:$5"
        return
    fi
    join "$@"
    say "  $3 is joined to $6"
}

join() (
    stack=$1 account=$2 site=$3 region=$4 name=$5 other=$6
    attachment=$(output "$stack" "$account" "$site" "$region" "$name")
    assume "$account" "domicile-$region-accepter"
    for ((i = 0; i < pause_count_max; i++)); do
        answer=$(aws ec2 describe-transit-gateway-peering-attachments --region "$other" --output text \
            --filters "Name=transit-gateway-attachment-id,Values=$attachment" \
            --query 'TransitGatewayPeeringAttachments[0].[State,RequesterTgwInfo.OwnerId]')
        read -r state owner <<<"$answer"
        case $state in
            available) return 0 ;;
            pendingAcceptance)
                [ "$owner" = "$account" ] || die "$attachment was asked for by account $owner, not by $account:" \
                    "nobody but the region itself may be joined to it."
                aws ec2 accept-transit-gateway-peering-attachment --region "$other" \
                    --transit-gateway-attachment-id "$attachment" >/dev/null
                ;;
            failed | failing | rejected | rejecting | deleted | deleting)
                die "$attachment between $site and $other is $state. Delete $stack and deploy it again."
                ;;
        esac
        sleep "$pause_seconds"
    done
    die "$attachment between $site and $other is still $state. The same call goes on from here."
)

# look WAVE TEXT: stops before a wave, so that somebody can look at what stands.
look() {
    [ $is_dry$is_start$goes_on = nonono ] && [ "$1" -gt "$from" ] || return 0
    say "$2 Look at its alarms and make its first request, then go on with the same call and --from $1."
    exit 0
}

finish() {
    [ $is_dry = no ] || return 0
    [ $is_start = no ] || say "roles and rights stand. Go on as the world's deployer, without --start."
    [ $is_start = yes ] || say "everything stands."
}

# --- The waves -------------------------------------------------------------------------------------------------------

