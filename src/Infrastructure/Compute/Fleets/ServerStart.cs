using Amazon.CDK;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>
/// What an instance does when it starts: runs the server's image as a service of the system, read-only, without rights
/// and without a user of its own, and says when it answers.
/// </summary>
internal static class ServerStart
{
    private const string Script = """
        #!/bin/bash
        set -euo pipefail
        dnf install -y docker aws-cfn-bootstrap
        trap '/opt/aws/bin/cfn-signal -e 1 --stack {{stack}} --resource {{resource}} --region {{site}}' ERR
        systemctl enable --now docker
        mkdir -p /etc/domicile
        umask 077
        cat >/etc/domicile/server.env <<'END'
        {{settings}}
        END
        cat >/etc/systemd/system/domicile.service <<'END'
        [Unit]
        Description=Domicile's server
        Requires=docker.service
        After=docker.service network-online.target
        [Service]
        Environment=HOME=/root
        ExecStartPre=/bin/sh -c 'aws ecr get-login-password --region {{site}} \
          | docker login --username AWS --password-stdin {{registry}}'
        ExecStartPre=/usr/bin/docker pull --quiet {{image}}
        ExecStart=/usr/bin/docker run --rm --name domicile --network host --env-file /etc/domicile/server.env \
          --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --stop-timeout 60 \
          --log-driver awslogs --log-opt awslogs-region={{site}} --log-opt awslogs-group={{logs}} {{image}}
        ExecStop=/usr/bin/docker stop --time 60 domicile
        TimeoutStartSec=300
        TimeoutStopSec=75
        Restart=always
        RestartSec=5
        [Install]
        WantedBy=multi-user.target
        END
        cat >/etc/systemd/system/domicile-alive.service <<'END'
        [Unit]
        Description=Restarts a server that lives and does not answer
        [Service]
        Type=oneshot
        ExecStart=/bin/sh -c '{{alive}} --retry 3 --retry-delay 5 || systemctl restart domicile'
        END
        cat >/etc/systemd/system/domicile-alive.timer <<'END'
        [Unit]
        Description=Asks the server twice a minute whether it lives
        [Timer]
        OnActiveSec=120
        OnUnitActiveSec=30
        [Install]
        WantedBy=timers.target
        END
        systemctl daemon-reload
        systemctl enable --now domicile
        {{alive}} --retry 60 --retry-delay 5
        systemctl enable --now domicile-alive.timer
        metadata=http://169.254.169.254/latest
        token=$(curl --fail --silent -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $metadata/api/token)
        instance=$(curl --fail --silent -H "X-aws-ec2-metadata-token: $token" $metadata/meta-data/instance-id)
        aws autoscaling complete-lifecycle-action --region {{site}} --auto-scaling-group-name {{group}} \
          --lifecycle-hook-name {{hook}} --lifecycle-action-result CONTINUE --instance-id "$instance"
        /opt/aws/bin/cfn-signal -e 0 --stack {{stack}} --resource {{resource}} --region {{site}}
        """;

    /// <summary>
    /// Whether it lives, and not whether it is ready: a server whose nodes have no schema yet, or are away, is not
    /// mended by a new instance. Load balancers ask whether it is ready.
    /// </summary>
    private const string Alive =
        "curl --fail --silent --show-error --max-time 5 --retry-all-errors --output /dev/null "
        + "http://127.0.0.1:8080/health/live";

    /// <param name="stack">The site's stack.</param>
    /// <param name="site">Where the instance stands.</param>
    /// <param name="resource">Logical id of the group that waits for the instance.</param>
    /// <param name="role">The server's role.</param>
    public static string Of(ComputeStack stack, SitePlan site, string resource, string role)
    {
        var (name, value) = ServerSettings.AwsRegion(site);
        var settings = string.Join(
            '\n', stack.Settings.For(role).Append(new(name, value)).Select(each => $"{each.Key}={each.Value}"));
        var script = Script
            .Replace("{{stack}}", stack.StackName, StringComparison.Ordinal)
            .Replace("{{resource}}", resource, StringComparison.Ordinal)
            .Replace("{{alive}}", Alive, StringComparison.Ordinal)
            .Replace("{{site}}", site.Name, StringComparison.Ordinal)
            .Replace("{{registry}}", stack.Image.Repository.Split('/')[0], StringComparison.Ordinal)
            .Replace("{{image}}", stack.Image.Uri, StringComparison.Ordinal)
            .Replace("{{logs}}", Names.Logs(site.Region.Name, "servers"), StringComparison.Ordinal)
            .Replace("{{group}}", Names.ServerRole(site.Region.Name, role), StringComparison.Ordinal)
            .Replace("{{hook}}", FleetMaker.Hook, StringComparison.Ordinal)
            .Replace("{{settings}}", settings, StringComparison.Ordinal);
        return Fn.Base64(script);
    }
}
