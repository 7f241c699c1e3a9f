using System.Globalization;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// A load balancer that ends TLS in the site and hands requests to one target group. It keeps no lines of its own: they
/// would name callers' addresses beside paths.
/// </summary>
internal sealed class LoadBalancer
{
    public const int Https = 443;

    private const string TlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    /// <summary>
    /// Above what a server takes to answer any request, and below its own patience with idle connections.
    /// </summary>
    private const int IdleSeconds = 65;

    private readonly CfnLoadBalancer balancer;

    /// <param name="scope">The stack.</param>
    /// <param name="id">Begins the logical ids.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="certificate">ARN of the certificate of all hosts that lead here.</param>
    public LoadBalancer(Construct scope, string id, LoadBalancerPlace place, string certificate)
    {
        balancer = new CfnLoadBalancer(scope, id, new CfnLoadBalancerProps
        {
            Type = "application",
            Scheme = place.IsPublic ? "internet-facing" : "internal",
            IpAddressType = "ipv4",
            Subnets = place.Subnets,
            SecurityGroups = [place.Group],
            LoadBalancerAttributes = Attributes(
                ("deletion_protection.enabled", "true"),
                ("idle_timeout.timeout_seconds", IdleSeconds.ToString(CultureInfo.InvariantCulture)),
                ("routing.http.drop_invalid_header_fields.enabled", "true"),
                ("routing.http.xff_header_processing.mode", "append")),
        });
        Targets = place.Targets;
        Listener = new CfnListener(scope, $"{id}Listener", new CfnListenerProps
        {
            LoadBalancerArn = balancer.Ref,
            Port = Https,
            Protocol = "HTTPS",
            SslPolicy = TlsPolicy,
            Certificates = new object[]
            {
                new CfnListener.CertificateProperty { CertificateArn = certificate },
            },
            DefaultActions = new object[]
            {
                new CfnListener.ActionProperty { Type = "forward", TargetGroupArn = Targets.Ref },
            },
        });
        NoEvents(scope, id);
    }

    public CfnTargetGroup Targets { get; }

    public CfnListener Listener { get; }

    /// <summary>What an alias of a host points to.</summary>
    public HostTarget Target =>
        new(balancer.AttrDnsName, balancer.AttrCanonicalHostedZoneId, IsWatched: true);

    /// <summary>Events come from Lambda itself; the server has no such path here either.</summary>
    private void NoEvents(Construct scope, string id) =>
        _ = new CfnListenerRule(scope, $"{id}NoEvents", new CfnListenerRuleProps
        {
            ListenerArn = Listener.Ref,
            Priority = 1,
            Conditions = new object[]
            {
                new CfnListenerRule.RuleConditionProperty
                {
                    Field = "path-pattern",
                    PathPatternConfig = new CfnListenerRule.PathPatternConfigProperty
                    {
                        Values = ["/events", "/events/*"],
                    },
                },
            },
            Actions = new object[]
            {
                new CfnListenerRule.ActionProperty
                {
                    Type = "fixed-response",
                    FixedResponseConfig = new CfnListenerRule.FixedResponseConfigProperty { StatusCode = "404" },
                },
            },
        });

    private static object[] Attributes(params (string Key, string Value)[] attributes) =>
    [
        .. attributes.Select(attribute => new CfnLoadBalancer.LoadBalancerAttributeProperty
        {
            Key = attribute.Key,
            Value = attribute.Value,
        }),
    ];
}
