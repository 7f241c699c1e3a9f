namespace Domicile.Infrastructure.Tests.Network;

/// <summary>The rules that name every address, each with its reason. One that fits no rule fails too.</summary>
internal static class OpenToAll
{
    /// <summary>The end of the rule's resource, without the site, and the reason.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["-Network/AnywhereToLoadBalancerGroup443In"] = "the API is for everybody, and asks each for a token",
        ["-Network/ServerGroupToAnywhere443Out"] =
            "queues of other AWS Regions, issuers of tokens and institutions have no addresses that could be named",
        ["-Network/LambdaGroupToAnywhere443Out"] = "the same, where functions are the servers",
    };
}
