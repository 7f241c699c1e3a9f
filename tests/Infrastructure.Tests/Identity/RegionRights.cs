using System.Text.Json;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Infrastructure.Tests.Identity.Policies;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>The rights of a region's roles, read from the synthesized template and the policy files.</summary>
internal static class RegionRights
{
    /// <summary>A role by its logical id, such as <c>Workers</c>, with its boundary and the guardrails.</summary>
    public static Rights Of(Synthesized world, string region, string role)
    {
        var plan = world.World.Regions.Single(one => one.Name == region);
        var resources = Resource.Of(world.Templates)
            .Where(one => one.Stack == $"Domicile-{region}-{plan.WriterSite.Name}-Identity")
            .ToList();
        var made = resources.Single(one => one.Id == role);
        var isBounded = made.Properties.TryGetProperty("PermissionsBoundary", out _);
        return new Rights
        {
            Own = [.. PolicyDocument.Within(role, made.Properties.GetProperty("Policies"))],
            Boundary = isBounded
                ? PolicyDocument.Within("the boundary", resources.Single(one => one.Id == "Boundary").Body).Single()
                : null,
            Guardrails = Guardrails(world.World, region),
        };
    }

    /// <summary>An administrator of a region's account: everything but what the guardrails deny.</summary>
    public static Rights Administrator(Synthesized world, string region) => new()
    {
        Own = [Parse("administrator", """{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }""")],
        Guardrails = Guardrails(world.World, region),
    };

    private static IReadOnlyList<PolicyDocument> Guardrails(WorldPlan world, string region) =>
    [
        .. PolicyFiles.Of(world)
            .Where(policy => policy.Key.StartsWith($"domicile-{region}-", StringComparison.Ordinal))
            .Select(policy => Parse(policy.Key, policy.Value)),
    ];

    private static PolicyDocument Parse(string place, string policy) =>
        PolicyDocument.Of(place, JsonElement.Parse(policy));
}
